package seed

import (
	"innograph/kg"
	"innograph/model"
)

// addEmpowerments adds one for each achievement whose makers have become
// owners, and others that grant its long-term use and leave its owners as they
// are.
func (b *builder) addEmpowerments() {
	r := newRandom("empowerments")
	n := 0
	for i := range b.achievements {
		if v := &b.achievements[i]; v.empowered != 0 {
			n++
			b.empowerment(n, v, model.EmpowermentTypeOwnershipShare, v.empowered, 0, 70)
		}
	}
	first := len(plantedAchievements)
	for i := first; n < b.size.empowerments; i += 37 {
		v := &b.achievements[first+(i-first)%(b.size.achievements-first)]
		if v.empowered == 0 && v.sold == 0 {
			n++
			b.empowerment(n, v, model.EmpowermentTypeLongTermUse, r.day(max(v.registered, on(2020, 9, 1)), on(2024, 9, 30)), r.between(10, 15), 100)
		}
	}
}

func (b *builder) empowerment(n int, v *achievement, sort string, on day, years, whole int) {
	id := idOf(model.KindEmpowerment, n)
	agreed := on - 20
	p := properties{
		model.PropType: kg.Symbol(sort), model.PropAgreedOn: b.dates.date(agreed), model.PropEffectiveOn: b.dates.date(on)}
	if years > 0 {
		p[model.PropTermYears] = kg.Int(int64(years))
	}
	b.node(model.KindEmpowerment, id, p)
	b.edge(model.RelEmpowers, id, v.id, nil)
	for i, part := range split(whole, len(v.contributors)) {
		b.edge(model.RelGrantedTo, id, b.people[v.contributors[i]].id, properties{model.PropShare: share(part)})
	}
	provision := provisionPilot
	if agreed >= regulationStart {
		provision = provisionChapter
	}
	b.edge(model.RelGrantedUnder, id, provisionID(provision), nil)
}

// regulationStart is the first day of the provincial regulation.
var regulationStart = on(2021, 10, 1)
