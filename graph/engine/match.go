package engine

import (
	"cmp"
	"slices"

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

// fields returns the texts of a node that are looked into, those in the languages
// that readers are shown first before others.
func (s searched) fields(at spot) []text.Field {
	row := at.node()
	values := map[string]kg.Value{}
	for _, slot := range s[row.Kind.Index()] {
		values[slot.property.Name] = row.Values[slot.index]
	}
	fields := row.Kind.SearchFields(values)
	slices.SortStableFunc(fields, func(a, b text.Field) int { return cmp.Compare(preference(a.Language), preference(b.Language)) })
	return fields
}

// preference sorts languages, none at all before the first.
func preference(language string) int {
	if language == "" {
		return -1
	}
	if i := slices.Index(kg.OrderLanguages, language); i >= 0 {
		return i
	}
	return len(kg.OrderLanguages)
}

// best returns the text of a node that the request's query is found in best. It is
// nil for a node in which nothing is found, which a search does not answer.
func (s searched) best(w *writer, at spot) *text.Field {
	fields := s.fields(at)
	if i := w.req.query.Best(fields, 0); i >= 0 {
		return &fields[i]
	}
	return nil
}

// match compiles what is selected of the place where a text is found.
func (c *compiler) match(l *level, g *group) emit[spot] {
	typeName := g.fields[0].Definition.Type.Name()
	places := c.searched(l, 0)
	o := fieldsOf(c, typeName, g.selections(), func(g *group) emit[*text.Field] {
		switch g.name() {
		case "property":
			return func(w *writer, f *text.Field) outcome { return w.text(f.Property) }
		case "language":
			return func(w *writer, f *text.Field) outcome { return w.optional(f.Language) }
		case "snippet":
			part := c.snippetPart(g)
			return func(w *writer, f *text.Field) outcome { return writeSnippet(w, part, f) }
		}
		return nil
	})
	return func(w *writer, s spot) outcome {
		if f := places.best(w, s); f != nil {
			return o.write(w, f)
		}
		return absent
	}
}

// snippetPart compiles what is selected of the pieces of a text.
func (c *compiler) snippetPart(g *group) *object[text.Part] {
	typeName := g.fields[0].Definition.Type.Name()
	return fieldsOf(c, typeName, g.selections(), func(f *group) emit[text.Part] {
		switch f.name() {
		case "text":
			return func(w *writer, p text.Part) outcome { return w.text(p.Text) }
		case "hit":
			return func(w *writer, p text.Part) outcome { return w.bool(p.Hit) }
		}
		return nil
	})
}

// writeSnippet writes a text about the place where the request's query is found.
func writeSnippet(w *writer, o *object[text.Part], f *text.Field) outcome {
	parts := w.req.query.Snippet(f.Text)
	return writeList(w, len(parts), true, func(i int) outcome { return o.write(w, parts[i]) })
}
