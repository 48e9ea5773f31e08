package seed

import (
	"innograph/kg"
	"innograph/model"
)

// An achievement is made at an institution.
type achievement struct {
	id           kg.ID
	title        phrase
	narrow       int
	institution  int
	lab          int // -1 where none
	contributors []int
	completed    day
	registered   day
	ready        bool // mature, convertible, published
	empowered    day  // when its makers became owners, 0 where they did not
	sold         day  // when a buyer became the owner
	buyer        int  // enterprise
	published    day  // 0 where it is not
}

// addAchievements adds the convertible ones, those planted first, and then those
// that are not ready.
func (b *builder) addAchievements() {
	r := newRandom("achievements")
	numbers := map[int]int{}
	for n, p := range plantedAchievements {
		v := achievement{narrow: b.narrowByCode[p.narrow], institution: p.institution - 1, lab: p.lab - 1, ready: true}
		for _, c := range p.contributors {
			v.contributors = append(v.contributors, c-1)
		}
		v.completed, v.registered, v.published = on(2021, 6, 30), on(2021, 11, 15), on(2024, 6, 3)
		switch n + 1 {
		case empoweredAchievement:
			v.empowered = on(2022, 6, 1)
		case releasedLater:
			v.published = on(2024, 7, 2)
		case soldAchievement:
			v.sold, v.buyer = on(2024, 5, 20), buyer-1
		}
		b.achievement(r, &v, numbers)
	}
	var slots [][2]int
	for i := range b.institutions {
		for _, f := range b.institutions[i].slots {
			slots = append(slots, [2]int{i, f})
		}
	}
	r.Shuffle(len(slots), func(i, j int) { slots[i], slots[j] = slots[j], slots[i] })
	for _, s := range slots {
		b.drawAchievement(r, s[0], s[1], true, numbers)
	}
	for range b.size.unready {
		b.drawAchievement(r, r.skewed(b.size.holders), r.IntN(len(b.fields)), false, numbers)
	}
	b.relate(newRandom("citations"))
}

func (b *builder) drawAchievement(r random, institution, field int, ready bool, numbers map[int]int) {
	v := achievement{narrow: b.drawNarrow(r, field), institution: institution, lab: -1, ready: ready}
	staff := b.institutions[institution].staff
	for range 1 + r.skewed(7) + r.IntN(2) {
		c := staff[r.skewed(len(staff))]
		if !has(v.contributors, c) {
			v.contributors = append(v.contributors, c)
		}
	}
	if r.chance(0.1) {
		others := b.institutions[r.skewed(b.size.holders)].staff
		if c := others[r.skewed(len(others))]; !has(v.contributors, c) {
			v.contributors = append(v.contributors, c)
		}
	}
	v.lab = b.people[v.contributors[0]].lab
	v.completed = r.day(on(2014, 6, 1), on(2023, 9, 30))
	v.registered = v.completed + day(r.between(20, 200))
	if ready {
		switch u := r.Float64(); {
		case u < 0.035:
			v.empowered = r.day(max(v.registered, on(2020, 6, 1)), on(2024, 10, 1))
		case u < 0.06:
			v.sold, v.buyer = r.day(on(2024, 1, 5), on(2024, 12, 20)), b.drawBuyer(r)
		}
	}
	b.achievement(r, &v, numbers)
}

// drawBuyer returns an enterprise of the province: a few of them buy most.
func (b *builder) drawBuyer(r random) int {
	return len(plantedEnterprises) + r.skewed(b.size.local-len(plantedEnterprises))
}

func has(list []int, n int) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

func (b *builder) achievement(r random, v *achievement, numbers map[int]int) {
	n := len(b.achievements) + 1
	v.id, v.title = idOf(model.KindAchievement, n), b.nextTitle(v.narrow)
	p := properties{
		model.PropTitle:       localized(v.title),
		model.PropSummary:     localized(b.summary(v)),
		model.PropAdvantages:  localized(advantages[n%len(advantages)]),
		model.PropCompletedOn: b.dates.date(v.completed),
		model.PropIsService:   kg.Bool(!r.chance(0.06)),
		model.PropConvertible: kg.Bool(v.ready),
		model.PropSecrecy:     kg.Symbol([...]string{model.SecrecyOpen, model.SecrecyInternal, model.SecrecyTradeSecret}[r.weighted([]float64{80, 8, 12})]),
	}
	visibility := b.standing(r, v, p, numbers)
	b.node(model.KindAchievement, v.id, p).Visibility = visibility
	b.reported(v.id, v.narrow)
	b.classified(v.id, v.narrow)
	if second := b.drawNarrow(r, b.narrow[v.narrow].at); second != v.narrow && !b.narrow[v.narrow].Planted && r.chance(0.2) {
		b.classified(v.id, second)
	}
	for rank, c := range v.contributors {
		b.edge(model.RelContributedTo, b.people[c].id, v.id, properties{
			model.PropRank: kg.Int(int64(rank + 1)), model.PropContribution: kg.Text(contributions[min(rank, len(contributions)-1)])})
	}
	if v.lab >= 0 {
		b.edge(model.RelProducedAt, v.id, b.labs[v.lab].id, nil)
	}
	b.own(r, v)
	if n == 1 {
		b.edge(model.RelResultOf, v.id, b.projects[0].id, nil)
	} else if q := r.IntN(len(b.projects)); n > len(plantedAchievements) && r.chance(0.3) && q > 0 {
		b.edge(model.RelResultOf, v.id, b.projects[q].id, nil)
	}
	b.achievements = append(b.achievements, *v)
}

// standing sets how far an achievement has come and how it is listed; the
// convertible ones are mature and published, the others are not convertible.
func (b *builder) standing(r random, v *achievement, p properties, numbers map[int]int) *kg.Visibility {
	kind, stage, trl, status := model.AchievementKindAppliedTechnology, model.AchievementStageMature, r.between(8, 9), model.ListingStatusPublished
	var visibility *kg.Visibility
	if !v.ready {
		kind = [...]string{model.AchievementKindAppliedTechnology, model.AchievementKindBasicTheory, model.AchievementKindSoftScience}[r.weighted([]float64{60, 28, 12})]
		stage, trl = model.AchievementStageInitial, r.between(1, 4)
		if r.chance(0.5) {
			stage, trl = model.AchievementStageMiddle, r.between(5, 7)
		}
		switch u := r.Float64(); {
		case u < 0.12:
			status, visibility = model.ListingStatusDraft, &parties
		case u < 0.2:
			status, visibility = model.ListingStatusInReview, &parties
		case u < 0.3:
			status, visibility = model.ListingStatusExpired, &registered
		case u < 0.35:
			status, visibility = model.ListingStatusWithdrawn, &registered
		}
	}
	p[model.PropKind], p[model.PropStage], p[model.PropStatus] = kg.Symbol(kind), kg.Symbol(stage), kg.Symbol(status)
	p[model.PropTrl] = kg.Int(int64(trl))
	if kind == model.AchievementKindAppliedTechnology && v.ready {
		year := v.registered.year()
		numbers[year]++
		p[model.PropRegistrationNo] = kg.Text("210" + padded(year, 4) + "Y" + padded(numbers[year], 4))
		p[model.PropRegisteredOn] = b.dates.date(v.registered)
		p[model.PropTrlEvidence] = kg.Text("Reviewed on site by three assessors; running at a user.")
		p[model.PropAskPrice] = money(r.amount(8e5, 1.2))
		p[model.PropModesOffered] = symbols(offers[r.IntN(len(offers))]...)
	}
	if visibility != &parties {
		if v.published == 0 {
			v.published = min(max(v.registered, r.day(on(2022, 1, 1), on(2024, 7, 1)))+day(r.between(1, 20)), on(2024, 7, 20))
		}
		p[model.PropPublishedOn] = b.dates.date(v.published)
		if status == model.ListingStatusExpired {
			p[model.PropExpiresOn] = b.dates.date(on(2024, 12, 31))
		}
	}
	return visibility
}

// contributions are what the first, the second and the further contributors
// have done.
var contributions = []string{"overall design", "process and experiments", "engineering", "testing"}

var offers = [][]string{
	{model.ConversionModeTransfer, model.ConversionModeLicense},
	{model.ConversionModeLicense},
	{model.ConversionModeLicense, model.ConversionModeEquity, model.ConversionModeDevelopment},
	{model.ConversionModeDevelopment, model.ConversionModeService},
	{model.ConversionModeTransfer},
}

var advantages = []phrase{
	{zh: "能耗降低百分之十五以上，成品率明显提高。", en: "Uses at least 15 % less energy, with a clearly higher yield."},
	{zh: "主要指标达到国内同类水平之上，运行稳定。", en: "Its main measures exceed those of comparable solutions; it runs stably."},
	{zh: "成本较进口产品低三成，备件可本地供应。", en: "Costs a third less than imports; spare parts are supplied locally."},
	{zh: "工序缩短，占地小，易于改造既有产线。", en: "Fewer steps and little space; existing lines are easily converted."},
	{zh: "已在三家用户连续运行一年以上。", en: "Has run at three users for more than a year."},
	{zh: "无二次污染，副产物可回收利用。", en: "Causes no secondary pollution; by-products are recovered."},
	{zh: "数据接口开放，可与现有系统集成。", en: "Open interfaces fit into existing systems."},
}

// summary tells what an achievement is and where it was made.
func (b *builder) summary(v *achievement) phrase {
	maker, f := b.institutions[v.institution].name, &b.narrow[v.narrow]
	if !v.ready {
		return phrase{
			zh: "“" + v.title.zh + "”是" + maker.zh + "在" + f.Name.zh + "方向的在研成果，尚需进一步验证。",
			en: v.title.en + " is work in progress of " + maker.en + " in " + f.Name.en + "; it needs further proof.",
		}
	}
	return phrase{
		zh: "“" + v.title.zh + "”由" + maker.zh + "完成，属" + f.Name.zh + "方向，已通过应用验证，可供企业转化实施。",
		en: v.title.en + " was made by " + maker.en + " in the field of " + f.Name.en + ". It has been proved in use and can be taken up by enterprises.",
	}
}

// relate derives some achievements from others, and lets some cite others.
func (b *builder) relate(r random) {
	first, n := len(plantedAchievements), len(b.achievements)
	link := func(relation string, every int) {
		for i := first + every; i < n; i += every {
			b.edge(relation, b.achievements[i].id, b.achievements[first+r.skewed(i-first)].id, nil)
		}
	}
	link(model.RelDerivedFrom, 31)
	link(model.RelCites, 7)
}
