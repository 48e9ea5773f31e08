package seed

import (
	"innograph/kg"
	"innograph/model"
)

// roundTypes are the rounds in their usual order, with the median amount in CNY.
var roundTypes = []struct {
	symbol string
	median float64
}{
	{model.RoundTypeAngel, 2.5e6}, {model.RoundTypeSeed, 5e6}, {model.RoundTypePreA, 1.2e7},
	{model.RoundTypeA, 3e7}, {model.RoundTypeB, 8e7}, {model.RoundTypeCPlus, 1.8e8},
}

// addRounds adds the rounds, planted ones first. Those that came out of
// institutions raise more often; few investors take part in most.
func (b *builder) addRounds() {
	r := newRandom("rounds")
	for n, p := range plantedRounds {
		id := idOf(model.KindFundingRound, n+1)
		b.round(id, p.enterprise-1, p.sort, p.on, p.amount)
		for i, at := range p.investors {
			b.invested(b.investors[at-1].id, id, p.amount/int64(len(p.investors)), i == 0)
		}
	}
	n, seen := len(plantedRounds), map[int]bool{}
	for tries := 0; n < b.size.rounds && tries < 20*b.size.rounds; tries++ {
		at := len(plantedEnterprises) + r.IntN(b.size.spinOuts)
		if r.chance(0.6) {
			at = b.drawBuyer(r)
		}
		from := max(b.enterprises[at].founded+150, on(2014, 1, 1))
		if seen[at] || from > on(2024, 6, 1) {
			continue
		}
		seen[at] = true
		sort, date := r.IntN(3), r.day(from, min(from+1500, now))
		for range 1 + r.skewed(4) {
			if date >= now || n >= b.size.rounds || sort >= len(roundTypes) {
				break
			}
			n++
			b.drawRound(r, idOf(model.KindFundingRound, n), at, sort, date)
			sort += r.between(1, 2)
			date += day(r.between(200, 800))
		}
	}
}

func (b *builder) drawRound(r random, id kg.ID, at, sort int, date day) {
	amount := r.amount(roundTypes[sort].median, 0.8)
	b.round(id, at, sort, date, amount)
	var funders []kg.ID
	for range 1 + r.skewed(5) {
		v := &b.investors[r.skewed(len(b.investors))]
		funder := v.id
		if len(v.funds) > 0 && r.chance(0.4) {
			funder = v.funds[r.IntN(len(v.funds))]
		}
		if v.sort == model.InvestorTypePublicFunder || hasID(funders, funder) {
			continue
		}
		funders = append(funders, funder)
	}
	if len(funders) == 0 {
		funders = append(funders, b.investors[0].id)
	}
	for i, part := range split(int(amount/100), len(funders)) {
		b.invested(funders[i], id, int64(part)*100, i == 0)
	}
}

func hasID(list []kg.ID, id kg.ID) bool {
	for _, other := range list {
		if other == id {
			return true
		}
	}
	return false
}

func (b *builder) round(id kg.ID, at, sort int, date day, amount int64) {
	b.node(model.KindFundingRound, id, properties{
		model.PropRoundType: kg.Symbol(roundTypes[sort].symbol), model.PropAnnouncedOn: b.dates.date(date),
		model.PropAmount: money(amount), model.PropPreMoney: money(amount * 5),
	})
	b.edge(model.RelRaisedBy, id, b.enterprises[at].id, nil)
}

func (b *builder) invested(funder, round kg.ID, amount int64, lead bool) {
	b.edge(model.RelInvestedIn, funder, round, properties{model.PropAmount: money(amount), model.PropIsLead: kg.Bool(lead)})
}
