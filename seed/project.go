package seed

import (
	"innograph/kg"
	"innograph/model"
)

// A project is led by a scholar and paid for by a public funder.
type project struct {
	id          kg.ID
	institution int
}

// addProjects adds research projects; the first is planted.
func (b *builder) addProjects() {
	r := newRandom("projects")
	var public []kg.ID
	for _, v := range b.investors {
		if v.sort == model.InvestorTypePublicFunder {
			public = append(public, v.id)
		}
	}
	for n := range b.size.projects {
		v := project{id: idOf(model.KindProject, n+1), institution: r.skewed(b.size.holders)}
		staff := b.institutions[v.institution].staff
		leader := staff[r.skewed(len(staff))]
		narrow, funder := b.people[leader].narrow, public[r.skewed(len(public))]
		from := r.day(on(2014, 1, 1), on(2023, 12, 31))
		if n == 0 {
			v.institution, leader, narrow, from, funder = 0, researcher-1, b.narrowByCode["MAT.1"], on(2018, 1, 1), b.investors[4].id
		}
		title := b.nextTitle(narrow)
		amount := r.amount(9e5, 1.1)
		b.node(model.KindProject, v.id, properties{
			model.PropNumber: kg.Text("LN" + padded(from.year(), 4) + padded(n+1, 5)),
			model.PropTitle:  localized(phrase{zh: title.zh + "研究", en: title.en + ", research project"}),
			model.PropAmount: money(amount),
			model.PropFrom:   b.dates.date(from),
			model.PropTo:     b.dates.date(from + day(r.between(12, 59)*30)),
		})
		b.edge(model.RelLeads, b.people[leader].id, v.id, properties{
			model.PropRole: kg.Text("principal investigator"), model.PropFrom: b.dates.date(from)})
		b.edge(model.RelFundedBy, v.id, funder, properties{model.PropAmount: money(amount)})
		b.edge(model.RelParticipatedIn, b.institutions[v.institution].id, v.id, properties{
			model.PropRole: kg.Symbol(model.ParticipantRoleCoordinator), model.PropAmount: money(amount)})
		// Most have one participant, a few have many.
		for k := range r.skewed(9) {
			at := len(plantedEnterprises) + (r.skewed(b.size.local/4)+k*977)%(b.size.local-len(plantedEnterprises))
			b.edge(model.RelParticipatedIn, b.enterprises[at].id, v.id, properties{
				model.PropRole: kg.Symbol(model.ParticipantRoleParticipant)})
		}
		b.classified(v.id, narrow)
		b.projects = append(b.projects, v)
	}
}
