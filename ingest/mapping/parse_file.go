package mapping

import "slices"

func (p *decoder) readLookups(t, files *tree) {
	p.lookups = map[string]*Lookup{}
	if t == nil || !t.as(mapping, "lookups", &p.problems) {
		return
	}
	for _, e := range t.keys {
		if !e.value.as(mapping, "a lookup", &p.problems) {
			continue
		}
		l := p.readLookup(e, files)
		p.lookups[e.key] = l
		p.mapping.Lookups = append(p.mapping.Lookups, l)
	}
}

func (p *decoder) readLookup(e entry, files *tree) *Lookup {
	t := e.value
	t.only(&p.problems, "a lookup", append([]string{"in", "as", "key", "values", "gather"}, layoutKeys...)...)
	l := &Lookup{Name: e.key, Pos: e.pos}
	l.Path, l.Layout = p.layout(sameFile(t, files))
	l.gather = t.get("gather").flag("gather", &p.problems)
	if in := t.get("in"); in != nil {
		l.in, l.as = p.value(in, "in"), p.elementName(t)
		p.inside([]string{l.as, ordinal}, func() { p.entries(l, e) })
	} else {
		p.entries(l, e)
	}
	l.Columns = p.columns
	return l
}

// elementName reads what the elements of a list are called.
func (p *decoder) elementName(t *tree) string {
	if as := t.get("as"); as != nil {
		return as.str("as", &p.problems)
	}
	return "item"
}

// entries reads the key of a lookup and its values.
func (p *decoder) entries(l *Lookup, e entry) {
	if key := e.value.get("key"); key != nil {
		l.key = p.value(key, "key")
	} else {
		p.add(e.value.pos, "the lookup %s needs a key", e.key)
	}
	if values := e.value.get("values"); values != nil && values.as(mapping, "values", &p.problems) {
		l.values = p.fields(values)
	}
}

// sameFile returns the description of the file a lookup reads: where it says
// only which, that under files.
func sameFile(t, files *tree) *tree {
	at := t.get("file")
	if at == nil || files == nil || slices.ContainsFunc(layoutKeys[1:], func(key string) bool { return t.get(key) != nil }) {
		return t
	}
	for _, f := range files.list {
		if other := f.get("file"); other != nil && other.text == at.text {
			return f
		}
	}
	return t
}

func (p *decoder) fields(t *tree) []field {
	var all []field
	for _, e := range t.keys {
		all = append(all, field{name: e.key, pos: e.pos, value: p.value(e.value, e.key)})
	}
	return all
}

var blockKeys = []string{"let", "nodes", "edges", "each"}

func (p *decoder) file(t *tree) {
	if !t.as(mapping, "a file", &p.problems) {
		return
	}
	t.only(&p.problems, "a file", slices.Concat(layoutKeys, []string{"source", "key", "record", "unused"}, blockKeys)...)
	f := &File{Pos: t.pos}
	f.Path, f.Layout = p.layout(t)
	f.Source = p.sourceOf(t)
	if key := t.get("key"); key != nil {
		f.key = p.value(key, "key")
	}
	if record := t.get("record"); record != nil {
		f.record = p.value(record, "record")
	}
	if unused := t.get("unused"); unused != nil {
		for _, name := range unused.names("unused", &p.problems) {
			p.named(name, unused.pos)
		}
	}
	f.block = p.block(t)
	f.Columns = p.columns
	p.mapping.Files = append(p.mapping.Files, f)
}

func (p *decoder) sourceOf(t *tree) *Source {
	sources := p.mapping.Sources
	at := t.get("source")
	if at == nil {
		if len(sources) > 1 {
			p.add(t.pos, "the mapping has several sources; say which one this file is of")
		}
		if len(sources) == 0 {
			return nil
		}
		return sources[0]
	}
	name := at.str("source", &p.problems)
	var names []string
	for _, s := range sources {
		if s.Name == name {
			return s
		}
		names = append(names, s.Name)
	}
	p.add(at.pos, "there is no source %s; %s", name, oneOf(name, names))
	return nil
}

// block reads the rules for a row or an element.
func (p *decoder) block(t *tree) block {
	var b block
	scope, nodes := p.scope, p.nodes
	if let := t.get("let"); let != nil && let.as(mapping, "let", &p.problems) {
		for _, e := range let.keys {
			b.let = append(b.let, field{name: e.key, pos: e.pos, value: p.value(e.value, e.key)})
			p.scope = append(slices.Clone(p.scope), e.key)
		}
	}
	if at := t.get("nodes"); at != nil && at.as(sequence, "nodes", &p.problems) {
		for _, e := range at.list {
			if n := p.node(e); n != nil {
				b.nodes = append(b.nodes, n)
				p.nodes = append(slices.Clone(p.nodes), n)
			}
		}
	}
	for _, n := range b.nodes {
		p.checkMatch(n)
	}
	if at := t.get("edges"); at != nil && at.as(sequence, "edges", &p.problems) {
		for _, e := range at.list {
			if rule := p.edge(e); rule != nil {
				b.edges = append(b.edges, rule)
			}
		}
	}
	if at := t.get("each"); at != nil && at.as(sequence, "each", &p.problems) {
		for _, e := range at.list {
			if r := p.repeated(e); r != nil {
				b.each = append(b.each, r)
			}
		}
	}
	p.scope, p.nodes = scope, nodes
	return b
}

func (p *decoder) repeated(t *tree) *repeated {
	if !t.as(mapping, "an entry of each", &p.problems) {
		return nil
	}
	t.only(&p.problems, "an entry of each", append([]string{"in", "as", "when"}, blockKeys...)...)
	r := &repeated{as: p.elementName(t)}
	if in := t.get("in"); in != nil {
		r.in = p.value(in, "in")
	} else {
		p.add(t.pos, "an entry of each needs in: the list whose elements are meant")
		r.in = constant{}
	}
	p.inside([]string{r.as, ordinal}, func() {
		r.when = p.condition(t.get("when"))
		r.block = p.block(t)
	})
	return r
}
