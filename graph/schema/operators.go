package schema

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// operators returns the filter of a property, deriving that of an enum.
func (c *compiler) operators(p *kg.Property) string {
	if p.Type == kg.TypeEnum {
		if p.List {
			return c.enumListFilter(p.Enum)
		}
		return c.enumFilter(p.Enum)
	}
	if p.List {
		return "StringListFilter"
	}
	switch p.Type {
	case kg.TypeLocalized:
		return "LocalizedFilter"
	case kg.TypeInt:
		return "IntFilter"
	case kg.TypeDecimal:
		return "DecimalFilter"
	case kg.TypeBool:
		return "BooleanFilter"
	case kg.TypeDate:
		return "DateFilter"
	case kg.TypeDateTime:
		return "DateTimeFilter"
	case kg.TypeMoney:
		return "MoneyFilter"
	case kg.TypeID:
		return "IDFilter"
	default:
		return "StringFilter"
	}
}

// enumFilter derives the filter of an enum once.
func (c *compiler) enumFilter(enum string) string {
	name := enum + "Filter"
	if !c.used[name] {
		c.used[name] = true
		c.input(c.position(enum), name, "Compares symbols of "+enum+".",
			derive("eq", enum, "Is this symbol."),
			derive("ne", enum, "Is present and another symbol."),
			derive("in", "["+enum+"!]", "Is one of these; none of an empty list."),
			derive("isNull", "Boolean", "Is absent (true) or present (false)."))
	}
	return name
}

// enumListFilter derives the filter of lists of an enum once.
func (c *compiler) enumListFilter(enum string) string {
	name := enum + "ListFilter"
	if !c.used[name] {
		c.used[name] = true
		c.input(c.position(enum), name, "Looks into a list of symbols of "+enum+".",
			derive("has", enum, "Contains this symbol."),
			derive("hasAny", "["+enum+"!]", "Contains one of these; never of an empty list."),
			derive("isNull", "Boolean", "Is absent (true) or present (false)."))
	}
	return name
}

func (c *compiler) position(name string) *ast.Position {
	if d := c.types[name]; d != nil {
		return d.Position
	}
	return nil
}
