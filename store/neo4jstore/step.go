package neo4jstore

import (
	"slices"
	"strconv"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A leg is a step in the making: edges that leave a node one way or either, and the
// nodes they lead to.
type leg struct {
	*query.Step
	a, r, n    string // variables of the node it leaves, the edge and the node it leads to
	conditions []string
	nodes      *subject
	edges      *subject
}

// leg resolves the filters of a step from the node of a variable.
func (s *statement) leg(of *query.Step, a, r, n string) (*leg, error) {
	l := &leg{Step: of, a: a, r: r, n: n}
	reached := query.Reached(s.catalog.model, of.Relations, of.Direction)
	l.nodes, l.edges = nodesAs(n, reached...), edgesAs(r, of.Relations...)
	if visible := s.visibleEdge(r); visible != "" {
		l.conditions = append(l.conditions, visible)
	}
	if of.To != nil {
		l.nodes.Kinds = of.To
		switch {
		case len(of.To) == 0:
			l.conditions = append(l.conditions, never.text)
		case slices.ContainsFunc(reached, func(k *kg.Kind) bool { return !slices.Contains(of.To, k) }):
			l.conditions = append(l.conditions, n+":"+labelsOfKinds(of.To))
		}
	}
	if err := s.legFilters(l); err != nil {
		return nil, err
	}
	if held := s.heldOn(l); held != "" {
		l.conditions = append(l.conditions, held)
	}
	return l, nil
}

func (s *statement) legFilters(l *leg) error {
	onNode, err := s.filter(l.Node, l.nodes)
	if err != nil {
		return err
	}
	onEdge, err := s.filter(l.Edge, l.edges)
	if err != nil {
		return err
	}
	asked := slices.DeleteFunc([]condition{onNode, onEdge}, func(c condition) bool { return c.text == "" })
	switch {
	case !l.Violated:
		l.conditions = append(l.conditions, textsOf(asked)...)
	case len(asked) == 0:
		l.conditions = append(l.conditions, never.text)
	default:
		l.conditions = append(l.conditions, join("AND", asked).not().text)
	}
	return nil
}

// heldOn returns the condition that an edge holds on the step's day, or "". A full
// day sorts after every date whose first day it is or follows.
func (s *statement) heldOn(l *leg) string {
	dated := l.Dated()
	if len(dated) == 0 {
		return ""
	}
	day := s.arg(l.On)
	from, to := l.r+".from", l.r+".to"
	held := "(" + from + " IS NULL OR " + from + " <= " + day + ") AND (" + to + " IS NULL OR " + to + " > " + day + ")"
	if len(dated) == len(l.Relations) {
		return held
	}
	return "(NOT " + l.r + ":" + typesOf(dated) + " OR " + held + ")"
}

// pattern returns the pattern of the step from its node, written as told. An edge
// that leads back to its own node is met once either way.
func (l *leg) pattern(from string) string {
	types := "[" + l.r + ":" + typesOf(l.Relations) + "]"
	switch l.Direction {
	case kg.Out:
		return "(" + from + ")-" + types + "->(" + l.n + ")"
	case kg.In:
		return "(" + from + ")<-" + types + "-(" + l.n + ")"
	default:
		return "(" + from + ")-" + types + "-(" + l.n + ")"
	}
}

// match returns the MATCH and WHERE clauses of the step from a node that is known.
func (l *leg) match(more ...string) string {
	return "MATCH " + l.pattern(l.a) + fragment.Where(slices.Concat(l.conditions, more)...)
}

// related returns the condition that so many edges lead to nodes that satisfy a
// filter.
func (s *statement) related(f kg.Related, of *subject) (condition, error) {
	step, err := query.StepOf(s.catalog.model, &f)
	if err != nil {
		return condition{}, err
	}
	step.Violated = f.Quantifier == kg.All // there is no edge that does not satisfy it
	l, err := s.leg(step, of.alias, s.alias("r"), s.alias("n"))
	if err != nil {
		return condition{}, err
	}
	switch f.Quantifier {
	case kg.Some:
		return condition{text: "EXISTS { " + l.match() + " }"}, nil
	case kg.None, kg.All:
		return condition{text: "NOT EXISTS { " + l.match() + " }"}, nil
	default:
		return condition{text: l.count("2") + " = 1"}, nil
	}
}

// count returns the expression of how many edges a leg has, up to so many.
func (l *leg) count(most string) string {
	if most == "" {
		return "COUNT { " + l.match() + " }"
	}
	return "COUNT { " + l.match() + " RETURN 1 AS one LIMIT " + most + " }"
}

// counted returns the condition that a count is so. What decides is known one beyond
// the number it is compared with.
func (s *statement) counted(f kg.Counted, of *subject) (condition, error) {
	if err := query.CheckCounted(f); err != nil {
		return condition{}, err
	}
	step, err := query.StepOf(s.catalog.model, &f.Related)
	if err != nil {
		return condition{}, err
	}
	l, err := s.leg(step, of.alias, s.alias("r"), s.alias("n"))
	if err != nil {
		return condition{}, err
	}
	enough := max(0, f.Number)
	if enough < kg.MaxNumber {
		enough++
	}
	return condition{text: l.count(s.arg(enough)) + fragment.Operator(f.Op) + s.arg(f.Number)}, nil
}

// total returns the expression of how many edges of a node satisfy a filter,
// whatever its quantifier.
func (s *statement) total(f *kg.Related, of *subject) (string, error) {
	step, err := query.StepOf(s.catalog.model, f)
	if err != nil {
		return "", err
	}
	l, err := s.leg(step, of.alias, s.alias("r"), s.alias("n"))
	if err != nil {
		return "", err
	}
	return l.count(""), nil
}

// keyAlias is the variable of a sort key.
func keyAlias(i int) string { return "k" + strconv.Itoa(i) }
