package engine

import (
	"cmp"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A spot is a row of a level of the result.
type spot struct {
	level *kg.Level
	row   int
}

func (s spot) node() *kg.Row { return &s.level.Rows[s.row] }

// below returns the level of a hop and the range of the rows that belong to the
// spot.
func (s spot) below(hop int) (l *kg.Level, from, to int) {
	l = s.level.Hops[hop]
	return l, l.Offsets[s.row], l.Offsets[s.row+1]
}

// A level is what is read of the nodes of one start or hop, and of the edges
// that lead to them, whichever objects write it.
type level struct {
	nodes wanted
	edges wanted
	facts kg.Facts // of nodes
	marks kg.Facts // of edges
	hops  []*hop
	longs int // texts that a row may have

	figured bool // a list along a relation, somewhere below, has figures
}

// wanted are the properties to read by kind or by relation.
type wanted struct {
	slots map[string][]*slot
	names map[string][]string
}

// A slot is the place of a property among a row's values, known when the level
// is complete.
type slot struct {
	property *kg.Property
	order    int // place among the properties of its owner
	index    int
}

// slot returns the place of a property, and has it read.
func (w *wanted) slot(owner string, ps []kg.Property, name string) *slot {
	for _, s := range w.slots[owner] {
		if s.property.Name == name {
			return s
		}
	}
	i := slices.IndexFunc(ps, func(p kg.Property) bool { return p.Name == name })
	s := &slot{property: &ps[i], order: i}
	if w.slots == nil {
		w.slots = map[string][]*slot{}
	}
	w.slots[owner] = append(w.slots[owner], s)
	return s
}

// settle numbers the slots in the order of the model, so that the query does
// not depend on the order of the selection.
func (w *wanted) settle() {
	for owner, slots := range w.slots {
		slices.SortFunc(slots, func(a, b *slot) int { return cmp.Compare(a.order, b.order) })
		names := make([]string, len(slots))
		for i, s := range slots {
			s.index = i
			names[i] = s.property.Name
		}
		if w.names == nil {
			w.names = map[string][]string{}
		}
		w.names[owner] = names
	}
}

// settle completes the level and those below.
func (l *level) settle() {
	l.nodes.settle()
	l.edges.settle()
	l.longs = l.nodes.longest(nil) + l.edges.longest(nil)
	for _, h := range l.hops {
		h.level.settle()
		l.figured = l.figured || h.level.figured
		if h.list != nil {
			h.list.settle()
			l.figured = l.figured || len(h.list.figures) > 0
		}
	}
}

// hop returns the hop that fits, or adds it. Kinds that share a field of their
// role share its hop.
func (l *level) hop(c *compiler, h *hop, kind string) (_ *hop, index int, fresh bool) {
	for i, old := range l.hops {
		if old.same(h) {
			if kind != "" && !slices.Contains(old.from, kind) {
				old.from = append(old.from, kind)
			}
			return old, i, false
		}
	}
	if kind != "" {
		h.from = []string{kind}
	}
	h.level = &level{}
	h.id = c.frame()
	l.hops = append(l.hops, h)
	if c.hops++; c.hops > maxHops {
		c.fail(tooMany("relations", maxHops, c.hops))
	}
	return h, len(l.hops) - 1, true
}

// selection returns the level as a part of a query, priced for a number of
// parents.
func (l *level) selection(r *request, on string, parents int) (kg.Selection, error) {
	r.count(times(parents, l.longs*PriceLong))
	return l.below(r, on, parents)
}

// below returns the level as a part of a query; its own long texts are not priced.
func (l *level) below(r *request, on string, parents int) (kg.Selection, error) {
	sel := kg.Selection{Properties: l.nodes.names, Facts: l.facts}
	if len(l.hops) == 0 {
		return sel, nil
	}
	sel.Hops = make([]kg.Hop, len(l.hops))
	for i, h := range l.hops {
		if err := h.fill(r, &sel.Hops[i], on, parents); err != nil {
			return sel, err
		}
	}
	return sel, nil
}

// A view writes the nodes of a level as one place in the operation selects
// them.
type view struct {
	objects []*object[spot] // by Kind.Index; nil where the kind cannot stand
}

// view compiles what is selected of the nodes of these kinds.
func (c *compiler) view(l *level, kinds []string, sets []ast.SelectionSet, where string) *view {
	v := &view{objects: make([]*object[spot], len(c.engine.model.Kinds))}
	for _, name := range kinds {
		if c.err != nil {
			return v
		}
		k := c.engine.model.Kind(name)
		v.objects[k.Index()] = c.node(l, k, sets, where)
	}
	return v
}

func (v *view) write(w *writer, s spot) outcome {
	o := v.objects[s.node().Kind.Index()]
	if o == nil {
		return absent
	}
	return o.write(w, s)
}
