package query

import (
	"time"

	"innograph/kg"
)

// A Step leads from a node along edges to nodes: what a hop, a Related filter, a
// count and a frontier have in common.
type Step struct {
	Relations  []*kg.Relation
	All        bool // the relations are all there are
	Direction  kg.Direction
	To         []*kg.Kind // kinds arrived at; nil: any
	Node, Edge kg.Filter
	Violated   bool   // the filters are to be false, one at least
	On         string // a day; "": any time
}

// NewStep resolves the names of a step. Of no relations it is along all.
func NewStep(m *kg.Model, relations []string, d kg.Direction, to []string, on string) (*Step, error) {
	s := &Step{All: len(relations) == 0, Direction: d, On: on}
	var err error
	if s.Relations, err = Relations(m, relations); err != nil {
		return nil, err
	}
	if len(to) > 0 {
		if s.To, err = Kinds(m, to); err != nil {
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

// StepOf resolves the step of a related filter.
func StepOf(m *kg.Model, f *kg.Related) (*Step, error) {
	s, err := NewStep(m, []string{f.Relation}, f.Direction, f.To, f.On)
	if err == nil {
		s.Node, s.Edge = f.Node, f.Edge
	}
	return s, err
}

// Dated returns those of the step's relations whose edges hold at a time, if the
// step is of a day.
func (s *Step) Dated() []*kg.Relation {
	if s.On == "" {
		return nil
	}
	var dated []*kg.Relation
	for _, r := range s.Relations {
		if r.Dated {
			dated = append(dated, r)
		}
	}
	return dated
}
