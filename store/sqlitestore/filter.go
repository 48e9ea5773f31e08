package sqlitestore

import (
	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// filter returns the condition a filter puts on a subject, or "" where it puts
// none.
func (s *statement) filter(f kg.Filter, of *subject) (string, error) {
	if f == nil {
		return "", nil
	}
	return s.condition(f, of)
}

func (s *statement) condition(f kg.Filter, of *subject) (string, error) {
	if err := s.conditions.Enter(); err != nil {
		return "", err
	}
	defer s.conditions.Leave()
	switch f := f.(type) {
	case nil:
		return "1", nil
	case kg.And:
		return s.combination("AND", "1", f, of)
	case kg.Or:
		return s.combination("OR", "0", f, of)
	case kg.Not:
		c, err := s.condition(f.Filter, of)
		return "(" + c + ") IS NOT TRUE", err
	}
	if err := s.conditions.Leaf(); err != nil {
		return "", err
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
	return "", query.NoCondition(f, &of.Subject)
}

func (s *statement) combination(operator, ofNone string, fs []kg.Filter, of *subject) (string, error) {
	if len(fs) == 0 {
		return ofNone, nil
	}
	conditions := make([]string, len(fs))
	for i, f := range fs {
		var err error
		if conditions[i], err = s.condition(f, of); err != nil {
			return "", err
		}
	}
	return fragment.Join(operator, conditions), nil
}

func (s *statement) kindIn(names []string, of *subject) (string, error) {
	kinds, err := query.Kinds(s.catalog.model, names)
	if err != nil || len(kinds) == 0 {
		return "0", err
	}
	return in(of.alias+".kind", s.catalog.kindNumbers(kinds)), nil
}

// compare returns a comparison over all places a property has.
func (s *statement) compare(c kg.Compare, of *subject) (string, error) {
	all, err := query.Places(s.catalog.model, &of.Subject, c.Property)
	if err != nil {
		return "", err
	}
	fitting, err := query.Fitting(c, all)
	if err != nil {
		return "", err
	}
	places := s.located(of, fitting)
	switch {
	case c.Op == kg.OpIsNull && len(places) > 1:
		return s.absentEverywhere(places, of), nil
	case c.Op == kg.OpIsNull && len(places) == 0:
		return "1", nil
	case len(places) == 0:
		return "0", nil
	}
	conditions := make([]string, len(places))
	for i := range places {
		p := &places[i]
		conditions[i] = s.leaf(c, p)
		if len(all) > 1 {
			conditions[i] = "(" + in(of.numberColumn(), p.numbers) + " AND " + conditions[i] + ")"
		}
	}
	return fragment.Join("OR", conditions), nil
}

// absentEverywhere returns the condition that a property with several places
// has no value in that of the row's kind, or that this kind has none.
func (s *statement) absentEverywhere(places []place, of *subject) string {
	conditions := make([]string, len(places))
	for i := range places {
		conditions[i] = "(" + in(of.numberColumn(), places[i].numbers) + " AND " + places[i].present() + ") IS NOT TRUE"
	}
	return fragment.Join("AND", conditions)
}
