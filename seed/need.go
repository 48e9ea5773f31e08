package seed

import (
	"innograph/kg"
	"innograph/model"
)

// A need is posted by an organisation.
type need struct {
	id        kg.ID
	poster    kg.ID
	narrow    int
	published day // 0 where it is not
}

// addNeeds adds the published needs, planted ones first, and then those that
// are not shown to everybody: met, expired, or not published yet.
func (b *builder) addNeeds() {
	r := newRandom("needs")
	for _, p := range plantedNeeds {
		v := need{poster: b.enterprises[p.enterprise-1].id, narrow: b.narrowByCode[p.narrow], published: on(2023, 9, 4)}
		b.need(r, &v, model.ListingStatusPublished, nil)
	}
	for range b.size.needs - len(plantedNeeds) {
		v := b.drawNeed(r)
		b.need(r, &v, model.ListingStatusPublished, nil)
	}
	b.firstHidden = len(b.needs)
	for k := range b.size.hiddenNeeds {
		v := b.drawNeed(r)
		switch {
		case k < len(b.docked):
			c := &b.contracts[b.docked[k]]
			v.poster, v.narrow = c.recipient, b.achievements[c.covers[0]].narrow
			v.published = min(v.published, c.signed-120)
			b.need(r, &v, model.ListingStatusFulfilled, &registered)
		case k%3 == 0:
			v.published = 0
			b.need(r, &v, model.ListingStatusDraft, &parties)
		default:
			b.need(r, &v, model.ListingStatusExpired, &registered)
		}
	}
	b.edge(model.RelLedTo, b.needs[helixNeed-1].id, b.projects[0].id, nil)
	for k := len(plantedNeeds); k < b.size.needs; k += 29 {
		b.edge(model.RelLedTo, b.needs[k].id, b.projects[1+k%(len(b.projects)-1)].id, nil)
	}
}

func (b *builder) drawNeed(r random) need {
	poster := &b.enterprises[b.drawBuyer(r)]
	field := b.narrow[poster.narrow].at
	return need{poster: poster.id, narrow: b.drawNarrow(r, field), published: r.day(on(2022, 6, 1), on(2024, 12, 15))}
}

func (b *builder) need(r random, v *need, status string, visibility *kg.Visibility) {
	n := len(b.needs) + 1
	v.id = idOf(model.KindNeed, n)
	title := b.nextTitle(v.narrow)
	budget := r.amount(4e5, 1)
	p := properties{
		model.PropTitle: localized(phrase{zh: "寻求" + title.zh, en: "Sought: " + title.en}),
		model.PropProblem: localized(phrase{
			zh: "现有工艺难以满足生产要求，需要" + title.zh + "方面的成熟技术或联合攻关，能够在一年内完成试用。",
			en: "What is in use does not meet the demands of production. Mature technology is sought, or joint development: " + title.en + ", to be tried within a year.",
		}),
		model.PropMinTrl:        kg.Int(int64(r.between(5, 8))),
		model.PropBudgetMin:     money(hundreds(float64(budget) / 3)),
		model.PropBudgetMax:     money(budget),
		model.PropModesAccepted: symbols(offers[r.IntN(len(offers))]...),
		model.PropStatus:        kg.Symbol(status),
	}
	if v.published != 0 {
		p[model.PropPublishedOn] = b.dates.date(v.published)
		p[model.PropDeadline] = b.dates.date(v.published + day(r.between(300, 900)))
		if status == model.ListingStatusExpired {
			p[model.PropExpiresOn] = b.dates.date(min(v.published+365, now-1))
		}
	}
	b.node(model.KindNeed, v.id, p).Visibility = visibility
	b.edge(model.RelPostedBy, v.id, v.poster, nil)
	b.classified(v.id, v.narrow)
	if visibility != &parties {
		b.require(r, v.id, n, visibility)
	}
	b.needs = append(b.needs, *v)
}

// conditions are what needs ask for.
var conditions = []struct {
	parameter, operator string
	low, high           int
	unit                string
}{
	{"成品率", model.ConstraintOperatorGte, 85, 99, "%"},
	{"能耗降低", model.ConstraintOperatorGte, 8, 30, "%"},
	{"使用温度", model.ConstraintOperatorGte, 200, 1100, "℃"},
	{"运行寿命", model.ConstraintOperatorGte, 2000, 40000, "h"},
	{"定位精度", model.ConstraintOperatorLte, 1, 50, "μm"},
	{"响应时间", model.ConstraintOperatorLte, 5, 500, "ms"},
	{"单位成本", model.ConstraintOperatorLt, 10, 900, "元/kg"},
	{"检出限", model.ConstraintOperatorLte, 1, 100, "ppb"},
}

// require adds one to three conditions of a need, seen as it is. A need for its
// parties alone has none: conditions have no parties, so nobody would see them.
func (b *builder) require(r random, need kg.ID, n int, visibility *kg.Visibility) {
	first := r.IntN(len(conditions))
	for k := range 1 + r.skewed(4) {
		c := conditions[(first+k)%len(conditions)]
		id := kg.ID(model.KindNeedConstraint + "_seed." + padded(n, 1) + "." + padded(k+1, 1))
		b.node(model.KindNeedConstraint, id, properties{
			model.PropParameter: kg.Text(c.parameter), model.PropOperator: kg.Symbol(c.operator),
			model.PropValue: kg.Text(padded(r.between(c.low, c.high), 1)), model.PropUnit: kg.Text(c.unit),
		}).Visibility = visibility
		b.edge(model.RelRequires, need, id, nil)
	}
}
