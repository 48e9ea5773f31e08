package engine

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// node compiles what is selected of the nodes of a kind.
func (c *compiler) node(l *level, k *kg.Kind, sets []ast.SelectionSet, where string) *object[spot] {
	o := &object[spot]{}
	for _, g := range c.collect(k.Name, sets) {
		if c.err != nil {
			return o
		}
		name := g.name()
		here := where + "." + g.key
		e := c.own(l, k, g, here)
		if e == nil && k.Property(name) != nil {
			e = c.property(g, place{slot: l.nodes.slot(k.Name, k.Properties, name)}, c.engine.types.field(k.Name, name), here)
		}
		if e == nil {
			e = c.traversal(l, k, g, here)
		}
		o.add(g, c.engine.types.nonNull(k.Name, name), e)
	}
	return o
}

// traversal compiles a field that follows a relation: a connection, a node, or
// the link beside it.
func (c *compiler) traversal(l *level, k *kg.Kind, g *group, where string) emit[spot] {
	if t := k.Traversal(g.name()); t != nil && t.Many {
		return c.relation(l, k, t, g, where)
	} else if t != nil {
		return c.toOne(l, k, t, g, where, false)
	}
	if name, ok := strings.CutSuffix(g.name(), "Link"); ok {
		if t := k.Traversal(name); t != nil && !t.Many {
			return c.toOne(l, k, t, g, where, true)
		}
	}
	c.fail(unknown(k.Name, g.name()))
	return nil
}

// own compiles the fields that every node has, or returns nil.
func (c *compiler) own(l *level, k *kg.Kind, g *group, where string) emit[spot] {
	facts := func(e emit[*kg.NodeFacts], f kg.Facts) emit[spot] {
		l.facts |= f
		return func(w *writer, s spot) outcome { return e(w, s.node().Node) }
	}
	switch g.name() {
	case "__typename":
		return constant[spot](k.Name)
	case "id":
		return func(w *writer, s spot) outcome { return w.text(string(s.node().ID)) }
	case "label":
		return c.label(l, k, g, where)
	case "version":
		return facts(func(w *writer, f *kg.NodeFacts) outcome { return w.int(f.Version) }, kg.FactVersion)
	case "createdAt":
		return facts(func(w *writer, f *kg.NodeFacts) outcome { return w.instant(f.CreatedAt) }, kg.FactVersion)
	case "updatedAt":
		return facts(func(w *writer, f *kg.NodeFacts) outcome { return w.instant(f.UpdatedAt) }, kg.FactVersion)
	case "visibility":
		return facts(func(w *writer, f *kg.NodeFacts) outcome { return w.text(f.Visibility.String()) }, kg.FactVersion)
	case "identifiers":
		o := c.identifier(g)
		return facts(func(w *writer, f *kg.NodeFacts) outcome {
			return writeList(w, len(f.Identifiers), true, func(i int) outcome { return o.write(w, f.Identifiers[i]) })
		}, kg.FactIdentifiers)
	case "provenance":
		o := c.assertion(g)
		return facts(func(w *writer, f *kg.NodeFacts) outcome { return writeAssertions(w, o, f.Provenance) }, kg.FactProvenance)
	default:
		return nil
	}
}

// label writes what a reader calls a node: the property the model names, or the
// id where that is absent or empty.
func (c *compiler) label(l *level, k *kg.Kind, g *group, where string) emit[spot] {
	if k.Label == "" {
		return func(w *writer, s spot) outcome { return w.text(string(s.node().ID)) }
	}
	slot := l.nodes.slot(k.Name, k.Properties, k.Label)
	lang := c.language(g, where)
	return func(w *writer, s spot) outcome {
		row := s.node()
		v := row.Values[slot.index]
		text, localised := v.In(w.req.langs[lang])
		if !localised {
			text = v.String()
		}
		if v.IsNull() || text == "" {
			text = string(row.ID)
		}
		return w.text(text)
	}
}

// constant writes the same text always.
func constant[T any](s string) emit[T] {
	quoted := string(appendText(nil, s))
	return func(w *writer, _ T) outcome {
		w.buf = append(w.buf, quoted...)
		return written
	}
}

// identifier compiles what is selected of identifiers.
func (c *compiler) identifier(g *group) *object[kg.Identifier] {
	return fieldsOf(c, "Identifier", g.selections(), func(f *group) emit[kg.Identifier] {
		switch f.name() {
		case "scheme":
			return func(w *writer, id kg.Identifier) outcome { return w.text(id.Scheme) }
		case "value":
			return func(w *writer, id kg.Identifier) outcome { return w.text(id.Value) }
		}
		return nil
	})
}
