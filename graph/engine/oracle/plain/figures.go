package plain

// Statistics is a field of connections of nodes, and of edges without
// properties.
func (p Page[E, N]) Statistics(of []string) []Statistics {
	return p.found.world.statistics(p.found.all, of, nil)
}

// GroupBy is a field of the same.
func (p Page[E, N]) GroupBy(by []map[string]any, of []string, first int, orderBy string) Grouping {
	packs := p.found.groups(p.found.all, by, nil)
	return Grouping{p.found.world.sorted(packs, first, orderBy == "KEY", of, nil), len(packs)}
}

// Facets is a field of the same at the root.
func (p Page[E, N]) Facets(of []map[string]any, first int) []Facet {
	list := []Facet{}
	for _, key := range of {
		name := "kind"
		if symbol, ok := key["property"].(string); ok {
			name = properties[symbol]
		}
		if relation, ok := key["relation"].(map[string]any); ok {
			name = only(relation)
		}
		packs := p.found.groups(p.found.wider(name), []map[string]any{key}, nil)
		list = append(list, Facet{name, p.found.world.sorted(packs, first, false, nil, nil), len(packs)})
	}
	return list
}

// only returns the name of the one field that is given.
func only(in map[string]any) string {
	names := ""
	for name := range in {
		names += name
	}
	return names
}

// wider returns what the list would have without its filter's condition of that
// name.
func (f *found) wider(name string) []step {
	filter := map[string]any{}
	for condition, v := range f.args.Filter {
		switch condition {
		case name:
		case "and":
			parts := []any{}
			for _, part := range maps(v) {
				kept := map[string]any{}
				for c, v := range part {
					if c != name {
						kept[c] = v
					}
				}
				parts = append(parts, kept)
			}
			filter["and"] = parts
		default:
			filter[condition] = v
		}
	}
	base := f.base
	if name == "kind" && f.args.query != nil {
		base = f.world.find(f.args.query, nil, 0)
	}
	var kept []step
	for _, s := range base {
		if f.world.node(s.node, f.args.node, filter, f.on) {
			kept = append(kept, s)
		}
	}
	return kept
}

// An EdgePage is a connection whose edges have properties.
type EdgePage[E, N any] struct{ Page[E, N] }

// Statistics is a field of such a connection.
func (p EdgePage[E, N]) Statistics(of, ofEdge []string) []Statistics {
	return p.found.world.statistics(p.found.all, of, ofEdge)
}

// GroupBy is a field of such a connection.
func (p EdgePage[E, N]) GroupBy(by, byEdge []map[string]any, of, ofEdge []string, first int, orderBy string) Grouping {
	packs := p.found.groups(p.found.all, by, byEdge)
	return Grouping{p.found.world.sorted(packs, first, orderBy == "KEY", of, ofEdge), len(packs)}
}
