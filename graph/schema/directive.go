package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// publicDirectives belong to the language and stay in the served schema.
var publicDirectives = map[string]bool{"deprecated": true, "oneOf": true, "specifiedBy": true}

// checkDirectives holds the uses of directives to their definitions: known,
// in a place they apply to, once unless repeatable, with arguments of the
// declared types.
func (c *compiler) checkDirectives(uses ast.DirectiveList, at ast.DirectiveLocation, where string) {
	seen := map[string]bool{}
	for _, d := range uses {
		if publicDirectives[d.Name] {
			continue
		}
		def := c.directives[d.Name]
		if def == nil {
			c.refuse(d.Position, "%s: there is no directive @%s; correct the name or remove it", where, d.Name)
			continue
		}
		if !slices.Contains(def.Locations, at) {
			c.refuse(d.Position, "%s: @%s does not apply to %s; move or remove it", where, d.Name, at)
		}
		if seen[d.Name] && !def.IsRepeatable {
			c.refuse(d.Position, "%s: @%s stands twice; remove one", where, d.Name)
		}
		seen[d.Name] = true
		c.checkArguments(d, def, where)
	}
}

func (c *compiler) checkArguments(d *ast.Directive, def *ast.DirectiveDefinition, where string) {
	for _, arg := range d.Arguments {
		want := def.Arguments.ForName(arg.Name)
		switch {
		case want == nil:
			c.refuse(arg.Position, "%s: @%s has no argument %s; correct the name or remove it", where, d.Name, arg.Name)
		case !fits(arg.Value, want.Type):
			c.refuse(arg.Position, "%s: @%s(%s:) must be of type %s", where, d.Name, arg.Name, want.Type)
		}
	}
	for _, want := range def.Arguments {
		if want.Type.NonNull && want.DefaultValue == nil && d.Arguments.ForName(want.Name) == nil {
			c.refuse(d.Position, "%s: @%s needs the argument %s", where, d.Name, want.Name)
		}
	}
}

// fits reports whether a literal is one of a directive argument's type.
func fits(v *ast.Value, t *ast.Type) bool {
	if t.Elem != nil {
		return v.Kind == ast.ListValue && !slices.ContainsFunc(v.Children, func(e *ast.ChildValue) bool {
			return !fits(e.Value, t.Elem)
		})
	}
	switch t.NamedType {
	case "String":
		return v.Kind == ast.StringValue || v.Kind == ast.BlockValue
	case "Int":
		return v.Kind == ast.IntValue
	case "Boolean":
		return v.Kind == ast.BooleanValue
	default:
		return v.Kind == ast.EnumValue && (v.Raw == "IN" || v.Raw == "OUT")
	}
}

// given returns the value of an argument as it is written: nil where it is not.
func given(d *ast.Directive, name string) any {
	arg := d.Arguments.ForName(name)
	if arg == nil {
		return nil
	}
	v, err := arg.Value.Value(nil)
	if err != nil {
		return nil
	}
	return v
}

func givenText(d *ast.Directive, name string) string {
	s, _ := given(d, name).(string)
	return s
}

func givenTexts(d *ast.Directive, name string) []string {
	var texts []string
	list, _ := given(d, name).([]any)
	for _, e := range list {
		if s, ok := e.(string); ok {
			texts = append(texts, s)
		}
	}
	return texts
}
