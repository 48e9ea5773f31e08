package seed

import (
	"innograph/kg"
	"innograph/model"
)

// An enterprise is one of the province or of another.
type enterprise struct {
	id      kg.ID
	name    phrase
	at      int // region; -1 where unknown
	narrow  int
	founded day
	origin  day // when its team began, 0 where there was none
	stage   int // present one, place in stages
	state   bool
	revenue int64 // a year, in CNY
}

// How enterprises are owned.
var (
	ownerships = []string{model.OwnershipPrivate, model.OwnershipStateOwned, model.OwnershipMixed, model.OwnershipForeign}
	owning     = []float64{82, 7, 6, 5}
	forms      = []string{model.EnterpriseTypeLimitedCompany, model.EnterpriseTypeJointStockCompany, model.EnterpriseTypePartnership, model.EnterpriseTypeCooperative}
	forming    = []float64{84, 10, 4, 2}
	businesses = []float64{12, 22, 16, 20, 9, 9, 5, 3, 4} // by field
)

// addEnterprises adds those of the province, planted ones first, and then those
// of others that take up what it has made.
func (b *builder) addEnterprises() {
	r := newRandom("enterprises")
	s := b.size
	total, first := s.local+s.outside, len(b.nodes)
	at := b.spread(r, s.local)
	far := r.deck(apportion(s.outside, 0, farWeights())...)
	for i := range total {
		v := enterprise{id: idOf(model.KindEnterprise, i+1), founded: on(2024, 12, 31) - day(float64(on(2024, 12, 31)-on(1986, 1, 1))*r.Float64()*r.Float64())}
		if i < s.local {
			v.at = at[i]
		} else {
			v.at = firstFar + far[i-s.local]
		}
		v.narrow = b.drawNarrow(r, r.weighted(businesses))
		owner := ownerships[r.weighted(owning)]
		switch {
		case i < len(plantedEnterprises):
			p := plantedEnterprises[i]
			v.at, v.narrow, v.founded, v.origin = p.at, b.narrowByCode[p.narrow], p.founded, p.origin
			owner = model.OwnershipPrivate
			if p.state {
				owner = model.OwnershipStateOwned
			}
		case i < len(plantedEnterprises)+s.spinOuts:
			owner = model.OwnershipPrivate
			v.founded = r.day(on(2014, 1, 1), on(2024, 10, 31))
			if i < len(plantedEnterprises)+s.grown() {
				v.origin = v.founded - day(r.between(200, 900))
			}
		}
		v.state = owner == model.OwnershipStateOwned
		b.enterprise(r, &v, owner)
		b.enterprises = append(b.enterprises, v)
	}
	b.recognise(newRandom("recognitions"), first)
	b.report(newRandom("years"))
	b.subordinate(newRandom("subsidiaries"))
	b.relocate(newRandom("places"))
}

func (b *builder) enterprise(r random, v *enterprise, owner string) {
	sorts := b.words.Businesses[b.narrow[v.narrow].field.Code]
	brand, sort := b.brand(), sorts[r.IntN(len(sorts))]
	place := &b.regions[max(v.at, liaoning)]
	form, formEn := "有限公司", "Co., Ltd."
	kind := forms[r.weighted(forming)]
	if n := len(b.enterprises); n < len(plantedEnterprises) {
		kind = forms[0]
	}
	switch kind {
	case model.EnterpriseTypeJointStockCompany:
		form, formEn = "股份有限公司", "Inc."
	case model.EnterpriseTypePartnership:
		form, formEn = "合伙企业", "Partnership"
	case model.EnterpriseTypeCooperative:
		form, formEn = "合作社", "Cooperative"
	}
	v.name = phrase{zh: place.place.zh + brand.zh + sort.zh + form, en: place.place.en + " " + brand.en + " " + sort.en + " " + formEn}
	status := model.OrganisationStatusActive
	if r.chance(0.03) {
		status = model.OrganisationStatusDeregistered
	}
	p := properties{
		model.PropName:      localized(v.name),
		model.PropUscc:      b.uscc("91", place),
		model.PropOwnership: kg.Symbol(owner),
		model.PropType:      kg.Symbol(kind),
		model.PropFoundedOn: b.dates.date(v.founded),
		model.PropStatus:    kg.Symbol(status),
	}
	if r.chance(0.1) {
		p[model.PropAliases] = kg.Texts(brand.zh + sort.zh)
	}
	b.node(model.KindEnterprise, v.id, p)
	if v.at >= 0 {
		b.located(v.id, v.at, v.founded, 0)
	}
	b.classified(v.id, v.narrow)
	b.pass(r, v)
}

// pass leads an enterprise through its stages: one period ends on the day on
// which the next begins, and the last is open.
func (b *builder) pass(r random, v *enterprise) {
	starts := []day{0, v.founded, 0, 0}
	starts[2] = v.founded + day(r.between(300, 1800))
	starts[3] = starts[2] + day(r.between(700, 3600))
	v.stage = 1
	if starts[2] < now && r.chance(0.42) {
		v.stage = 2
		if starts[3] < now && r.chance(0.5) {
			v.stage = 3
		}
	}
	if v.founded < on(2002, 1, 1) {
		v.stage = 3
	}
	first := 1
	if v.origin != 0 {
		first, starts[0] = 0, v.origin
	}
	for s := first; s <= v.stage; s++ {
		p := properties{model.PropFrom: b.dates.date(starts[s]), model.PropRule: kg.Text("default")}
		if s < v.stage {
			p[model.PropTo] = b.dates.date(starts[s+1])
		}
		b.edge(model.RelInStage, v.id, stageID(stages[s]), p)
	}
	v.revenue = r.amount([...]float64{1, 3e6, 3e7, 9e7}[v.stage], 1)
}

// relocate lets some enterprises of the province work in another of its cities
// too.
func (b *builder) relocate(r random) {
	reserved := len(plantedEnterprises)
	for k := range b.size.local / 40 {
		v := &b.enterprises[reserved+(k*41)%(b.size.local-reserved)]
		city := firstCity + r.weighted(b.cityWeights())
		if city != v.at {
			b.place(v.id, city, model.LocationTypeOperating, max(v.founded, on(2015, 1, 1)), 0)
		}
	}
}

// subordinate makes some enterprises parts of older ones, and a few the
// successors of others.
func (b *builder) subordinate(r random) {
	n := b.size.local
	reserved := len(plantedEnterprises)
	for k := range b.size.subsidiaries {
		child := reserved + (k*37+11)%(n-reserved)
		if child == reserved {
			continue
		}
		parent := reserved + r.skewed(child-reserved)
		relation := model.RelPartOf
		if k%20 == 0 {
			relation = model.RelSuccessorOf
		}
		b.edge(relation, b.enterprises[child].id, b.enterprises[parent].id, properties{
			model.PropFrom: b.dates.date(max(b.enterprises[child].founded, b.enterprises[parent].founded))})
	}
}
