package schema

import (
	"reflect"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// inherit gives every role and kind the fields of its roles, then its own.
func (c *compiler) inherit() {
	for _, n := range c.nodes {
		if n.form != unionForm {
			c.inheritInto(n)
		}
	}
}

func (c *compiler) inheritInto(n *node) {
	if n.done {
		return
	}
	n.done = true
	for _, name := range n.def.Interfaces {
		r := c.node[name]
		if r == nil {
			continue
		}
		c.inheritInto(r)
		for _, f := range r.fields {
			c.take(n, f)
		}
	}
	for _, d := range n.def.Fields {
		c.own(n, d)
	}
}

// take adds a field of a role. Two roles may declare the same property, in the
// same way.
func (c *compiler) take(n *node, f *field) {
	i := slices.IndexFunc(n.fields, func(g *field) bool { return g.def.Name == f.def.Name })
	if i < 0 {
		n.fields = append(n.fields, f)
		return
	}
	if g := n.fields[i]; g.owner != f.owner && n.def.Fields.ForName(f.def.Name) == nil && !same(g, f) {
		c.refuse(n.def.Position, "%s: its roles %s and %s declare %s differently; declare it alike, or again here",
			n.name(), g.owner.name(), f.owner.name(), f.def.Name)
	}
}

// same reports whether two fields are the same property, whatever is said of
// them.
func same(f, g *field) bool {
	if f.property == nil || g.property == nil {
		return false
	}
	p, q := *f.property, *g.property
	p.Description, q.Description = "", ""
	return reflect.DeepEqual(p, q) && f.def.Type.String() == g.def.Type.String()
}

// own adds a field that the type declares itself, or refines one of a role.
func (c *compiler) own(n *node, d *ast.FieldDefinition) {
	where := n.name() + "." + d.Name
	if c.types[nodeType].Fields.ForName(d.Name) != nil {
		c.refuse(d.Position, "%s: every node has a field of that name; choose another", where)
		return
	}
	f := &field{def: d, owner: n}
	use := d.Directives.ForName("relation")
	if use == nil {
		f.property = c.property(where, d)
	} else {
		f.end = c.end(n, d, use)
	}
	if f.property == nil && f.end == nil {
		return // refused
	}
	i := slices.IndexFunc(n.fields, func(g *field) bool { return g.def.Name == d.Name })
	if i < 0 {
		n.fields = append(n.fields, f)
		return
	}
	g := n.fields[i]
	if g.property == nil || f.property == nil || !d.Type.IsCompatible(g.def.Type) {
		c.refuse(d.Position, "%s clashes with the field of role %s; remove it, or give the property the type %s",
			where, g.owner.name(), g.def.Type)
		return
	}
	n.fields[i] = f
}
