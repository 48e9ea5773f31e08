package sqlitestore

import (
	"innograph/kg"
)

// members is some of what an aggregate is about, in the making: the nodes of one
// kind, or the edges of one leg, joined with what they are grouped by.
type members struct {
	tables     string // of the FROM clause
	conditions []string
	parent     string // expression of the index of the parent
	number     string // and of the number of the node
	nodes      *subject
	edges      *subject // nil: there are none
}

// members returns all an aggregate is about. The columns are worked out first, for
// what they need joined is up to them.
func (g *grouping) members() ([]*members, error) {
	switch {
	case g.query.List != nil:
		return g.listMembers()
	case g.query.Search != nil:
		return g.searchMembers()
	default:
		return g.hopMembers()
	}
}

func (g *grouping) searchMembers() ([]*members, error) {
	found, err := g.finding(g.query.Search)
	if err != nil || found.empty {
		return nil, err
	}
	return []*members{{tables: withNodes, conditions: found.matching(found.matcher.all()), parent: "0", number: "n.number",
		nodes: nodesAs("n", found.kinds...)}}, nil
}

func (g *grouping) listMembers() ([]*members, error) {
	listing, err := g.listing(&kg.List{Kinds: g.query.List.Kinds, Filter: g.query.List.Filter})
	if err != nil {
		return nil, err
	}
	var all []*members
	for _, k := range listing.kinds {
		_, conditions, err := listing.base(k)
		if err != nil {
			return nil, err
		}
		all = append(all, &members{tables: "node n", conditions: conditions, parent: "0", number: "n.number",
			nodes: nodesAs("n", k)})
	}
	return all, nil
}

func (g *grouping) hopMembers() ([]*members, error) {
	hopping, err := g.hopping(g.query.Hop, g.query.Parents)
	if err != nil {
		return nil, err
	}
	legs, err := g.legs(hopping.step)
	if err != nil {
		return nil, err
	}
	all := make([]*members, len(legs))
	for i, l := range legs {
		node, edge := g.asks()
		l.node, l.edge = l.node || node, l.edge || edge
		all[i] = &members{tables: "json_each(?1) p CROSS JOIN " + l.tables(), conditions: l.conditions, parent: "p.key",
			number: l.a + ".other", nodes: l.nodes, edges: l.edges}
	}
	return all, nil
}

// asks reports whether a column is read from the nodes arrived at, or from the
// edges.
func (g *grouping) asks() (node, edge bool) {
	for i := range g.query.By {
		by := &g.query.By[i]
		edge = edge || by.Edge
		node = node || !by.Edge && by.Relation == nil
	}
	for _, m := range g.query.Measures {
		edge = edge || m.Edge
		node = node || !m.Edge
	}
	return node, edge
}

// property returns the places of a property of the nodes, or of the edges.
func (g *grouping) property(of *members, name string, edge bool) (*subject, []place, error) {
	from := of.nodes
	if edge {
		from = of.edges
	}
	places, err := g.places(from, name)
	return from, places, err
}

// chosen returns the expression that has the value of the place a row is of.
func chosen(of *subject, places []place, value func(*place) string) string {
	switch len(places) {
	case 0:
		return "NULL"
	case 1:
		return value(&places[0])
	}
	text := "CASE"
	for i := range places {
		text += " WHEN " + in(of.numberColumn(), places[i].numbers) + " THEN " + value(&places[i])
	}
	return text + " END"
}

// spread joins the elements of an array with the members, each of which is then
// there once for each, and returns the expression of the element.
func (g *grouping) spread(of *members, array string) string {
	e := g.alias("e")
	of.tables += " CROSS JOIN json_each(" + array + ") " + e
	return e + ".value"
}
