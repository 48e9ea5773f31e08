package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// An edgeType is an object type with @edge: the properties of one relation's
// edges.
type edgeType struct {
	def    *ast.Definition
	fields []*field
	key    []string
	dated  bool
	used   *relation
}

// edgeFields are the fields every edge of a connection and every link has.
var edgeFields = []string{"cursor", "node", "id", "relation", "fromNode", "toNode", "visibility", "provenance"}

func (e *edgeType) properties() []kg.Property {
	if e == nil {
		return nil
	}
	ps := make([]kg.Property, len(e.fields))
	for i, f := range e.fields {
		ps[i] = *f.property
	}
	return ps
}

func (e *edgeType) property(name string) *kg.Property {
	if e == nil {
		return nil
	}
	for _, f := range e.fields {
		if f.def.Name == name {
			return f.property
		}
	}
	return nil
}

// collectEdges reads the types with @edge.
func (c *compiler) collectEdges() {
	for _, d := range c.declared {
		use := d.Directives.ForName("edge")
		dated := d.Directives.ForName("dated")
		switch {
		case use == nil && dated != nil:
			c.refuse(dated.Position, "%s: @dated belongs to a type with @edge", d.Name)
		case use != nil && (c.node[d.Name] != nil || len(d.Interfaces) > 0):
			c.refuse(use.Position, "%s: the properties of edges are a type of their own, without interfaces and @kind", d.Name)
		case use != nil:
			c.edges[d.Name] = c.edge(d, use, dated != nil)
			c.graph[d.Name] = true
		}
	}
}

func (c *compiler) edge(d *ast.Definition, use *ast.Directive, dated bool) *edgeType {
	e := &edgeType{def: d, key: givenTexts(use, "key"), dated: dated}
	for _, f := range d.Fields {
		where := d.Name + "." + f.Name
		if slices.Contains(edgeFields, f.Name) {
			c.refuse(f.Position, "%s: every edge has a field of that name; choose another", where)
			continue
		}
		if r := f.Directives.ForName("relation"); r != nil {
			c.refuse(r.Position, "%s: an edge has no relations; make a kind of it", where)
			continue
		}
		if p := c.property(where, f); p != nil {
			e.fields = append(e.fields, &field{def: f, property: p})
		}
	}
	for _, name := range e.key {
		p := e.property(name)
		if p == nil {
			c.refuse(use.Position, "%s: the key names no property %s; declare it or correct the name", d.Name, name)
		} else if !keyable(p) {
			c.refuse(use.Position, "%s: the property %s cannot be part of a key; a key holds single short values", d.Name, name)
		}
	}
	if dated {
		for _, name := range []string{"from", "to"} {
			if p := e.property(name); p == nil || p.Type != kg.TypeDate || p.List {
				c.refuse(d.Position, "%s: @dated needs `%s: Date`", d.Name, name)
			}
		}
	}
	return e
}
