package neo4jstore

import (
	"innograph/store/fragment"
	"innograph/store/query"
)

// members is what an aggregate is about, in the making: nodes n, or the edges r that
// lead to them, joined with what they are grouped by.
type members struct {
	clauses string // after which n and, of edges, r are known
	parent  string // expression of the index of the parent
	nodes   *subject
	edges   *subject // nil: there are none
}

// members returns what an aggregate is about, or nil where that is nothing.
func (g *grouping) members() (*members, error) {
	switch {
	case g.query.List != nil:
		return g.listMembers()
	case g.query.Search != nil:
		return g.searchMembers()
	default:
		return g.hopMembers()
	}
}

func (g *grouping) listMembers() (*members, error) {
	kinds, err := query.Kinds(g.catalog.model, g.query.List.Kinds)
	if err != nil {
		return nil, err
	}
	nodes := nodesAs("n", kinds...)
	filter, err := g.filter(g.query.List.Filter, nodes)
	if err != nil || len(kinds) == 0 {
		return nil, err
	}
	return &members{clauses: "MATCH (n:" + labelsOfKinds(kinds) + ")" + fragment.Where(g.visible("n"), filter.text), parent: "0", nodes: nodes}, nil
}

func (g *grouping) searchMembers() (*members, error) {
	f, err := g.view.finding(g.query.Search)
	if err != nil || f.empty {
		return nil, err
	}
	clauses, err := f.found(g.statement)
	return &members{clauses: clauses, parent: "0", nodes: nodesAs("n", f.of...)}, err
}

func (g *grouping) hopMembers() (*members, error) {
	h := g.query.Hop
	step, err := query.NewStep(g.catalog.model, h.Relations, h.Direction, h.To, h.On)
	if err != nil {
		return nil, err
	}
	step.Node, step.Edge = h.Filter, h.EdgeFilter
	l, err := g.leg(step, "a", "r", "n")
	if err != nil || len(g.query.Parents) == 0 {
		return nil, err
	}
	parents := g.named("parents", g.query.Parents)
	return &members{clauses: "UNWIND range(0, size(" + parents + ") - 1) AS parent WITH parent, " + parents + "[parent] AS p" +
		" MATCH " + l.pattern(fromParent) + fragment.Where(l.conditions...), parent: "parent", nodes: l.nodes, edges: l.edges}, nil
}

// property returns the places of a property of the nodes, or of the edges.
func (g *grouping) property(of *members, name string, edge bool) ([]place, error) {
	from := of.nodes
	if edge {
		from = of.edges
	}
	places, err := query.Places(g.catalog.model, &from.Subject, name)
	if err != nil {
		return nil, err
	}
	return g.located(from, places), nil
}

// spread joins the elements of a list with the members, each of which is then there
// once for each, or once for none, and returns the variable of the element.
func (g *grouping) spread(of *members, list string) string {
	e := g.alias("e")
	of.clauses += " WITH *, " + list + " AS " + e + "s UNWIND CASE WHEN size(" + e + "s) = 0 THEN [null] ELSE " + e + "s END AS " + e
	return e
}

// different returns the expression of the list of what an expression makes of the
// elements x of a list, each once, absent ones left out.
func different(list, expression string) string {
	return "COLLECT { UNWIND " + list + " AS x WITH DISTINCT " + expression + " AS y WHERE y IS NOT NULL RETURN y }"
}

// as names expressions as columns.
func as(expressions, names []string) string {
	columns := make([]string, len(names))
	for i := range names {
		columns[i] = expressions[i] + " AS " + names[i]
		if expressions[i] == names[i] {
			columns[i] = names[i]
		}
	}
	return fragment.Commas(columns)
}
