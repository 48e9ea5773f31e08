package seed

import (
	"strings"

	"innograph/kg"
	"innograph/model"
)

// A person is known by place in builder.people.
type person struct {
	id     kg.ID
	name   phrase
	narrow int // field, -1 where none
	lab    int // -1 where none

	institution int // -1 where none
}

// Titles of scholars, from the highest, with how many bear them.
var (
	titles       = []string{"professor", "associate professor", "lecturer", "engineer"}
	titleWeights = []float64{22, 34, 28, 16}
)

// addPeople adds who works at institutions and laboratories, those planted
// first, then brokers. Whoever belongs to an enterprise or an investor comes
// with it.
func (b *builder) addPeople() {
	r := newRandom("people")
	for _, v := range plantedPeople {
		narrow := -1
		if v.narrow != "" {
			narrow = b.narrowByCode[v.narrow]
		}
		i := b.person(r, v.nameOf, narrow, v.title, v.grade)
		if v.institution > 0 {
			b.employed(r, i, v.institution-1, v.title, v.lab-1)
		}
	}
	s := b.size
	for at := range b.institutions {
		v := &b.institutions[at]
		if !v.research {
			continue
		}
		n := 11 + len(v.slots)*5/4
		for k := range n {
			f := v.favoured
			if len(v.slots) > 0 && r.chance(0.7) {
				f = v.slots[r.IntN(len(v.slots))]
			}
			title := titles[r.weighted(titleWeights)]
			if k == 0 {
				title = titles[0]
			}
			i := b.person(r, 0, b.drawNarrow(r, max(f, 0)), title, "")
			if k == 0 && at < s.academicians {
				b.nodes[len(b.nodes)-1].Properties[model.PropTalentTier] = kg.Text(academician)
			}
			lab := -1
			if len(v.labs) > 0 && r.chance(0.6) {
				lab = v.labs[r.IntN(len(v.labs))]
			}
			b.employed(r, i, at, title, lab)
			v.staff = append(v.staff, i)
		}
	}
}

// academician is the highest tier of talent.
const academician = "academician"

// person adds a person and returns the place. A name of another may be given, by
// number; 0 takes a new one.
func (b *builder) person(r random, nameOf, narrow int, title, grade string) int {
	n := len(b.people) + 1
	v := person{id: idOf(model.KindPerson, n), narrow: narrow, lab: -1, institution: -1}
	if nameOf == 0 {
		nameOf = n
	}
	v.name = b.personName(nameOf)
	p := properties{model.PropName: localized(v.name)}
	if title != "" {
		p[model.PropAcademicTitle] = kg.Text(title)
	}
	if grade != "" {
		p[model.PropBrokerGrade] = kg.Symbol(grade)
	}
	if title != "" && r.chance(0.6) {
		p[model.PropOrcid] = kg.Text(b.complete("orcid", "00990000"+padded(n, 7)))
	}
	if title == titles[0] && r.chance(0.08) {
		p[model.PropTalentTier] = kg.Text("provincial leading talent")
	}
	if r.chance(0.06) { // the order of Western names
		family, given, _ := strings.Cut(v.name.en, " ")
		p[model.PropAliases] = kg.Texts(given + " " + family)
	}
	b.node(model.KindPerson, v.id, p)
	if narrow >= 0 && (n <= len(plantedPeople) || r.chance(0.85)) {
		b.classified(v.id, narrow)
	}
	b.people = append(b.people, v)
	return n - 1
}

// employed puts a person at an institution, and at one of its laboratories
// unless lab is below 0. Some have been elsewhere before.
func (b *builder) employed(r random, i, at int, role string, lab int) {
	from := r.day(on(1995, 1, 1), on(2022, 9, 1))
	v := &b.people[i]
	v.institution = at
	if r.chance(0.1) {
		if before := r.IntN(len(b.institutions)); before != at {
			start := from - day(r.between(400, 3000))
			b.works(i, b.institutions[before].id, "researcher", start, from)
		}
	}
	b.works(i, b.institutions[at].id, role, from, 0)
	if lab >= 0 {
		v.lab = lab
		b.works(i, b.labs[lab].id, "researcher", max(from, b.labs[lab].approved), 0)
	}
}

// works puts a person at an organisation from a day to another, or for good
// when that is 0.
func (b *builder) works(i int, organisation kg.ID, role string, from, to day) {
	p := properties{model.PropRole: kg.Text(role), model.PropFrom: b.dates.date(from)}
	if to != 0 {
		p[model.PropTo] = b.dates.date(to)
	}
	b.edge(model.RelAffiliatedWith, b.people[i].id, organisation, p)
}
