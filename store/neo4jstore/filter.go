package neo4jstore

import (
	"innograph/kg"
	"innograph/store/query"
)

// filter returns the condition a filter puts on a subject, or none.
func (s *statement) filter(f kg.Filter, of *subject) (condition, error) {
	if f == nil {
		return condition{}, nil
	}
	return s.condition(f, of)
}

func (s *statement) condition(f kg.Filter, of *subject) (condition, error) {
	if err := s.conditions.Enter(); err != nil {
		return condition{}, err
	}
	defer s.conditions.Leave()
	switch f := f.(type) {
	case nil:
		return always, nil
	case kg.And:
		return s.combination("AND", always, f, of)
	case kg.Or:
		return s.combination("OR", never, f, of)
	case kg.Not:
		c, err := s.condition(f.Filter, of)
		return c.not(), err
	}
	if err := s.conditions.Leaf(); err != nil {
		return condition{}, err
	}
	switch f := f.(type) {
	case kg.Compare:
		return s.compare(f, of)
	case kg.KindIn:
		if !of.Edge {
			return s.kindIn(f, of)
		}
	case kg.Related:
		if !of.Edge {
			return s.related(f, of)
		}
	case kg.Counted:
		if !of.Edge {
			return s.counted(f, of)
		}
	}
	return condition{}, query.NoCondition(f, &of.Subject)
}

func (s *statement) combination(operator string, ofNone condition, fs []kg.Filter, of *subject) (condition, error) {
	if len(fs) == 0 {
		return ofNone, nil
	}
	conditions := make([]condition, len(fs))
	for i, f := range fs {
		var err error
		if conditions[i], err = s.condition(f, of); err != nil {
			return condition{}, err
		}
	}
	return join(operator, conditions), nil
}

func (s *statement) kindIn(names []string, of *subject) (condition, error) {
	kinds, err := query.Kinds(s.catalog.model, names)
	if err != nil || len(kinds) == 0 {
		return never, err
	}
	return condition{text: of.alias + ":" + labelsOfKinds(kinds)}, nil
}

// compare returns a comparison over all places a property has.
func (s *statement) compare(c kg.Compare, of *subject) (condition, error) {
	all, err := query.Places(s.catalog.model, &of.Subject, c.Property)
	if err != nil {
		return condition{}, err
	}
	fitting, err := query.Fitting(c, all)
	if err != nil {
		return condition{}, err
	}
	places := s.located(of, fitting)
	switch {
	case c.Op == kg.OpIsNull && len(places) > 1:
		return absentEverywhere(places), nil
	case c.Op == kg.OpIsNull && len(places) == 0:
		return always, nil
	case len(places) == 0:
		return never, nil
	}
	conditions := make([]condition, len(places))
	for i := range places {
		p := &places[i]
		if conditions[i], err = s.leaf(c, p); err != nil {
			return condition{}, err
		}
		if len(all) > 1 {
			conditions[i].text = "(" + p.only + " AND " + conditions[i].text + ")"
		}
	}
	return join("OR", conditions), nil
}

// absentEverywhere returns the condition that a property with several places has no
// value in that of the subject's kind, or that this kind has none.
func absentEverywhere(places []place) condition {
	conditions := make([]condition, len(places))
	for i := range places {
		conditions[i] = condition{text: "NOT (" + places[i].only + " AND " + places[i].present().text + ")"}
	}
	return join("AND", conditions)
}
