package schema

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// scalars that the language itself has.
var languageScalars = map[string]bool{"Int": true, "Float": true, "String": true, "Boolean": true, "ID": true}

// checkText holds every element to a description, every type named to a
// declaration and every directive to its definition.
func (c *compiler) checkText() {
	for _, d := range c.declared {
		c.described(d.Position, d.Description, "%s", d.Name)
		c.checkDirectives(d.Directives, location(d.Kind), "type "+d.Name)
		c.checkFields(d)
		for _, name := range d.Interfaces {
			if i := c.types[name]; i == nil || i.Kind != ast.Interface {
				c.refuse(d.Position, "%s implements %s, which is no interface; declare it or correct the name", d.Name, name)
			}
		}
		for _, v := range d.EnumValues {
			c.described(v.Position, v.Description, "%s.%s", d.Name, v.Name)
			c.checkDirectives(v.Directives, ast.LocationEnumValue, d.Name+"."+v.Name)
		}
	}
	for _, name := range rootTypes {
		if d := c.roots[name]; d != nil {
			c.checkFields(d)
		}
	}
}

func (c *compiler) checkFields(d *ast.Definition) {
	seen := map[string]bool{}
	for _, f := range d.Fields {
		where := d.Name + "." + f.Name
		if seen[f.Name] {
			c.refuse(f.Position, "%s is declared twice; remove one", where)
		}
		seen[f.Name] = true
		c.described(f.Position, f.Description, "%s", where)
		c.known(f.Position, f.Type, where)
		at := ast.LocationFieldDefinition
		if d.Kind == ast.InputObject {
			at = ast.LocationInputFieldDefinition
		}
		c.checkDirectives(f.Directives, at, where)
		for _, arg := range f.Arguments {
			if arg.Name == "lang" && f.Directives.ForName("localized") != nil {
				continue // the compiler's own, which may be written out
			}
			c.described(arg.Position, arg.Description, "%s(%s:)", where, arg.Name)
			c.known(arg.Position, arg.Type, where)
		}
	}
}

func (c *compiler) described(at *ast.Position, text, format string, args ...any) {
	if strings.TrimSpace(text) == "" {
		c.refuse(at, format+" has no description; say in a sentence what it is", args...)
	}
}

// known refuses the name of an undeclared type. The enums that follow from the
// model are known before they are derived.
func (c *compiler) known(at *ast.Position, t *ast.Type, where string) {
	name := t.Name()
	if c.types[name] != nil || languageScalars[name] || name == kindEnum || name == relationEnum || c.promised(name) {
		return
	}
	c.refuse(at, "%s: there is no type %s; declare it or correct the name", where, name)
}

// promised reports whether the name is one that a kind or role will derive,
// which hand-written fields may use.
func (c *compiler) promised(name string) bool {
	for _, suffix := range []string{"Connection", "Filter", "Order", "By", "GroupBy", "Property"} {
		if base, ok := strings.CutSuffix(name, suffix); ok && c.types[base] != nil {
			return true
		}
	}
	return false
}

func location(k ast.DefinitionKind) ast.DirectiveLocation {
	switch k {
	case ast.Object:
		return ast.LocationObject
	case ast.Interface:
		return ast.LocationInterface
	case ast.Union:
		return ast.LocationUnion
	case ast.Enum:
		return ast.LocationEnum
	case ast.InputObject:
		return ast.LocationInputObject
	default:
		return ast.LocationScalar
	}
}
