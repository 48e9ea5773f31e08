package seed

import (
	"innograph/kg"
	"innograph/model"
)

// own says who owns an achievement. On every day from its completion on the
// shares make one.
func (b *builder) own(r random, v *achievement) {
	institution := b.institutions[v.institution].id
	switch {
	case v.empowered != 0:
		b.owns(v, institution, 100, "made on duty", v.completed, v.empowered)
		b.owns(v, institution, 30, "empowerment", v.empowered, 0)
		for i, part := range split(70, len(v.contributors)) {
			b.owns(v, b.people[v.contributors[i]].id, part, "empowerment", v.empowered, 0)
		}
	case v.sold != 0:
		b.owns(v, institution, 100, "made on duty", v.completed, v.sold)
		b.owns(v, b.enterprises[v.buyer].id, 100, "transfer", v.sold, 0)
	case v.ready && len(b.achievements) >= len(plantedAchievements) && r.chance(0.08):
		b.owns(v, institution, 60, "joint development", v.completed, 0)
		b.owns(v, b.enterprises[b.drawBuyer(r)].id, 40, "joint development", v.completed, 0)
	default:
		b.owns(v, institution, 100, "made on duty", v.completed, 0)
	}
}

// owns gives a party hundredths of an achievement, from a day to another or,
// when that is 0, for good.
func (b *builder) owns(v *achievement, party kg.ID, hundredths int, basis string, from, to day) {
	p := properties{model.PropShare: share(hundredths), model.PropBasis: kg.Text(basis), model.PropFrom: b.dates.date(from)}
	if to != 0 {
		p[model.PropTo] = b.dates.date(to)
	}
	b.edge(model.RelOwnedBy, v.id, party, p)
}

// split divides a whole into n parts that make it again, the first being the
// largest.
func split(whole, n int) []int {
	parts := make([]int, n)
	for i := range parts {
		parts[i] = whole / n
	}
	parts[0] += whole - whole/n*n
	return parts
}
