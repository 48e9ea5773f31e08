package ingest

import (
	"maps"
	"slices"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// A nameIndex finds the nodes of other sources by what names are compared by.
type nameIndex struct {
	rules   []*mapping.Match
	nodes   map[indexKey][]kg.ID
	own     map[kg.ID]bool // nodes that a record of the source has already
	sources map[kg.ID][]string
}

// share reports whether two nodes are known to one source, as two.
func (x *nameIndex) share(a, b kg.ID) bool {
	return slices.ContainsFunc(x.sources[a], func(source string) bool { return slices.Contains(x.sources[b], source) })
}

type indexKey struct {
	rule   mapping.Pos
	name   string
	within kg.ID
}

// newNameIndex reads the names of the nodes that match rules ask for.
func (s *survey) newNameIndex() (*nameIndex, error) {
	x := &nameIndex{nodes: map[indexKey][]kg.ID{}, own: map[kg.ID]bool{}, sources: map[kg.ID][]string{}}
	for _, c := range s.claims {
		for _, rule := range c.rules {
			if !slices.ContainsFunc(x.rules, func(o *mapping.Match) bool { return o.Pos == rule.Pos }) {
				x.rules = append(x.rules, rule)
			}
		}
	}
	slices.SortFunc(x.rules, func(a, b *mapping.Match) int { return a.Line - b.Line })
	var among, names, relations []string
	for _, rule := range x.rules {
		among = append(among, rule.Among)
		names = append(append(names, rule.Against...), rule.Names...)
		if rule.Relation != "" && !slices.Contains(relations, rule.Relation) {
			relations = append(relations, rule.Relation)
		}
	}
	err := s.scanNames(among, names, relations, func(n *namedNode) { s.indexNode(x, n, relations) })
	return x, err
}

// indexNode enters a node under the names that each rule's source has given
// it. A node that is taken is entered under all its names: it stands in the
// way of others, though none can be one with it.
func (s *survey) indexNode(x *nameIndex, n *namedNode, relations []string) {
	won := map[string][]string{} // by source
	for _, a := range n.Node.Provenance {
		won[a.Source] = append(won[a.Source], a.Properties...)
	}
	x.sources[n.ID] = slices.Collect(maps.Keys(won))
	if _, own := won[s.source]; own {
		x.own[n.ID] = true
	}
	for _, rule := range x.rules {
		with, stated := won[s.sourceID(rule.With)]
		if !stated || !slices.Contains(s.model.Members(rule.Among), n.Kind.Name) {
			continue
		}
		ends := []kg.ID{""}
		if rule.Relation != "" {
			ends = n.ends[slices.Index(relations, rule.Relation)]
		}
		for i, property := range n.properties {
			if !x.own[n.ID] && (!slices.Contains(rule.Against, property) || !slices.Contains(with, property)) {
				continue
			}
			for _, name := range nameKeys(n.Values[i], rule.Drop) {
				for _, end := range ends {
					x.add(indexKey{rule.Pos, name, end}, n.ID)
				}
			}
		}
	}
}

func (x *nameIndex) add(key indexKey, id kg.ID) {
	if !slices.Contains(x.nodes[key], id) {
		x.nodes[key] = append(x.nodes[key], id)
	}
}

// namedNode is a node with its names and the nodes it is linked to.
type namedNode struct {
	*kg.Row
	properties []string  // of Row.Values
	ends       [][]kg.ID // by relation
}

// namePage is how many nodes are read at a time.
const namePage = 2_000

// scanNames calls fn with every node of some kinds and roles.
func (r *run) scanNames(among, names, relations []string, fn func(*namedNode)) error {
	q := &kg.Query{Select: kg.Selection{Properties: map[string][]string{}, Facts: kg.FactProvenance}}
	list := &kg.List{Page: kg.Page{Limit: namePage}}
	q.Start.List = list
	for i := range r.model.Kinds {
		k := &r.model.Kinds[i]
		if !slices.ContainsFunc(among, func(name string) bool { return slices.Contains(r.model.Members(name), k.Name) }) {
			continue
		}
		list.Kinds = append(list.Kinds, k.Name)
		for _, name := range names {
			if k.Property(name) != nil && !slices.Contains(q.Select.Properties[k.Name], name) {
				q.Select.Properties[k.Name] = append(q.Select.Properties[k.Name], name)
			}
		}
	}
	for _, relation := range relations {
		q.Select.Hops = append(q.Select.Hops, kg.Hop{Relations: []string{relation}, Page: kg.Page{Limit: kg.MaxListLength}})
	}
	for len(list.Kinds) > 0 {
		result, err := r.reader.Read(r.ctx, q)
		if err != nil {
			return err
		}
		root := result.Root
		for i := range root.Rows {
			n := &namedNode{Row: &root.Rows[i], properties: q.Select.Properties[root.Rows[i].Kind.Name]}
			for _, hop := range root.Hops {
				var ends []kg.ID
				for _, far := range hop.Rows[hop.Offsets[i]:hop.Offsets[i+1]] {
					ends = append(ends, far.ID)
				}
				n.ends = append(n.ends, ends)
			}
			fn(n)
		}
		if len(root.Rows) < namePage {
			return nil
		}
		list.Page.After = &kg.Cursor{Node: root.Rows[len(root.Rows)-1].Number}
	}
	return nil
}
