package sqlitestore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A step is a query's step from a node.
type step struct {
	*query.Step
	from string // expression of the node it leaves
}

// stepOf resolves the step of a related filter.
func (s *statement) stepOf(f *kg.Related, from string) (*step, error) {
	of, err := query.StepOf(s.catalog.model, f)
	return &step{of, from}, err
}

// A leg is a step in one direction: rows of an adjacency table, joined with the
// nodes and edges where something is asked of them.
type leg struct {
	out        bool
	a, n, x    string // aliases of adjacency, node and edge
	node, edge bool   // whether those are joined
	conditions []string
	nodes      *subject
	edges      *subject
}

// legs returns the one or two legs of a step. Of a loop, which both would meet,
// the second keeps clear.
func (s *statement) legs(of *step) ([]*leg, error) {
	var legs []*leg
	for _, out := range []bool{true, false} {
		if out && of.Direction == kg.In || !out && of.Direction == kg.Out {
			continue
		}
		l, err := s.leg(of, out)
		if err != nil {
			return nil, err
		}
		if !out && of.Direction == kg.Both {
			l.conditions = append(l.conditions, l.a+".other <> "+l.a+".node")
		}
		legs = append(legs, l)
	}
	return legs, nil
}

func (s *statement) leg(of *step, out bool) (*leg, error) {
	l := &leg{out: out, a: s.alias("a"), n: s.alias("n"), x: s.alias("x")}
	l.conditions = []string{l.a + ".node = " + of.from}
	if !of.All {
		l.conditions = append(l.conditions, in(l.a+".relation", s.catalog.relationNumbers(of.Relations)))
	}
	reached := query.Reached(s.catalog.model, of.Relations, l.direction())
	l.nodes, l.edges = nodesAs(l.n, reached...), edgesAs(l.x, of.Relations...)
	source, target := "node", "other"
	if !out {
		source, target = target, source
	}
	if visible := s.visibleEdge(l.a, source, target); visible != "" {
		l.conditions = append(l.conditions, visible)
	}
	if of.To != nil {
		l.nodes.Kinds = of.To
		if slices.ContainsFunc(reached, func(k *kg.Kind) bool { return !slices.Contains(of.To, k) }) {
			l.node = true
			l.conditions = append(l.conditions, s.ofKinds(l.n, of.To))
		}
	}
	if err := s.legFilters(l, of); err != nil {
		return nil, err
	}
	if held := s.heldOn(of, l); held != "" {
		l.edge = true
		l.conditions = append(l.conditions, held)
	}
	return l, nil
}

func (s *statement) legFilters(l *leg, of *step) error {
	onNode, err := s.filter(of.Node, l.nodes)
	if err != nil {
		return err
	}
	onEdge, err := s.filter(of.Edge, l.edges)
	if err != nil {
		return err
	}
	l.node, l.edge = l.node || onNode != "", l.edge || onEdge != ""
	conditions := slices.DeleteFunc([]string{onNode, onEdge}, func(c string) bool { return c == "" })
	switch {
	case !of.Violated:
		l.conditions = append(l.conditions, conditions...)
	case len(conditions) == 0:
		l.conditions = append(l.conditions, "0")
	default:
		l.conditions = append(l.conditions, "("+fragment.Join("AND", conditions)+") IS NOT TRUE")
	}
	return nil
}

// ofKinds returns the condition that a node is of some kinds.
func (s *statement) ofKinds(alias string, kinds []*kg.Kind) string {
	if len(kinds) == 0 {
		return "0"
	}
	return in(alias+".kind", s.catalog.kindNumbers(kinds))
}

// direction is the one way of a leg.
func (l *leg) direction() kg.Direction {
	if l.out {
		return kg.Out
	}
	return kg.In
}

// heldOn returns the condition that an edge holds on the step's day, or "". A
// full day sorts after every date whose first day it is or follows.
func (s *statement) heldOn(of *step, l *leg) string {
	dated := of.Dated()
	if len(dated) == 0 {
		return ""
	}
	day := s.arg(of.On)
	from, to := extract(l.x+".props", "from"), extract(l.x+".props", "to")
	held := "(" + from + " IS NULL OR " + from + " <= " + day + ") AND (" + to + " IS NULL OR " + to + " > " + day + ")"
	if len(dated) == len(of.Relations) {
		return held
	}
	return "(NOT " + in(l.a+".relation", s.catalog.relationNumbers(dated)) + " OR " + held + ")"
}

// from returns the FROM and WHERE clauses of a leg, with more conditions.
func (l *leg) from(more ...string) string {
	return " FROM " + l.tables() + fragment.Where(slices.Concat(l.conditions, more)...)
}

// tables returns what a leg joins, in the order written: adjacency first.
func (l *leg) tables() string {
	text := "in_edge " + l.a
	if l.out {
		text = "out_edge " + l.a
	}
	if l.node {
		text += " CROSS JOIN node " + l.n + " ON " + l.n + ".number = " + l.a + ".other"
	}
	if l.edge {
		text += " CROSS JOIN edge " + l.x + " ON " + l.x + ".number = " + l.a + ".edge"
	}
	return text
}

// outFlag is 1 for a leg that follows edges from their source.
func (l *leg) outFlag() string {
	if l.out {
		return "1"
	}
	return "0"
}

// related returns the condition that so many edges lead to nodes that satisfy a
// filter.
func (s *statement) related(f kg.Related, of *subject) (string, error) {
	step, err := s.stepOf(&f, of.alias+".number")
	if err != nil {
		return "", err
	}
	step.Violated = f.Quantifier == kg.All // there is no edge that does not satisfy it
	legs, err := s.legs(step)
	if err != nil {
		return "", err
	}
	switch f.Quantifier {
	case kg.Some:
		return exists("", "OR", legs), nil
	case kg.None, kg.All:
		return exists("NOT ", "AND", legs), nil
	default:
		return "(SELECT count(*) FROM (" + rowsOf(legs, func(*leg) string { return "1" }) + " LIMIT 2)) = 1", nil
	}
}

func exists(not, operator string, legs []*leg) string {
	conditions := make([]string, len(legs))
	for i, l := range legs {
		conditions[i] = not + "EXISTS (SELECT 1" + l.from() + ")"
	}
	return fragment.Join(operator, conditions)
}

// rowsOf returns the query of a column over the rows of all legs.
func rowsOf(legs []*leg, column func(*leg) string) string {
	texts := make([]string, len(legs))
	for i, l := range legs {
		texts[i] = "SELECT " + column(l) + l.from()
	}
	return union(texts)
}

func union(texts []string) string {
	text := texts[0]
	for _, more := range texts[1:] {
		text += " UNION ALL " + more
	}
	return text
}
