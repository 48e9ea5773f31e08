package seed

import (
	"innograph/kg"
	"innograph/model"
)

// A team may become an enterprise.
type team struct {
	id     kg.ID
	name   phrase
	leader int
	narrow int
	formed day
}

// addTeams adds the teams, planted ones first, the enterprises that came out of
// institutions, the founders of others and the tenants of platforms.
func (b *builder) addTeams() {
	r := newRandom("teams")
	for n, p := range plantedTeams {
		v := team{id: idOf(model.KindTeam, n+1), leader: p.leader - 1, narrow: b.narrowByCode[p.narrow], formed: p.formed}
		b.team(&v, []int{p.core - 1}, 0)
	}
	first := len(plantedEnterprises)
	var scholars []int
	for at := range b.institutions[:b.size.holders+b.size.others] {
		scholars = append(scholars, b.institutions[at].staff...)
	}
	r.Shuffle(len(scholars), func(i, j int) { scholars[i], scholars[j] = scholars[j], scholars[i] })
	for k := range max(b.size.teams-len(plantedTeams), b.size.spinOuts) {
		leader := scholars[k*3%len(scholars)]
		if k < b.size.teams-len(plantedTeams) {
			v := team{id: idOf(model.KindTeam, len(b.teams)+1), leader: leader, narrow: b.people[leader].narrow, formed: r.day(on(2016, 1, 1), on(2024, 6, 30))}
			if k < b.size.grown() {
				v.formed = b.enterprises[first+k].origin
			}
			var core []int
			for c := range r.between(1, 4) {
				core = append(core, scholars[(k*3+1+c*7)%len(scholars)])
			}
			b.team(&v, core, k%9)
			if k < b.size.grown() {
				b.became(&v, first+k)
			} else if r.chance(0.6) {
				b.incubated(r, v.id, v.formed, 0)
			}
		}
		if k < b.size.spinOuts {
			b.spunOut(r, first+k, leader)
		}
	}
	b.plantTeams()
	b.addFounders(newRandom("founders"))
	b.addTenants(newRandom("tenants"))
}

// team adds a team. It has exactly one leader at a time; where handed is 1, the
// first of the core takes over after a while.
func (b *builder) team(v *team, core []int, handed int) {
	leader := b.people[v.leader].name
	v.name = phrase{zh: leader.zh + b.narrow[v.narrow].Name.zh + "团队", en: "Team " + leader.en + ", " + b.narrow[v.narrow].Name.en}
	b.node(model.KindTeam, v.id, properties{
		model.PropName:     localized(v.name),
		model.PropFormedOn: b.dates.date(v.formed),
		model.PropSummary: localized(phrase{
			zh: "从事" + b.narrow[v.narrow].Name.zh + "研究与转化的团队。",
			en: "A team that works on " + b.narrow[v.narrow].Name.en + " and its use.",
		}),
	})
	b.classified(v.id, v.narrow)
	change := v.formed + 700
	if handed != 1 || change >= now {
		change = 0
	}
	b.member(v.leader, v.id, model.MemberRoleLead, v.formed, change)
	for i, c := range core {
		if c == v.leader {
			continue
		}
		from := v.formed + day(i*60)
		switch {
		case i == 0 && change != 0:
			b.member(c, v.id, model.MemberRoleCore, from, change)
			b.member(c, v.id, model.MemberRoleLead, change, 0)
		case i < 2:
			b.member(c, v.id, model.MemberRoleCore, from, 0)
		default:
			b.member(c, v.id, model.MemberRoleMember, from, 0)
		}
	}
	b.teams = append(b.teams, *v)
}

func (b *builder) member(i int, team kg.ID, role string, from, to day) {
	p := properties{model.PropRole: kg.Symbol(role), model.PropFrom: b.dates.date(from)}
	if to != 0 {
		p[model.PropTo] = b.dates.date(to)
	}
	b.edge(model.RelMemberOf, b.people[i].id, team, p)
}

// became turns a team into an enterprise that it began as.
func (b *builder) became(v *team, at int) {
	b.edge(model.RelBecame, v.id, b.enterprises[at].id, properties{model.PropOn: b.dates.date(b.enterprises[at].founded)})
}

// spunOut says that an enterprise came out of the institution of its founder,
// and mostly out of the laboratory.
func (b *builder) spunOut(r random, at, founder int) {
	v, p := &b.enterprises[at], &b.people[founder]
	b.founded(at, founder)
	b.edge(model.RelSpunOutOf, v.id, b.institutions[p.institution].id, properties{model.PropOn: b.dates.date(v.founded)})
	if p.lab >= 0 && r.chance(0.7) {
		b.edge(model.RelSpunOutOf, v.id, b.labs[p.lab].id, properties{model.PropOn: b.dates.date(v.founded)})
	}
}

// founded makes a person the founder of an enterprise.
func (b *builder) founded(at, founder int) {
	v := &b.enterprises[at]
	b.edge(model.RelFoundedBy, v.id, b.people[founder].id, properties{model.PropOn: b.dates.date(v.founded)})
	b.works(founder, v.id, "founder", v.founded, 0)
}

// addFounders gives founders to some enterprises that no institution stands
// behind.
func (b *builder) addFounders(r random) {
	reserved := len(plantedEnterprises) + b.size.spinOuts
	for k := range b.size.local / 30 {
		founder := b.person(r, 0, -1, "", "")
		b.founded(reserved+(k*29)%(b.size.local-reserved), founder)
	}
}

// addTenants puts enterprises on platforms: those that came of a team and some
// others. The platform of a kept stage is a maker space, park or incubator.
func (b *builder) addTenants(r random) {
	first := len(plantedEnterprises)
	for k := range b.size.spinOuts {
		b.incubated(r, b.enterprises[first+k].id, b.enterprises[first+k].founded, 1)
	}
	for k := range b.size.local / 15 {
		v := &b.enterprises[first+b.size.spinOuts+(k*13)%(b.size.local-first-b.size.spinOuts)]
		b.incubated(r, v.id, max(v.founded, on(2008, 1, 1)), 1)
	}
}

// incubated puts a tenant on a platform soon after it began, for one to four
// years.
func (b *builder) incubated(r random, tenant kg.ID, began day, stage int) {
	sorts := []string{model.PlatformTypeMakerSpace, model.PlatformTypeSciencePark, model.PlatformTypeIncubator}
	sort := sorts[r.weighted([]float64{float64(3 - 2*stage), 2, float64(3 * stage)})]
	i := r.skewed(len(b.platforms))
	for platformTypes[b.platforms[i].sort].symbol != sort {
		i = (i + 1) % len(b.platforms)
	}
	from := max(began, b.platforms[i].opened) + day(r.between(10, 200))
	if from >= now {
		return
	}
	p := properties{model.PropFrom: b.dates.date(from)}
	if to := from + day(r.between(360, 1500)); to < now {
		outcomes := []string{model.IncubationOutcomeGraduated, model.IncubationOutcomeAcquired, model.IncubationOutcomeMoved, model.IncubationOutcomeClosed}
		p[model.PropTo] = b.dates.date(to)
		p[model.PropOutcome] = kg.Symbol(outcomes[r.weighted([]float64{55, 5, 20, 20})])
	}
	b.edge(model.RelIncubatedBy, tenant, b.platforms[i].id, p)
}
