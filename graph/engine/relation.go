package engine

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// relation compiles a field that is a page of a relation.
func (c *compiler) relation(l *level, k *kg.Kind, t *kg.Traversal, g *group, where string) emit[spot] {
	h, index, fresh := l.hop(c, c.along(t, g, where), k.Name)
	if fresh {
		h.list.id = h.id
		typeName := h.list.typeName
		edgeType := c.engine.types.elementOf(typeName)
		o := c.connection(h.list, h.level, t.Kinds, g.selections(), where, func(g *group, where string) emit[spot] {
			return c.edgeField(h.level, h.relation, edgeType, g, where)
		}, nil)
		h.answers = []answer{{fields: g.fields, emit: func(w *writer, s spot) outcome {
			return o.write(w, page{level: s.level.Hops[index], parent: s.row, number: s.node().Number, list: h.list})
		}}}
	}
	return h.answers[0].emit
}

// along returns the hop of a traversal to many.
func (c *compiler) along(t *kg.Traversal, g *group, where string) *hop {
	h := c.step(t, g, where)
	f := g.fields[0]
	h.fields = g.fields
	h.list = &listing{
		field: f, where: where, typeName: f.Definition.Type.Name(),
		node: c.engine.types.owners[t.Target], edge: c.engine.types.owners[edgesOf(t.Relation)],
		nested: true, size: nestedPage,
	}
	return h
}

// step returns a hop without its arguments.
func (c *compiler) step(t *kg.Traversal, g *group, where string) *hop {
	m := c.engine.model
	return &hop{
		where: where, field: g.fields[0],
		relation: m.Relation(t.Relation), direction: t.Direction, to: narrowed(m, t),
	}
}

// toOne compiles a field that follows a relation to one node, or its link. Both
// read the same hop.
func (c *compiler) toOne(l *level, k *kg.Kind, t *kg.Traversal, g *group, where string, link bool) emit[spot] {
	want := c.step(t, g, where)
	if on := g.fields[0].Arguments.ForName("on"); on != nil {
		want.on = on.Value.String()
	}
	h, index, _ := l.hop(c, want, k.Name)
	kinds := t.Kinds
	if link {
		kinds = nil
	}
	if e := h.answer(g.fields, kinds); e != nil {
		return e
	}
	var write func(w *writer, s spot) outcome
	if link {
		write = c.link(h.level, h.relation, g.selections(), where).write
	} else {
		write = c.view(h.level, kinds, g.selections(), where).write
	}
	e := first(index, write)
	h.answers = append(h.answers, answer{fields: g.fields, kinds: kinds, emit: e})
	return e
}

// first writes the one row of a hop, where there is one.
func first(hop int, write func(*writer, spot) outcome) emit[spot] {
	return func(w *writer, s spot) outcome {
		l, from, to := s.below(hop)
		if from == to {
			return absent
		}
		return write(w, spot{level: l, row: from})
	}
}

// link compiles what is selected of the edges of a relation, as its type of
// links.
func (c *compiler) link(l *level, r *kg.Relation, sets []ast.SelectionSet, where string) *object[spot] {
	o := &object[spot]{}
	for _, g := range c.collect(r.Link, sets) {
		if c.err != nil {
			return o
		}
		o.add(g, c.engine.types.nonNull(r.Link, g.name()), c.edgeField(l, r, r.Link, g, where+"."+g.key))
	}
	return o
}

// edgeField compiles a field of an edge, whether it stands in a connection or
// as a link.
func (c *compiler) edgeField(l *level, r *kg.Relation, typeName string, g *group, where string) emit[spot] {
	switch g.name() {
	case "__typename":
		return constant[spot](typeName)
	case "id":
		return func(w *writer, s spot) outcome { return w.text(string(s.node().Edge.ID)) }
	case "relation":
		return constant[spot](r.Name)
	case "fromNode":
		return c.edgeEnd(l, kg.FromEnd, r.From, g, where)
	case "toNode":
		return c.edgeEnd(l, kg.ToEnd, r.To, g, where)
	case "visibility":
		l.marks |= kg.FactVersion
		return func(w *writer, s spot) outcome { return w.text(s.node().Edge.Visibility.String()) }
	case "provenance":
		l.marks |= kg.FactProvenance
		o := c.assertion(g)
		return func(w *writer, s spot) outcome { return writeAssertions(w, o, s.node().Edge.Provenance) }
	}
	if r.Property(g.name()) == nil {
		c.fail(unknown(typeName, g.name()))
		return nil
	}
	p := place{slot: l.edges.slot(r.Name, r.Properties, g.name()), edge: true}
	return c.property(g, p, c.engine.types.field(typeName, g.name()), where)
}

// edgeEnd compiles a field that leads from an edge to one of its ends.
func (c *compiler) edgeEnd(l *level, end kg.EdgeEnd, kinds []string, g *group, where string) emit[spot] {
	h, index, _ := l.hop(c, &hop{where: where, end: end}, "")
	if e := h.answer(g.fields, kinds); e != nil {
		return e
	}
	e := first(index, c.view(h.level, kinds, g.selections(), where).write)
	h.answers = append(h.answers, answer{fields: g.fields, kinds: kinds, emit: e})
	return e
}

// links compiles what is selected of edges of any relation.
func (c *compiler) links(l *level, sets []ast.SelectionSet, where string) emit[spot] {
	objects := make([]*object[spot], len(c.engine.model.Relations))
	for i := range c.engine.model.Relations {
		if c.err != nil {
			break
		}
		objects[i] = c.link(l, &c.engine.model.Relations[i], sets, where)
	}
	return func(w *writer, s spot) outcome {
		e := s.node().Edge
		if e == nil {
			return absent
		}
		return objects[e.Relation.Index()].write(w, s)
	}
}
