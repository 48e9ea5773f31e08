package engine

import (
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A figure is what is the same in every request of figures of a whole list: its
// statistics, its groups or its facets.
type figure struct {
	id    int // its frame
	list  *listing
	field *ast.Field
	where string
	stats bool   // statistics of each group are wanted
	keys  *level // what is read of nodes that groups have in common; nil: nothing
}

// A grouped is the groups of one parent by one query.
type grouped struct {
	table *table
	query int
	all   []kg.Bucket
}

// A bucketed is one of them, a keyed one of its keys.
type (
	bucketed struct {
		grouped
		bucket *kg.Bucket
	}
	keyed struct {
		table *table
		key   *kg.GroupKey
		kg.GroupValue
	}
)

// figure compiles a field of a connection that tells figures, or returns nil.
func (c *compiler) figure(ls *listing, g *group, where string) emit[page] {
	f := &figure{list: ls, field: g.fields[0], where: where}
	var e emit[page]
	switch g.name() {
	case "statistics":
		o := c.statistic(g)
		e = func(w *writer, p page) outcome {
			t := w.req.frames[f.id].table
			return writeStatistics(w, o, &t.queries[0], t.found[0][p.number])
		}
	case "groupBy":
		o := c.grouping(f, g)
		e = func(w *writer, p page) outcome { return o.write(w, w.req.frames[f.id].table.groups(0, p.number)) }
	case "facets":
		o := c.grouping(f, g)
		e = func(w *writer, p page) outcome {
			t := w.req.frames[f.id].table
			return writeList(w, len(t.queries), true, func(i int) outcome { return o.write(w, t.groups(i, p.number)) })
		}
	default:
		return nil
	}
	f.id = c.frame()
	ls.figures = append(ls.figures, f)
	if c.hops++; c.hops > maxHops {
		c.fail(tooMany("relations and figures", maxHops, c.hops))
	}
	return e
}

// grouping compiles what is selected of a grouping or a facet.
func (c *compiler) grouping(f *figure, g *group) *object[grouped] {
	typeName := g.fields[0].Definition.Type.Name()
	return fieldsOf(c, typeName, g.selections(), func(h *group) emit[grouped] {
		switch h.name() {
		case "key":
			return func(w *writer, s grouped) outcome { return w.text(s.table.names[s.query]) }
		case "totalCount":
			return func(w *writer, s grouped) outcome { return w.int(int64(len(s.all))) }
		case "groups":
			b := c.group(f, h, f.where+"."+h.key)
			return func(w *writer, s grouped) outcome {
				shown := s.table.shown(s.all)
				return writeList(w, len(shown), true, func(i int) outcome { return b.write(w, bucketed{s, &shown[i]}) })
			}
		}
		return nil
	})
}

// group compiles what is selected of a group.
func (c *compiler) group(f *figure, g *group, where string) *object[bucketed] {
	typeName := g.fields[0].Definition.Type.Name()
	return fieldsOf(c, typeName, g.selections(), func(h *group) emit[bucketed] {
		switch h.name() {
		case "count":
			return func(w *writer, b bucketed) outcome { return w.int(b.bucket.Count) }
		case "keys":
			k := c.groupKey(f, h, where+"."+h.key)
			return func(w *writer, b bucketed) outcome {
				by := b.table.queries[b.query].By
				return writeList(w, len(by), true, func(i int) outcome {
					return k.write(w, keyed{b.table, &by[i], b.bucket.Keys[i]})
				})
			}
		case "statistics":
			f.stats = true
			s := c.statistic(h)
			return func(w *writer, b bucketed) outcome {
				return writeStatistics(w, s, &b.table.queries[b.query], []kg.Bucket{*b.bucket})
			}
		}
		return nil
	})
}

// groupKey compiles what is selected of a key of a group. Which relations make
// keys is for the request to say, so that every node they lead to is compiled.
func (c *compiler) groupKey(f *figure, g *group, where string) *object[keyed] {
	typeName := g.fields[0].Definition.Type.Name()
	return fieldsOf(c, typeName, g.selections(), func(h *group) emit[keyed] {
		switch h.name() {
		case "value":
			return func(w *writer, k keyed) outcome { return k.text(w) }
		case "label":
			return c.keyLabel(f, h, where+"."+h.key)
		case "node":
			v := c.view(f.level(), f.list.node.related(), h.selections(), where+"."+h.key)
			return func(w *writer, k keyed) outcome {
				if !k.table.nodes.has(k.Number) {
					return absent
				}
				return v.write(w, k.table.nodes.spot(k.Number))
			}
		}
		return nil
	})
}

// keyLabel compiles what a reader calls a key: the label of its node or, of what
// has none, the value.
func (c *compiler) keyLabel(f *figure, g *group, where string) emit[keyed] {
	labels := make([]emit[spot], len(c.engine.model.Kinds))
	for _, name := range f.list.node.related() {
		k := c.engine.model.Kind(name)
		labels[k.Index()] = c.label(f.level(), k, g, where)
		c.steps++
	}
	return func(w *writer, k keyed) outcome {
		if !k.table.nodes.has(k.Number) {
			return k.text(w)
		}
		s := k.table.nodes.spot(k.Number)
		return labels[s.node().Kind.Index()](w, s)
	}
}

// text writes the value.
func (k keyed) text(w *writer) outcome {
	if k.Value.IsNull() {
		return absent
	}
	return w.text(k.Value.String())
}

// level returns the level of the nodes that are keys.
func (f *figure) level() *level {
	if f.keys == nil {
		f.keys = &level{}
	}
	return f.keys
}

// related returns the kinds that relations lead to from an owner's nodes.
func (o *owner) related() []string {
	seen := map[string]bool{}
	for _, t := range o.traversals {
		for _, kind := range t.node.kinds {
			seen[kind] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
