package sqlitestore

import (
	"slices"
	"time"

	"innograph/kg"
)

// A step leads from a node along edges to nodes: what a hop, a Related filter,
// a count and a frontier have in common.
type step struct {
	from       string // expression of the node it leaves
	relations  []*kg.Relation
	all        bool // the relations are all there are
	direction  kg.Direction
	to         []*kg.Kind // kinds arrived at; nil: any
	node, edge kg.Filter
	violated   bool // the filters are to be false, one at least
	on         string
}

// newStep resolves the names of a step.
func (c *catalog) newStep(from string, relations []string, d kg.Direction, to []string, on string) (*step, error) {
	s := &step{from: from, all: len(relations) == 0, direction: d, on: on}
	var err error
	if s.relations, err = c.relationsOf(relations); err != nil {
		return nil, err
	}
	if len(to) > 0 {
		if s.to, err = c.kindsOf(to); err != nil {
			return nil, err
		}
	}
	if on != "" {
		if _, err := time.Parse(time.DateOnly, on); err != nil {
			return nil, kg.Invalid("on", "%q is not a day such as 2024-07-23", on)
		}
	}
	return s, nil
}

// stepOf resolves the step of a related filter.
func (c *catalog) stepOf(f *kg.Related, from string) (*step, error) {
	s, err := c.newStep(from, []string{f.Relation}, f.Direction, f.To, f.On)
	if err == nil {
		s.node, s.edge = f.Node, f.Edge
	}
	return s, err
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
		if out && of.direction == kg.In || !out && of.direction == kg.Out {
			continue
		}
		l, err := s.leg(of, out)
		if err != nil {
			return nil, err
		}
		if !out && of.direction == kg.Both {
			l.conditions = append(l.conditions, l.a+".other <> "+l.a+".node")
		}
		legs = append(legs, l)
	}
	return legs, nil
}

func (s *statement) leg(of *step, out bool) (*leg, error) {
	l := &leg{out: out, a: s.alias("a"), n: s.alias("n"), x: s.alias("x")}
	l.conditions = []string{l.a + ".node = " + of.from}
	if !of.all {
		l.conditions = append(l.conditions, in(l.a+".relation", s.catalog.relationNumbers(of.relations)))
	}
	reached := s.catalog.reached(of.relations, l.direction())
	l.nodes = &subject{alias: l.n, kinds: reached}
	l.edges = &subject{alias: l.x, edge: true, relations: of.relations}
	source, target := "node", "other"
	if !out {
		source, target = target, source
	}
	if visible := s.visibleEdge(l.a, source, target); visible != "" {
		l.conditions = append(l.conditions, visible)
	}
	if of.to != nil {
		l.nodes.kinds = of.to
		if slices.ContainsFunc(reached, func(k *kg.Kind) bool { return !slices.Contains(of.to, k) }) {
			l.node = true
			l.conditions = append(l.conditions, s.ofKinds(l.n, of.to))
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
	onNode, err := s.filter(of.node, l.nodes)
	if err != nil {
		return err
	}
	onEdge, err := s.filter(of.edge, l.edges)
	if err != nil {
		return err
	}
	l.node, l.edge = l.node || onNode != "", l.edge || onEdge != ""
	conditions := slices.DeleteFunc([]string{onNode, onEdge}, func(c string) bool { return c == "" })
	switch {
	case !of.violated:
		l.conditions = append(l.conditions, conditions...)
	case len(conditions) == 0:
		l.conditions = append(l.conditions, "0")
	default:
		l.conditions = append(l.conditions, "("+join("AND", conditions)+") IS NOT TRUE")
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

// reached returns the kinds that relations lead to.
func (c *catalog) reached(relations []*kg.Relation, d kg.Direction) []*kg.Kind {
	met := make([]bool, len(c.model.Kinds))
	for _, r := range relations {
		for _, name := range r.Far(d) {
			met[c.model.Kind(name).Index()] = true
		}
	}
	kinds := []*kg.Kind{}
	for i := range met {
		if met[i] {
			kinds = append(kinds, &c.model.Kinds[i])
		}
	}
	return kinds
}

// heldOn returns the condition that an edge holds on the step's day, or "". A
// full day sorts after every date whose first day it is or follows.
func (s *statement) heldOn(of *step, l *leg) string {
	if of.on == "" {
		return ""
	}
	var dated []*kg.Relation
	for _, r := range of.relations {
		if r.Dated {
			dated = append(dated, r)
		}
	}
	if len(dated) == 0 {
		return ""
	}
	day := s.arg(of.on)
	from, to := extract(l.x+".props", "from"), extract(l.x+".props", "to")
	held := "(" + from + " IS NULL OR " + from + " <= " + day + ") AND (" + to + " IS NULL OR " + to + " > " + day + ")"
	if len(dated) == len(of.relations) {
		return held
	}
	return "(NOT " + in(l.a+".relation", s.catalog.relationNumbers(dated)) + " OR " + held + ")"
}

// from returns the FROM and WHERE clauses of a leg, with more conditions.
func (l *leg) from(more ...string) string {
	return " FROM " + l.tables() + where(slices.Concat(l.conditions, more)...)
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
	step, err := s.catalog.stepOf(&f, of.alias+".number")
	if err != nil {
		return "", err
	}
	step.violated = f.Quantifier == kg.All // there is no edge that does not satisfy it
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
	return join(operator, conditions)
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
