package schema

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// print writes the served schema: root types first, then what every graph has,
// then the declared and derived types in the order of the schema.
func (c *compiler) print() string {
	p := &printer{}
	for _, name := range rootTypes {
		if d := c.roots[name]; d != nil {
			p.definition(d)
		}
	}
	for _, d := range c.derived {
		p.definition(d)
	}
	return p.String()
}

// A printer writes definitions, without internal directives.
type printer struct{ strings.Builder }

var keywords = map[ast.DefinitionKind]string{
	ast.Scalar: "scalar", ast.Object: "type", ast.Interface: "interface",
	ast.Union: "union", ast.Enum: "enum", ast.InputObject: "input",
}

func (p *printer) definition(d *ast.Definition) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.text("", d.Description)
	p.WriteString(keywords[d.Kind] + " " + d.Name)
	if len(d.Interfaces) > 0 {
		p.WriteString(" implements " + strings.Join(d.Interfaces, " & "))
	}
	p.directives(d.Directives)
	if len(d.Types) > 0 {
		p.WriteString(" = " + strings.Join(d.Types, " | "))
	}
	if len(d.Fields)+len(d.EnumValues) > 0 {
		p.WriteString(" {\n")
		for _, f := range d.Fields {
			p.field(f)
		}
		for _, v := range d.EnumValues {
			p.text("  ", v.Description)
			p.WriteString("  " + v.Name)
			p.directives(v.Directives)
			p.WriteByte('\n')
		}
		p.WriteByte('}')
	}
	p.WriteByte('\n')
}

func (p *printer) field(f *ast.FieldDefinition) {
	p.text("  ", f.Description)
	p.WriteString("  " + f.Name)
	if len(f.Arguments) > 0 {
		p.WriteString("(\n")
		for _, a := range f.Arguments {
			p.text("    ", a.Description)
			p.WriteString("    " + a.Name + ": " + a.Type.String())
			p.value(a.DefaultValue)
			p.directives(a.Directives)
			p.WriteByte('\n')
		}
		p.WriteString("  )")
	}
	p.WriteString(": " + f.Type.String())
	p.value(f.DefaultValue)
	p.directives(f.Directives)
	p.WriteByte('\n')
}

func (p *printer) value(v *ast.Value) {
	if v != nil {
		p.WriteString(" = " + v.String())
	}
}

// text writes a description, on one line where it is one.
func (p *printer) text(indent, s string) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
	case strings.Contains(s, "\n"):
		p.WriteString(indent + `"""` + "\n")
		for line := range strings.SplitSeq(strings.ReplaceAll(s, `"""`, `\"""`), "\n") {
			p.WriteString(indent + strings.TrimSpace(line) + "\n")
		}
		p.WriteString(indent + `"""` + "\n")
	default:
		p.WriteString(indent + (&ast.Value{Kind: ast.StringValue, Raw: s}).String() + "\n")
	}
}

func (p *printer) directives(ds ast.DirectiveList) {
	for _, d := range ds {
		if !publicDirectives[d.Name] {
			continue
		}
		p.WriteString(" @" + d.Name)
		for i, a := range d.Arguments {
			p.WriteString([]string{"(", ", "}[min(i, 1)] + a.Name + ": " + a.Value.String())
		}
		if len(d.Arguments) > 0 {
			p.WriteByte(')')
		}
	}
}
