package storetest

import (
	"slices"

	"innograph/kg"
)

// eachEnd calls fn for every relation, seen from either end.
func (m *matrix) eachEnd(fn func(r *kg.Relation, d kg.Direction)) {
	for i := range m.model.Relations {
		fn(&m.model.Relations[i], kg.Out)
		fn(&m.model.Relations[i], kg.In)
	}
}

// filteredByCounts asks which nodes have one edge, and which have more than none.
func filteredByCounts(m *matrix) {
	m.eachEnd(func(r *kg.Relation, d kg.Direction) {
		for _, op := range []kg.Op{kg.OpEq, kg.OpGte} {
			l := list(r.Near(d)...)
			l.Page.Limit = maxMatrix
			l.Filter = kg.Counted{Related: kg.Related{Relation: r.Name, Direction: d}, Op: op, Number: 1}
			nodes, _ := idsOf(m.read(m.viewer.Viewer, &kg.Query{Start: kg.Start{List: l}}).Root)
			m.cases++
			for _, n := range m.nodesOf(l.Kinds) {
				count := len(m.world.seen(m.viewer.Viewer, r.Name, d, n.id))
				holds := op == kg.OpEq && count == 1 || op == kg.OpGte && count >= 1
				m.verdict(r.Name, string(n.id), nodes[n.id], holds && m.world.sees(m.viewer.Viewer, n.id))
			}
		}
	})
}

// orderedByCounts reads how many edges nodes have from what they are sorted by.
func orderedByCounts(m *matrix) {
	m.eachEnd(func(r *kg.Relation, d kg.Direction) {
		l := list(r.Near(d)...)
		l.Page.Limit, l.Page.Keys = maxMatrix, true
		l.Order = []kg.Order{{Count: &kg.Related{Relation: r.Name, Direction: d}, Descending: true}}
		root := m.read(m.viewer.Viewer, &kg.Query{Start: kg.Start{List: l}}).Root
		nodes, _ := idsOf(root)
		m.saw(m.nodesOf(l.Kinds), nodes)
		for i := range root.Rows {
			row := &root.Rows[i]
			m.counted(r.Name+" at "+string(row.ID), int(row.Key[0].Int()), len(m.world.seen(m.viewer.Viewer, r.Name, d, row.ID)))
		}
	})
}

// searched returns the kinds whose nodes can be found by their kind.
func (m *matrix) searched() []string {
	var kinds []string
	for i := range m.model.Kinds {
		k := &m.model.Kinds[i]
		if slices.ContainsFunc(k.Properties, func(p kg.Property) bool { return p.Required && p.Search > 0 }) {
			kinds = append(kinds, k.Name)
		}
	}
	return kinds
}

// searchedByName finds the nodes of a kind by the kind, which stands in their names
// and titles.
func searchedByName(m *matrix) {
	for _, kind := range m.searched() {
		search := &kg.Search{Text: kind, Page: kg.Page{Limit: maxMatrix}, Total: true}
		root := m.read(m.viewer.Viewer, &kg.Query{Start: kg.Start{Search: search}}).Root
		nodes, _ := idsOf(root)
		all := m.nodesOf([]string{kind})
		m.saw(all, nodes)
		m.counted(kind, int(root.Pages[0].Total), len(kept(all, func(n matrixThing) bool { return m.world.sees(m.viewer.Viewer, n.id) })))
	}
}
