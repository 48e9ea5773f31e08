package schema

import (
	_ "embed"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

//go:embed base.graphqls
var baseText string

//go:embed directives.graphqls
var directiveText string

// rootTypes are the types whose fields start an operation.
var rootTypes = []string{"Query", "Mutation", "Subscription"}

// compiler holds one compilation from text to result.
type compiler struct {
	name string
	errs Errors

	base       []*ast.Definition // what every graph has, Query left out
	declared   []*ast.Definition // the schema's own types, root types left out
	roots      map[string]*ast.Definition
	types      map[string]*ast.Definition // base, declared and derived
	directives map[string]*ast.DirectiveDefinition

	nodes     []*node // kinds, roles and unions in the order of the schema
	node      map[string]*node
	edges     map[string]*edgeType
	relations []*relation
	relation  map[string]*relation

	derived []*ast.Definition
	inputs  []string        // derived inputs
	graph   map[string]bool // types the engine answers
	used    map[string]bool // filters asked for and already derived
}

// parse reads the schema beside the base and the directives, merges extensions
// and sorts the definitions into their places.
func (c *compiler) parse(src []byte) error {
	doc, err := parser.ParseSchema(&ast.Source{Name: c.name, Input: string(src)})
	if err != nil {
		return syntax(c.name, err)
	}
	base := c.builtin("base.graphqls", baseText)
	c.directives = map[string]*ast.DirectiveDefinition{}
	for _, d := range c.builtin("directives.graphqls", directiveText).Directives {
		c.directives[d.Name] = d
	}
	for _, d := range doc.Directives {
		c.refuse(d.Position, "directive @%s: the served schema has no directives of its own; remove the definition", d.Name)
	}
	for _, d := range doc.Schema {
		c.refuse(d.Position, "a schema definition is not supported: name the root types Query, Mutation and Subscription")
	}
	c.types = map[string]*ast.Definition{}
	c.roots = map[string]*ast.Definition{}
	c.base = c.declare(base.Definitions)
	c.declared = c.declare(doc.Definitions)
	c.extend(base.Extensions)
	c.extend(doc.Extensions)
	return c.failed()
}

// builtin parses a text of this package.
func (c *compiler) builtin(name, text string) *ast.SchemaDocument {
	doc, err := parser.ParseSchema(&ast.Source{Name: name, Input: text})
	if err != nil {
		panic(err) // the text is part of the program
	}
	return doc
}

// declare enters definitions by name and returns those that are not roots.
func (c *compiler) declare(defs ast.DefinitionList) []*ast.Definition {
	var rest []*ast.Definition
	for _, d := range defs {
		if c.types[d.Name] != nil || c.roots[d.Name] != nil {
			c.refuse(d.Position, "type %s is declared twice, or belongs to what every graph has; choose another name", d.Name)
			continue
		}
		if isRoot(d.Name) {
			c.roots[d.Name] = d
			continue
		}
		c.types[d.Name] = d
		rest = append(rest, d)
	}
	return rest
}

// extend merges extensions into the types they extend. A root type may be
// extended before it is declared.
func (c *compiler) extend(exts ast.DefinitionList) {
	for _, x := range exts {
		d := c.types[x.Name]
		if isRoot(x.Name) {
			d = c.roots[x.Name]
			if d == nil {
				d = &ast.Definition{Kind: ast.Object, Name: x.Name, Position: x.Position}
				c.roots[x.Name] = d
			}
		}
		if d == nil || d.Kind != x.Kind {
			c.refuse(x.Position, "extend %s: no such type to extend; declare it first", x.Name)
			continue
		}
		d.Interfaces = append(d.Interfaces, x.Interfaces...)
		d.Directives = append(d.Directives, x.Directives...)
		d.Fields = append(d.Fields, x.Fields...)
		d.Types = append(d.Types, x.Types...)
		d.EnumValues = append(d.EnumValues, x.EnumValues...)
	}
}

func isRoot(name string) bool {
	for _, r := range rootTypes {
		if r == name {
			return true
		}
	}
	return false
}
