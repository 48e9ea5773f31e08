package schema

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// typ reads a type as it is written, such as "[Person!]!".
func typ(s string) *ast.Type {
	nonNull := strings.HasSuffix(s, "!")
	s = strings.TrimSuffix(s, "!")
	if inner, ok := strings.CutPrefix(s, "["); ok {
		return &ast.Type{Elem: typ(strings.TrimSuffix(inner, "]")), NonNull: nonNull}
	}
	return &ast.Type{NamedType: s, NonNull: nonNull}
}

// derive makes a field of a derived type.
func derive(name, of, text string, args ...*ast.ArgumentDefinition) *ast.FieldDefinition {
	return &ast.FieldDefinition{Name: name, Type: typ(of), Description: text, Arguments: args}
}

// fallback makes a field of a derived input that has a default.
func fallback(name, of, value, text string) *ast.FieldDefinition {
	f := derive(name, of, text)
	f.DefaultValue = &ast.Value{Kind: ast.EnumValue, Raw: value}
	return f
}

// argument makes an argument of a derived field.
func argument(name, of, text string) *ast.ArgumentDefinition {
	return &ast.ArgumentDefinition{Name: name, Type: typ(of), Description: text}
}

// emit adds a derived type. Its name must be free; at is where the schema
// causes it; nil for the other type's place.
func (c *compiler) emit(at *ast.Position, d *ast.Definition) {
	if taken := c.types[d.Name]; taken != nil {
		if at == nil {
			at = taken.Position
		}
		c.refuse(at, "the derived type %s clashes with another of that name; rename the type or field it comes from", d.Name)
		return
	}
	c.types[d.Name] = d
	c.derived = append(c.derived, d)
	if d.Kind == ast.InputObject {
		c.inputs = append(c.inputs, d.Name)
	}
}

// object emits a type the engine answers.
func (c *compiler) object(at *ast.Position, name, text string, fields ...*ast.FieldDefinition) {
	c.graph[name] = true
	c.emit(at, &ast.Definition{Kind: ast.Object, Name: name, Description: text, Fields: fields})
}

// input emits an input.
func (c *compiler) input(at *ast.Position, name, text string, fields ...*ast.FieldDefinition) {
	c.emit(at, &ast.Definition{Kind: ast.InputObject, Name: name, Description: text, Fields: fields})
}

// oneOf emits an input of which exactly one field is given.
func (c *compiler) oneOf(at *ast.Position, name, text string, fields ...*ast.FieldDefinition) {
	c.emit(at, &ast.Definition{
		Kind: ast.InputObject, Name: name, Description: text, Fields: fields,
		Directives: ast.DirectiveList{{Name: "oneOf"}},
	})
}

// enum emits an enum; symbols come in pairs of name and text.
func (c *compiler) enum(at *ast.Position, name, text string, symbols ...string) {
	d := &ast.Definition{Kind: ast.Enum, Name: name, Description: text}
	for i := 0; i < len(symbols); i += 2 {
		d.EnumValues = append(d.EnumValues, &ast.EnumValueDefinition{Name: symbols[i], Description: symbols[i+1]})
	}
	c.emit(at, d)
}

// sentence returns the first sentence of a description, for where a list of
// many stands.
func sentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if i := strings.Index(text, ". "); i >= 0 {
		return text[:i+1]
	}
	return text
}
