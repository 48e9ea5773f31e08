package seed

import (
	"innograph/kg"
	"innograph/model"
)

// An investor puts money into rounds; public funders pay for projects.
type investor struct {
	id     kg.ID
	sort   string
	narrow int
	funds  []kg.ID
}

// investorSorts are the types of investors; the first six are planted, one each.
var investorSorts = []struct {
	symbol     string
	zh, en     string
	weight     float64
	min, max   int64
	stagesFrom int
}{
	{model.InvestorTypeVentureCapital, "创业投资有限公司", "Venture Capital Co., Ltd.", 52, 1e6, 5e7, 1},
	{model.InvestorTypeAngel, "天使投资中心", "Angel Investment", 14, 1e5, 5e6, 0},
	{model.InvestorTypePublicFunder, "科技计划办公室", "Science Programme Office", 3, 1e5, 1e7, 0},
	{model.InvestorTypeCorporate, "产业投资有限公司", "Industry Investment Co., Ltd.", 10, 5e6, 2e8, 2},
	{model.InvestorTypePrivateEquity, "股权投资基金管理有限公司", "Private Equity Management Co., Ltd.", 12, 1e7, 3e8, 2},
	{model.InvestorTypeGovernmentGuidance, "引导基金管理有限公司", "Guidance Fund Management Co., Ltd.", 6, 5e6, 1e8, 1},
	{model.InvestorTypeBank, "科技银行", "Technology Bank", 3, 1e6, 3e7, 2},
}

// plantedInvestors are the types of the first investors, by place in
// investorSorts.
var plantedInvestors = []int{0, 0, 4, 1, 2}

// addInvestors adds those who give money, with a partner each, and the funds
// they manage.
func (b *builder) addInvestors() {
	r := newRandom("investors")
	weights := make([]float64, len(investorSorts))
	for i, s := range investorSorts {
		weights[i] = s.weight
	}
	n := b.size.investors
	inside := n * 7 / 10
	at := b.spread(r, inside)
	far := r.deck(apportion(n-inside, 0, farWeights())...)
	for i := range n {
		sort := r.weighted(weights)
		if i < len(plantedInvestors) {
			sort = plantedInvestors[i]
		}
		var place int
		if i < inside {
			place = at[i]
		} else {
			place = firstFar + far[i-inside]
		}
		b.investor(r, i, sort, place)
	}
	b.addFunds(newRandom("funds"))
}

func (b *builder) investor(r random, i, sort, at int) {
	s := investorSorts[sort]
	v := investor{id: idOf(model.KindInvestor, i+1), sort: s.symbol, narrow: b.drawNarrow(r, r.weighted(businesses))}
	brand, place := b.brand(), &b.regions[at]
	founded := r.day(on(1998, 1, 1), on(2021, 12, 31))
	b.node(model.KindInvestor, v.id, properties{
		model.PropName:      localized(phrase{zh: place.place.zh + brand.zh + s.zh, en: place.place.en + " " + brand.en + " " + s.en}),
		model.PropAliases:   kg.Texts(brand.zh + "资本"),
		model.PropUscc:      b.uscc("91", place),
		model.PropFoundedOn: b.dates.date(founded),
		model.PropStatus:    kg.Symbol(model.OrganisationStatusActive),
		model.PropType:      kg.Symbol(s.symbol),
		model.PropStages:    symbols(stages[s.stagesFrom:min(s.stagesFrom+2+r.IntN(2), len(stages))]...),
		model.PropTicketMin: money(s.min),
		model.PropTicketMax: money(s.max),
	})
	b.located(v.id, at, founded, 0)
	b.classified(v.id, v.narrow)
	partner := plantedPartner - 1
	if i > 0 {
		partner = b.person(r, 0, -1, "", "")
	}
	b.works(partner, v.id, "partner", max(founded, r.day(on(2008, 1, 1), on(2022, 1, 1))), 0)
	b.investors = append(b.investors, v)
}

// addFunds adds the funds, which most investors lack and some have several of.
func (b *builder) addFunds(r random) {
	for i := range b.size.funds {
		id := idOf(model.KindFund, i+1)
		brand := b.brand()
		vintage := r.between(2012, 2024)
		b.node(model.KindFund, id, properties{
			model.PropName:    localized(phrase{zh: brand.zh + "创业投资基金", en: brand.en + " Venture Fund"}),
			model.PropVintage: kg.Int(int64(vintage)),
			model.PropSize:    money(r.amount(2e8, 0.9)),
		})
		if i%25 == 24 { // a university's own
			b.edge(model.RelManagedBy, id, b.institutions[r.skewed(b.size.holders)].id, nil)
			continue
		}
		v := &b.investors[0]
		if i > 0 {
			v = &b.investors[r.skewed(len(b.investors))]
		}
		v.funds = append(v.funds, id)
		b.edge(model.RelManagedBy, id, v.id, nil)
		b.classified(id, v.narrow)
	}
}
