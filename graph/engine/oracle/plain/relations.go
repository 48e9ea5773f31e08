package plain

import (
	"slices"

	"innograph/kg"
	"innograph/kg/text"
)

// Args are the arguments of a list.
type Args struct {
	First, Last           *int
	After, Before         *string
	Filter                map[string]any
	OrderBy               []map[string]any
	On                    *string
	connection, node, via string // types: of the connection, of its nodes, of its edges
	text                  string // of a search, by which its cursors are told
	query                 *text.Query
}

// relation lists what a relation leads to.
func (r Record) relation(connection, node, relation string, d kg.Direction, a Args) (*found, string, error) {
	on := r.on
	if a.On != nil {
		on = *a.On
	}
	a.connection, a.node, a.via = connection, node, relation
	steps := slices.DeleteFunc(r.world.steps(r.node, relation, d, on), func(s step) bool { return !isOne(s.node, node) })
	f, err := r.world.list(steps, a, 10, on)
	return f, on, err
}

// Organisations is a field of Person.
func (p Person) Organisations(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*PersonOrganisationsConnection, error) {
	f, day, err := p.relation("PersonOrganisationsConnection", "Organisation", "AFFILIATED_WITH", kg.Out, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &PersonOrganisationsConnection{}
	fill(&c.Page, p.world, f, day, func(at At[Organisation], s step) PersonOrganisationsEdge {
		return PersonOrganisationsEdge{at, Affiliation{tie[Person, Organisation](p.world, s, day)}}
	})
	return c, nil
}

// Leads is a field of Person.
func (p Person) Leads(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*PersonLeadsConnection, error) {
	f, day, err := p.relation("PersonLeadsConnection", "Project", "LED_BY", kg.In, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &PersonLeadsConnection{}
	fill(&c.Page, p.world, f, day, func(at At[Project], s step) PersonLeadsEdge {
		return PersonLeadsEdge{at, Leadership{tie[Project, Person](p.world, s, day)}}
	})
	return c, nil
}

// Backs is a field of Person.
func (p Person) Backs(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*PersonBacksConnection, error) {
	f, day, err := p.relation("PersonBacksConnection", "Project", "BACKED_BY", kg.In, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &PersonBacksConnection{}
	fill(&c.Page, p.world, f, day, func(at At[Project], s step) PersonBacksEdge {
		return PersonBacksEdge{at, BackedBy{tie[Project, Node](p.world, s, day)}}
	})
	return c, nil
}

// Staff is a field of Organisation.
func (o Organ) Staff(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*OrganisationStaffConnection, error) {
	f, day, err := o.relation("OrganisationStaffConnection", "Person", "AFFILIATED_WITH", kg.In, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &OrganisationStaffConnection{}
	fill(&c.Page, o.world, f, day, func(at At[Person], s step) OrganisationStaffEdge {
		return OrganisationStaffEdge{at, Affiliation{tie[Person, Organisation](o.world, s, day)}}
	})
	return c, nil
}

// Projects is a field of Organisation.
func (o Organ) Projects(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*OrganisationProjectsConnection, error) {
	f, day, err := o.relation("OrganisationProjectsConnection", "Project", "TAKES_PART_IN", kg.Out, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &OrganisationProjectsConnection{}
	fill(&c.Page, o.world, f, day, func(at At[Project], s step) OrganisationProjectsEdge {
		return OrganisationProjectsEdge{at, Participation{tie[Organisation, Project](o.world, s, day)}}
	})
	return c, nil
}

// Backs is a field of Organisation.
func (o Organ) Backs(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*OrganisationBacksConnection, error) {
	f, day, err := o.relation("OrganisationBacksConnection", "Project", "BACKED_BY", kg.In, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &OrganisationBacksConnection{}
	fill(&c.Page, o.world, f, day, func(at At[Project], s step) OrganisationBacksEdge {
		return OrganisationBacksEdge{at, BackedBy{tie[Project, Node](o.world, s, day)}}
	})
	return c, nil
}

// Parts is a field of Institution.
func (i Institution) Parts(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*InstitutionPartsConnection, error) {
	f, day, err := i.relation("InstitutionPartsConnection", "Institution", "PART_OF", kg.In, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &InstitutionPartsConnection{}
	fill(&c.Page, i.world, f, day, func(at At[Institution], s step) InstitutionPartsEdge {
		return InstitutionPartsEdge{at, PartOf{tie[Institution, Institution](i.world, s, day)}}
	})
	return c, nil
}

// Participants is a field of Project.
func (p Project) Participants(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*ProjectParticipantsConnection, error) {
	f, day, err := p.relation("ProjectParticipantsConnection", "Organisation", "TAKES_PART_IN", kg.In, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &ProjectParticipantsConnection{}
	fill(&c.Page, p.world, f, day, func(at At[Organisation], s step) ProjectParticipantsEdge {
		return ProjectParticipantsEdge{at, Participation{tie[Organisation, Project](p.world, s, day)}}
	})
	return c, nil
}

// Backers is a field of Project.
func (p Project) Backers(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*ProjectBackersConnection, error) {
	f, day, err := p.relation("ProjectBackersConnection", "Backer", "BACKED_BY", kg.Out, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &ProjectBackersConnection{}
	fill(&c.Page, p.world, f, day, func(at At[Backer], s step) ProjectBackersEdge {
		return ProjectBackersEdge{at, BackedBy{tie[Project, Node](p.world, s, day)}}
	})
	return c, nil
}

// Firms is a field of Project.
func (p Project) Firms(first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*ProjectFirmsConnection, error) {
	f, day, err := p.relation("ProjectFirmsConnection", "Company", "BACKED_BY", kg.Out, Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &ProjectFirmsConnection{}
	fill(&c.Page, p.world, f, day, func(at At[Company], s step) ProjectFirmsEdge {
		return ProjectFirmsEdge{at, BackedBy{tie[Project, Node](p.world, s, day)}}
	})
	return c, nil
}

// one returns the step of a relation to one.
func (r Record) one(relation string, on *string) (*step, string) {
	day := r.on
	if on != nil {
		day = *on
	}
	if found := r.world.steps(r.node, relation, kg.Out, day); len(found) > 0 {
		return &found[0], day
	}
	return nil, day
}

// Parent is a field of Institution.
func (i Institution) Parent(on *string) *Institution {
	s, day := i.one("PART_OF", on)
	if s == nil {
		return nil
	}
	n := as[Institution](i.world.wrap(s.node, day))
	return &n
}

// ParentLink is a field of Institution.
func (i Institution) ParentLink(on *string) *PartOf {
	s, day := i.one("PART_OF", on)
	if s == nil {
		return nil
	}
	return &PartOf{tie[Institution, Institution](i.world, *s, day)}
}

// Lead is a field of Project.
func (p Project) Lead(on *string) *Person {
	s, day := p.one("LED_BY", on)
	if s == nil {
		return nil
	}
	n := as[Person](p.world.wrap(s.node, day))
	return &n
}

// LeadLink is a field of Project.
func (p Project) LeadLink(on *string) *Leadership {
	s, day := p.one("LED_BY", on)
	if s == nil {
		return nil
	}
	return &Leadership{tie[Project, Person](p.world, *s, day)}
}
