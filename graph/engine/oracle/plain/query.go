package plain

import (
	"context"
	"slices"

	"innograph/kg"
)

// A Query answers the root fields.
type Query struct{ World *World }

// all lists the nodes of a type.
func (q Query) all(connection, node string, a Args) (*found, string, error) {
	on := ""
	if a.On != nil {
		on = *a.On
	}
	a.connection, a.node = connection, node
	var steps []step
	for _, n := range q.World.nodes {
		if isOne(n, node) {
			steps = append(steps, step{node: n})
		}
	}
	f, err := q.World.list(steps, a, 20, on)
	return f, on, err
}

// People is a root field.
func (q Query) People(_ context.Context, first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*PersonConnection, error) {
	f, day, err := q.all("PersonConnection", "Person", Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &PersonConnection{}
	fill(&c.Page, q.World, f, day, func(at At[Person], _ step) PersonEdge { return PersonEdge{at} })
	return c, nil
}

// Institutions is a root field.
func (q Query) Institutions(_ context.Context, first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*InstitutionConnection, error) {
	f, day, err := q.all("InstitutionConnection", "Institution", Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &InstitutionConnection{}
	fill(&c.Page, q.World, f, day, func(at At[Institution], _ step) InstitutionEdge { return InstitutionEdge{at} })
	return c, nil
}

// Companies is a root field.
func (q Query) Companies(_ context.Context, first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*CompanyConnection, error) {
	f, day, err := q.all("CompanyConnection", "Company", Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &CompanyConnection{}
	fill(&c.Page, q.World, f, day, func(at At[Company], _ step) CompanyEdge { return CompanyEdge{at} })
	return c, nil
}

// Projects is a root field.
func (q Query) Projects(_ context.Context, first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*ProjectConnection, error) {
	f, day, err := q.all("ProjectConnection", "Project", Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &ProjectConnection{}
	fill(&c.Page, q.World, f, day, func(at At[Project], _ step) ProjectEdge { return ProjectEdge{at} })
	return c, nil
}

// Organisations is a root field.
func (q Query) Organisations(_ context.Context, first *int, after *string, last *int, before *string, filter map[string]any, orderBy []map[string]any, on *string) (*OrganisationConnection, error) {
	f, day, err := q.all("OrganisationConnection", "Organisation", Args{First: first, After: after, Last: last, Before: before, Filter: filter, OrderBy: orderBy, On: on})
	if err != nil {
		return nil, err
	}
	c := &OrganisationConnection{}
	fill(&c.Page, q.World, f, day, func(at At[Organisation], _ step) OrganisationEdge { return OrganisationEdge{at} })
	return c, nil
}

// Node is a root field.
func (q Query) Node(_ context.Context, id string) (Node, error) {
	if n := q.World.byID[kg.ID(id)]; n != nil {
		return q.World.wrap(n, ""), nil
	}
	return nil, nil
}

// Nodes is a root field.
func (q Query) Nodes(ctx context.Context, ids []string) ([]Node, error) {
	if len(ids) > 100 {
		return nil, coded("BAD_USER_INPUT", "%d ids", len(ids))
	}
	list := []Node{}
	for _, id := range ids {
		n, err := q.Node(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// find returns the node that a look-up names, if it is of that kind.
func (q Query) find(kind string, by map[string]any) (Node, error) {
	if len(by) != 1 {
		return nil, coded("BAD_USER_INPUT", "%d ways to find a node", len(by))
	}
	var n *kg.Node
	for name, v := range by {
		switch name {
		case "id":
			n = q.World.byID[kg.ID(v.(string))]
		case "identifier":
			in := v.(map[string]any)
			n = q.World.byName[kg.Identifier{Scheme: in["scheme"].(string), Value: in["value"].(string)}]
		case "programmeNumber":
			in := v.(map[string]any)
			p := &kg.Property{Type: kg.TypeInt}
			n = q.World.byName[kg.Identifier{Scheme: "grant", Value: kg.KeyValue(in["programme"].(string), read(p, nil, in["number"]).String())}]
		default:
			n = q.World.byName[kg.Identifier{Scheme: name, Value: v.(string)}]
		}
	}
	if n == nil || !isOne(n, kind) {
		return nil, nil
	}
	return q.World.wrap(n, ""), nil
}

func one[N any](n Node, err error) (*N, error) {
	if n == nil || err != nil {
		return nil, err
	}
	one := as[N](n)
	return &one, nil
}

// Organisation is a root field.
func (q Query) Organisation(_ context.Context, by map[string]any) (Organisation, error) {
	n, err := q.find("Organisation", by)
	if n == nil || err != nil {
		return nil, err
	}
	return as[Organisation](n), nil
}

// Person is a root field.
func (q Query) Person(_ context.Context, by map[string]any) (*Person, error) {
	return one[Person](q.find("Person", by))
}

// Institution is a root field.
func (q Query) Institution(_ context.Context, by map[string]any) (*Institution, error) {
	return one[Institution](q.find("Institution", by))
}

// Company is a root field.
func (q Query) Company(_ context.Context, by map[string]any) (*Company, error) {
	return one[Company](q.find("Company", by))
}

// Project is a root field.
func (q Query) Project(_ context.Context, by map[string]any) (*Project, error) {
	return one[Project](q.find("Project", by))
}

// A NeighborEdge is the type of that name.
type NeighborEdge struct {
	At[Node]
	Link      Link
	Direction string
}

// A RelationCount is the type of that name.
type RelationCount struct {
	Relation, Direction string
	Count               int
}

// A NeighborConnection is the type of that name.
type NeighborConnection struct {
	Page[NeighborEdge, Node]
	Counts []RelationCount
}

// Neighbors is a root field.
func (q Query) Neighbors(_ context.Context, id string, relations []string, direction *string, first *int, after *string, on *string) (*NeighborConnection, error) {
	day := ""
	if on != nil {
		day = *on
	}
	way := map[string]kg.Direction{"OUT": kg.Out, "IN": kg.In, "BOTH": kg.Both}[*direction]
	a := Args{First: first, After: after, connection: "NeighborConnection", node: "Node"}
	if len(slices.Compact(slices.Sorted(slices.Values(relations)))) == 1 {
		a.via = relations[0]
	}
	if relations != nil && len(relations) == 0 {
		return nil, coded("BAD_USER_INPUT", "no relation")
	}
	var steps []step
	if n := q.World.byID[kg.ID(id)]; n != nil {
		for _, s := range q.World.steps(n, "", way, day) {
			if relations == nil || slices.Contains(relations, s.edge.Relation) {
				steps = append(steps, s)
			}
		}
	}
	f, err := q.World.list(steps, a, 20, day)
	if err != nil || q.World.byID[kg.ID(id)] == nil {
		return nil, err
	}
	c := &NeighborConnection{Counts: q.World.counts(f.all)}
	fill(&c.Page, q.World, f, day, func(at At[Node], s step) NeighborEdge {
		return NeighborEdge{at, q.World.link(s, day), sense(s.out)}
	})
	return c, nil
}

func sense(out bool) string {
	if out {
		return "OUT"
	}
	return "IN"
}

func (w *World) counts(steps []step) []RelationCount {
	list := []RelationCount{}
	for _, r := range w.model.Relations {
		for _, out := range []bool{true, false} {
			n := 0
			for _, s := range steps {
				if s.edge.Relation == r.Name && s.out == out {
					n++
				}
			}
			if n > 0 {
				list = append(list, RelationCount{r.Name, sense(out), n})
			}
		}
	}
	return list
}
