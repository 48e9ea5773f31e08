package engine

import (
	"strings"

	"innograph/kg"
	"innograph/kg/text"
)

// searched are the places of the properties, by Kind.Index, in which a text is
// looked for.
type searched [][]*slot

// searched has the properties read that weigh as much in search.
func (c *compiler) searched(l *level, weight int) searched {
	s := make(searched, len(c.engine.model.Kinds))
	for i := range c.engine.model.Kinds {
		k := &c.engine.model.Kinds[i]
		for j := range k.Properties {
			if p := &k.Properties[j]; p.Search > 0 && p.Search >= weight {
				s[i] = append(s[i], l.nodes.slot(k.Name, k.Properties, p.Name))
			}
		}
	}
	return s
}

// A match is a value in which a text is found.
type match struct {
	property string
	language string // of localised text
	value    string
	from, to int // of the hit
}

// best returns the value of a node that the text is found in best, or nil.
func (s searched) best(w *writer, at spot) *match {
	row := at.node()
	var best *match
	for _, slot := range s[row.Kind.Index()] {
		eachText(row.Values[slot.index], func(language, value string) {
			from := strings.Index(text.Fold(value), text.Fold(w.req.text))
			if best == nil && from >= 0 {
				best = &match{property: slot.property.Name, language: language, value: value, from: from, to: min(len(value), from+len(w.req.text))}
			}
		})
	}
	return best
}

// eachText calls f with every text of a value, localised ones in the order of
// preference.
func eachText(v kg.Value, f func(language, value string)) {
	switch v.Type() {
	case kg.TypeLocalized:
		pairs := v.Pairs()
		for i := 0; i < len(pairs); i += 2 {
			f(pairs[i].Text(), pairs[i+1].Text())
		}
	case kg.TypeList:
		for _, e := range v.List() {
			f("", e.Text())
		}
	case kg.TypeText:
		f("", v.Text())
	}
}

// A piece is a part of a text; a hit is what was looked for.
type piece struct {
	text string
	hit  bool
}

// whole returns the value in pieces.
func (m *match) whole() []piece {
	return []piece{{m.value[:m.from], false}, {m.value[m.from:m.to], true}, {m.value[m.to:], false}}
}

// match compiles what is selected of the place where a text is found.
func (c *compiler) match(l *level, g *group) emit[spot] {
	typeName := g.fields[0].Definition.Type.Name()
	places := c.searched(l, 0)
	o := &object[*match]{}
	for _, f := range c.collect(typeName, g.selections()) {
		var e emit[*match]
		switch f.name() {
		case "__typename":
			e = constant[*match](typeName)
		case "property":
			e = func(w *writer, m *match) outcome { return w.text(m.property) }
		case "language":
			e = func(w *writer, m *match) outcome { return w.optional(m.language) }
		case "snippet":
			part := c.snippetPart(f)
			e = func(w *writer, m *match) outcome { return writePieces(w, part, m.whole()) }
		default:
			c.fail(unknown(typeName, f.name()))
		}
		o.add(f, c.engine.types.nonNull(typeName, f.name()), e)
	}
	return func(w *writer, s spot) outcome {
		m := places.best(w, s)
		if m == nil {
			return absent
		}
		return o.write(w, m)
	}
}

// snippetPart compiles what is selected of the pieces of a text.
func (c *compiler) snippetPart(g *group) *object[piece] {
	typeName := g.fields[0].Definition.Type.Name()
	o := &object[piece]{}
	for _, f := range c.collect(typeName, g.selections()) {
		var e emit[piece]
		switch f.name() {
		case "__typename":
			e = constant[piece](typeName)
		case "text":
			e = func(w *writer, p piece) outcome { return w.text(p.text) }
		case "hit":
			e = func(w *writer, p piece) outcome { return w.bool(p.hit) }
		default:
			c.fail(unknown(typeName, f.name()))
		}
		o.add(f, c.engine.types.nonNull(typeName, f.name()), e)
	}
	return o
}

func writePieces(w *writer, o *object[piece], pieces []piece) outcome {
	return writeList(w, len(pieces), true, func(i int) outcome { return o.write(w, pieces[i]) })
}
