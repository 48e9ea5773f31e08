package sqlitestore

import (
	"fmt"
	"slices"

	"innograph/kg"
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
	if s.nesting++; s.nesting > maxNesting {
		return "", tooManyConditions()
	}
	defer func() { s.nesting-- }()
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
	if s.conditions++; s.conditions > maxConditions {
		return "", tooManyConditions()
	}
	switch f := f.(type) {
	case kg.Compare:
		return s.compare(f, of)
	case kg.KindIn:
		if !of.edge {
			return s.kindIn(f, of)
		}
	case kg.Related:
		if !of.edge {
			return s.related(f, of)
		}
	case kg.Counted:
		if !of.edge {
			return s.counted(f, of)
		}
	}
	return "", kg.Invalid("filter", "%T is no condition on %s", f, of.plural())
}

func (s *subject) plural() string {
	if s.edge {
		return "edges"
	}
	return "nodes"
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
	return join(operator, conditions), nil
}

func (s *statement) kindIn(names []string, of *subject) (string, error) {
	kinds, err := s.catalog.kindsOf(names)
	if err != nil || len(kinds) == 0 {
		return "0", err
	}
	return in(of.alias+".kind", s.catalog.kindNumbers(kinds)), nil
}

// compare returns a comparison over all places a property has.
func (s *statement) compare(c kg.Compare, of *subject) (string, error) {
	places, err := s.places(of, c.Property)
	if err != nil {
		return "", err
	}
	var conditions, refused []string
	for i := range places {
		p := &places[i]
		if wrong := unfit(c, p.property); wrong != "" {
			refused = append(refused, wrong)
			continue
		}
		condition := s.leaf(c, p)
		if len(places) > 1 {
			condition = "(" + in(of.numberColumn(), p.numbers) + " AND " + condition + ")"
		}
		conditions = append(conditions, condition)
	}
	switch {
	case len(refused) > 0 && len(conditions) == 0:
		return "", kg.Invalid(c.Property, "%s", refused[0])
	case c.Op == kg.OpIsNull && len(places) > 1:
		return s.absentEverywhere(places, of), nil
	case c.Op == kg.OpIsNull && len(places) == 0:
		return "1", nil
	case len(conditions) == 0:
		return "0", nil
	default:
		return join("OR", conditions), nil
	}
}

// absentEverywhere returns the condition that a property with several places
// has no value in that of the row's kind, or that this kind has none.
func (s *statement) absentEverywhere(places []place, of *subject) string {
	conditions := make([]string, len(places))
	for i := range places {
		conditions[i] = "(" + in(of.numberColumn(), places[i].numbers) + " AND " + places[i].present() + ") IS NOT TRUE"
	}
	return join("AND", conditions)
}

// unfit tells why a comparison does not fit a property, or "".
func unfit(c kg.Compare, p *kg.Property) string {
	list := c.Op == kg.OpHas || c.Op == kg.OpHasAny
	switch {
	case c.Op > kg.OpHasAny:
		return fmt.Sprintf("there is no comparison %d", c.Op)
	case c.Op == kg.OpIsNull:
		return ""
	case p.List != list:
		return "lists are asked with has and hasAny, and nothing else is"
	case p.List && p.Type == kg.TypeLocalized:
		return "lists of localised text are not compared"
	case c.Op != kg.OpIn && c.Op != kg.OpHasAny && len(c.Values) != 1:
		return "one operand is needed"
	case (c.Op == kg.OpStartsWith || c.Op == kg.OpContains) && !isText(p.Type):
		return "a " + p.Type.String() + " has no parts to look for"
	}
	if c.Op == kg.OpStartsWith || c.Op == kg.OpContains {
		if !isText(c.Values[0].Type()) {
			return "a part of a text is looked for, not a " + c.Values[0].Type().String()
		}
		return ""
	}
	for _, v := range c.Values {
		if want := operandType(p); v.Type() != want {
			return fmt.Sprintf("it is compared with a %s, not with a %s", want, v.Type())
		}
	}
	return ""
}

// operandType is the type of what a property is compared with.
func operandType(p *kg.Property) kg.Type {
	if p.Type == kg.TypeLocalized {
		return kg.TypeText
	}
	return p.Type
}

func isText(t kg.Type) bool {
	return slices.Contains([]kg.Type{kg.TypeText, kg.TypeLocalized, kg.TypeEnum, kg.TypeDate, kg.TypeURL, kg.TypeID}, t)
}
