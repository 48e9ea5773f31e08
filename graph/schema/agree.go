package schema

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// checkEnds refuses a relation that is declared at one end only, whose ends do
// not cover each other, or whose ends disagree on their number.
func (c *compiler) checkEnds(r *relation) {
	out, in := r.of(kg.Out), r.of(kg.In)
	if len(out) == 0 || len(in) == 0 {
		e, missing := r.ends[0], "OUT"
		if len(in) == 0 {
			missing = "IN"
		}
		c.refuse(e.def.Position, "relation %s is declared at one end only; add a field with @relation(type: %q, direction: %s) to %s",
			r.name, r.name, missing, e.target.name())
		r.from, r.to = e.owner.kinds, e.target.kinds
		return
	}
	r.from, r.to = c.kindsOf(out, owners), c.kindsOf(in, owners)
	c.covered(r, out, r.to)
	c.covered(r, in, r.from)
	for _, ends := range [][]*end{out, in} {
		for _, e := range ends[1:] {
			if e.many != ends[0].many {
				c.refuse(e.def.Position, "relation %s: %s and %s disagree whether there is one or many; write both alike",
					r.name, ends[0].where(), e.where())
			}
		}
	}
}

func owners(e *end) []*node  { return e.owner.kinds }
func targets(e *end) []*node { return e.target.kinds }

// kindsOf returns the kinds that ends stand for together, in the order of the
// schema.
func (c *compiler) kindsOf(ends []*end, side func(*end) []*node) []*node {
	var kinds []*node
	for _, n := range c.nodes {
		if n.form == kindForm && slices.ContainsFunc(ends, func(e *end) bool { return slices.Contains(side(e), n) }) {
			kinds = append(kinds, n)
		}
	}
	return kinds
}

// covered refuses ends whose targets are not exactly the kinds that declare the
// inverse.
func (c *compiler) covered(r *relation, ends []*end, kinds []*node) {
	reached := c.kindsOf(ends, targets)
	for _, e := range ends {
		if lack := without(e.target.kinds, kinds); lack != "" {
			c.refuse(e.def.Position, "relation %s: %s reaches %s, where no field leads back; add one, or narrow the target",
				r.name, e.where(), lack)
		}
	}
	if lack := without(kinds, reached); lack != "" {
		c.refuse(ends[0].def.Position, "relation %s: no field reaches %s, which declares the inverse; widen the target of %s or add a field",
			r.name, lack, ends[0].where())
	}
}

// without names the kinds of a that are not in b.
func without(a, b []*node) string {
	var names []string
	for _, n := range a {
		if !slices.Contains(b, n) {
			names = append(names, n.name())
		}
	}
	return strings.Join(names, ", ")
}

// agree collects what the ends say of the relation itself. An end may leave it
// out; what is said twice must be the same.
func (c *compiler) agree(r *relation) {
	said := map[string]any{}
	for _, e := range r.ends {
		for _, name := range []string{"properties", "traverse", "orderBy", "acyclic"} {
			v := given(e.use, name)
			if v == nil {
				continue
			}
			before, ok := said[name]
			if !ok {
				said[name] = v
			} else if before != v {
				c.refuse(e.use.Position, "relation %s: %s gives %s %v, another end %v; give it once, or alike", r.name, e.where(), name, v, before)
			}
		}
		c.party(r, e)
	}
	traverse, ok := said["traverse"].(bool)
	r.class = ok && !traverse
	r.acyclic, _ = said["acyclic"].(bool)
	at := r.ends[0].use.Position
	if name, ok := said["properties"].(string); ok {
		c.bindEdge(r, name, at)
	}
	if name, ok := said["orderBy"].(string); ok {
		r.orderBy = name
		if p := r.edge.property(name); p == nil || !sortable(p) || p.Type == kg.TypeLocalized {
			c.refuse(at, "relation %s: orderBy names no property %s to sort by; use a single short value of its edges", r.name, name)
		}
	}
}

// party makes the end a field leads to the one of the parties, if the field says
// so.
func (c *compiler) party(r *relation, e *end) {
	use := e.def.Directives.ForName("party")
	if use == nil {
		return
	}
	far := kg.ToEnd
	if e.dir == kg.In {
		far = kg.FromEnd
	}
	if r.party != kg.NoEnd && r.party != far {
		c.refuse(use.Position, "relation %s: fields at both ends have @party; keep it at those that lead to the parties", r.name)
		return
	}
	r.party = far
}

func (c *compiler) bindEdge(r *relation, name string, at *ast.Position) {
	e := c.edges[name]
	switch {
	case e == nil:
		c.refuse(at, "relation %s: %s is no type with @edge; declare it or correct the name", r.name, name)
		return
	case e.used != nil:
		c.refuse(at, "relation %s: the edges %s belong to relation %s already; declare a type of its own", r.name, name, e.used.name)
	}
	e.used = r
	r.edge = e
}
