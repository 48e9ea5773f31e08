package query

import (
	"fmt"
	"slices"

	"innograph/kg"
)

// Bounds of what a query may ask in one text.
const (
	MaxConditions = 500 // comparisons and other leaves of one level's filters
	MaxNesting    = 40  // filters within filters
)

// Conditions counts what the filters of one text ask. The zero value has counted
// nothing.
type Conditions struct{ leaves, nesting int }

// Enter counts a filter that stands within others, until Leave.
func (c *Conditions) Enter() error {
	if c.nesting++; c.nesting > MaxNesting {
		return tooManyConditions()
	}
	return nil
}

// Leave ends what Enter began.
func (c *Conditions) Leave() { c.nesting-- }

// Leaf counts a filter that is no combination of others.
func (c *Conditions) Leaf() error {
	if c.leaves++; c.leaves > MaxConditions {
		return tooManyConditions()
	}
	return nil
}

func tooManyConditions() error {
	return &kg.Error{Kind: kg.ErrTooLarge, Subject: "filter",
		Reason: fmt.Sprintf("a filter may have %d conditions, nested at most %d deep; ask for less at once", MaxConditions, MaxNesting)}
}

// NoCondition refuses a filter that cannot be put on a subject.
func NoCondition(f kg.Filter, of *Subject) error {
	subject := "nodes"
	if of.Edge {
		subject = "edges"
	}
	return kg.Invalid("filter", "%T is no condition on %s", f, subject)
}

// Fitting returns those of a property's places that a comparison fits, and refuses
// one that fits none of several or the only one.
func Fitting(c kg.Compare, places []Place) ([]Place, error) {
	fitting := places[:0:0]
	refused := ""
	for _, p := range places {
		if wrong := unfit(c, p.Property); wrong == "" {
			fitting = append(fitting, p)
		} else if refused == "" {
			refused = wrong
		}
	}
	if refused != "" && len(fitting) == 0 {
		return nil, kg.Invalid(c.Property, "%s", refused)
	}
	return fitting, nil
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
	case c.Op >= kg.OpLt && c.Op <= kg.OpGte && (p.Long || p.Type == kg.TypeLocalized):
		return "long and localised texts have no order to be compared by"
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

// CheckCounted refuses a count that is compared otherwise than by equality or order.
func CheckCounted(f kg.Counted) error {
	switch f.Op {
	case kg.OpEq, kg.OpNe, kg.OpLt, kg.OpLte, kg.OpGt, kg.OpGte:
		return nil
	default:
		return kg.Invalid("filter", "a count is compared by equality or order alone")
	}
}
