package storetest

import (
	"context"
	"slices"

	"innograph/kg"
	"innograph/kg/paths"
)

// A wayIn is one of the ways in which what a store holds can show.
type wayIn struct {
	name  string
	enter func(m *matrix)
}

var waysIn = []wayIn{
	{"list", listsOfKinds},
	{"list of a role", listsOfRoles},
	{"total", totalsOfKinds},
	{"filter", filteredByRelations},
	{"filter by a count", filteredByCounts},
	{"order by a count", orderedByCounts},
	{"search", searchedByName},
	{"id", func(m *matrix) { m.started(func(n matrixThing, s *kg.Start) { s.IDs = append(s.IDs, n.id) }) }},
	{"number", func(m *matrix) {
		m.started(func(n matrixThing, s *kg.Start) { s.Numbers = append(s.Numbers, n.number) })
	}},
	{"identifier", func(m *matrix) {
		m.started(func(n matrixThing, s *kg.Start) {
			s.Identifiers = append(s.Identifiers, kg.Identifier{Scheme: "matrix", Value: string(n.id)})
		})
	}},
	{"identifier of any scheme", func(m *matrix) {
		m.started(func(n matrixThing, s *kg.Start) {
			s.Identifiers = append(s.Identifiers, kg.Identifier{Value: string(n.id)})
		})
	}},
	{"hop", func(m *matrix) { m.hopped(kg.Out, 100) }},
	{"hop back", func(m *matrix) { m.hopped(kg.In, 100) }},
	{"to one", func(m *matrix) { m.hopped(kg.Out, 1) }},
	{"neighbours", neighboursAndCounts},
	{"edge", edgesAndEnds},
	{"frontier", frontiers},
	{"path", pathsOfOneEdge},
	{"group of one node", groupedByNode},
	{"groups by id", oneByOne},
	{"groups by text", groupedByTexts},
	{"group of a class", groupedByClass},
	{"groups by a relation", groupedByRelations},
	{"groups of edges", groupsOfEdges},
	{"groups of neighbours", groupsOfNeighbours},
	{"groups of what is found", groupsOfFound},
	{"log", func(m *matrix) { m.saw(m.world.all(), m.changed(1)) }},
	{"scan", scanned},
}

// maxMatrix is more than there is of anything.
const maxMatrix = 1000

// idsOf returns the nodes of a level's rows, and the edges that led to them.
func idsOf(l *kg.Level) (nodes, edges map[kg.ID]bool) {
	nodes, edges = map[kg.ID]bool{}, map[kg.ID]bool{}
	for i := range l.Rows {
		if l.Rows[i].Kind != nil {
			nodes[l.Rows[i].ID] = true
		}
		if e := l.Rows[i].Edge; e != nil {
			edges[e.ID] = true
		}
	}
	return nodes, edges
}

func (m *matrix) nodesOf(kinds []string) []matrixThing {
	return kept(m.world.nodes, func(n matrixThing) bool { return slices.Contains(kinds, n.name) })
}

func listsOfKinds(m *matrix) {
	for i := range m.model.Kinds {
		m.listed(m.model.Kinds[i].Name)
	}
}

func listsOfRoles(m *matrix) {
	for i := range m.model.Roles {
		m.listed(m.model.Roles[i].Kinds...)
	}
}

func (m *matrix) listed(kinds ...string) {
	l := list(kinds...)
	l.Page.Limit = maxMatrix
	l.Order = []kg.Order{{Property: kg.OwnVisibility, Descending: true}}
	nodes, _ := idsOf(m.read(m.viewer.Viewer, &kg.Query{Start: kg.Start{List: l}}).Root)
	m.saw(m.nodesOf(kinds), nodes)
}

func totalsOfKinds(m *matrix) {
	for i := range m.model.Kinds {
		for _, v := range allVisibilities {
			l := list(m.model.Kinds[i].Name)
			l.Page.Limit, l.Filter = 0, eq(kg.OwnVisibility, kg.Symbol(v.String()))
			total := m.read(m.viewer.Viewer, &kg.Query{Start: kg.Start{List: l}}).Root.Pages[0].Total
			want := kept(m.nodesOf(l.Kinds), func(n matrixThing) bool { return n.visibility == v && m.world.sees(m.viewer.Viewer, n.id) })
			m.counted(m.model.Kinds[i].Name+" "+v.String(), int(total), len(want))
		}
	}
}

// started asks for every node by a start.
func (m *matrix) started(name func(n matrixThing, s *kg.Start)) {
	var start kg.Start
	for _, n := range m.world.nodes {
		name(n, &start)
	}
	nodes, _ := idsOf(m.read(m.viewer.Viewer, &kg.Query{Start: start}).Root)
	m.saw(m.world.nodes, nodes)
}

// filteredByRelations asks which nodes have edges, in every quantity.
func filteredByRelations(m *matrix) {
	m.eachEnd(func(r *kg.Relation, d kg.Direction) {
		for _, v := range allVisibilities {
			m.filtered(r, d, kg.Some, eq(kg.OwnVisibility, kg.Symbol(v.String())))
		}
		m.filtered(r, d, kg.All, eq(kg.OwnVisibility, kg.Symbol("PUBLIC")))
		m.filtered(r, d, kg.None, nil)
		m.filtered(r, d, kg.Single, nil)
	})
}

func (m *matrix) filtered(r *kg.Relation, d kg.Direction, q kg.Quantifier, of kg.Filter) {
	l := list(r.Near(d)...)
	l.Page.Limit, l.Filter = maxMatrix, related(r.Name, d, q, nil, of)
	nodes, _ := idsOf(m.read(m.viewer.Viewer, &kg.Query{Start: kg.Start{List: l}}).Root)
	m.cases++
	for _, n := range m.nodesOf(l.Kinds) {
		all := m.world.seen(m.viewer.Viewer, r.Name, d, n.id)
		met := kept(all, func(e matrixThing) bool {
			c, asked := of.(kg.Compare)
			return !asked || c.Holds(kg.Symbol(e.visibility.String()))
		})
		holds := [...]bool{kg.Some: len(met) > 0, kg.All: len(met) == len(all), kg.None: len(met) == 0, kg.Single: len(met) == 1}[q]
		m.verdict(r.Name, string(n.id), nodes[n.id], holds && m.world.sees(m.viewer.Viewer, n.id))
	}
}

// fromEverywhere starts at every node.
func (m *matrix) fromEverywhere(hops ...kg.Hop) *kg.Level {
	return m.read(m.viewer.Viewer, &kg.Query{Start: kg.Start{Numbers: numbers(m.world.nodes)}, Select: kg.Selection{Hops: hops}}).Root
}

// hopped follows every relation, with totals.
func (m *matrix) hopped(d kg.Direction, limit int) {
	hops := make([]kg.Hop, len(m.model.Relations))
	for i := range hops {
		hops[i] = hop(m.model.Relations[i].Name, d)
		hops[i].Page.Limit = limit
	}
	root := m.fromEverywhere(hops...)
	for i, level := range root.Hops {
		relation := m.model.Relations[i].Name
		edges := kept(m.world.edges, func(e matrixThing) bool { return e.name == relation })
		_, seen := idsOf(level)
		m.saw(edges, seen)
		total := 0
		for _, page := range level.Pages {
			total += int(page.Total)
		}
		m.counted(relation, total, len(kept(edges, func(e matrixThing) bool { return m.world.sees(m.viewer.Viewer, e.id) })))
	}
}

func neighboursAndCounts(m *matrix) {
	root := m.fromEverywhere(kg.Hop{Direction: kg.Both, Page: kg.Page{Limit: maxMatrix}, Total: true, Counts: true})
	_, seen := idsOf(root.Hops[0])
	m.saw(m.world.edges, seen)
	for i := range root.Rows {
		count, page := 0, root.Hops[0].Pages[i]
		for _, c := range page.Counts {
			count += int(c.Count)
		}
		want := len(m.world.seen(m.viewer.Viewer, "", kg.Both, root.Rows[i].ID))
		m.counted("the total of "+string(root.Rows[i].ID), int(page.Total), want)
		m.counted("the counts of "+string(root.Rows[i].ID), count, want)
	}
}

// edgesAndEnds asks for every edge by number, and for the nodes at its ends.
func edgesAndEnds(m *matrix) {
	var start kg.Start
	ends := map[kg.ID]bool{}
	for _, e := range m.world.edges {
		start.Edges = append(start.Edges, e.number)
		if m.world.sees(m.viewer.Viewer, e.id) {
			ends[e.from], ends[e.to] = true, true
		}
	}
	root := m.read(m.viewer.Viewer, &kg.Query{Start: start, Select: kg.Selection{Hops: []kg.Hop{{Edge: kg.FromEnd}, {Edge: kg.ToEnd}}}}).Root
	_, seen := idsOf(root)
	m.saw(m.world.edges, seen)
	from, _ := idsOf(root.Hops[0])
	to, _ := idsOf(root.Hops[1])
	m.cases++
	for _, n := range m.world.nodes {
		m.verdict("the end of an edge", string(n.id), from[n.id] || to[n.id], ends[n.id])
	}
}

func frontiers(m *matrix) {
	byNumber := map[int64]kg.ID{}
	for _, e := range m.world.edges {
		byNumber[e.number] = e.id
	}
	seen := map[kg.ID]bool{}
	for _, neighbour := range m.expand(m.viewer.Viewer, &kg.Frontier{Direction: kg.Both, Nodes: numbers(m.world.nodes)}).Edges {
		seen[byNumber[neighbour.Edge]] = true
	}
	m.saw(m.world.edges, seen)
}

// pathsOfOneEdge looks for the path from the source of every edge to its target.
func pathsOfOneEdge(m *matrix) {
	seen := map[kg.ID]bool{}
	edges := kept(m.world.edges, func(e matrixThing) bool { return e.from != e.to })
	for _, e := range edges {
		answer, err := paths.Search(context.Background(), m.store.Reader(m.viewer.Viewer), m.model, paths.Request{
			From: []int64{m.world.byID[e.from].number}, To: []int64{m.world.byID[e.to].number},
			MaxHops: 1, K: 1, Relations: []string{e.name}, Directed: true})
		if err != nil {
			m.t.Fatal(err)
		}
		if len(answer.Paths) > 0 {
			seen[e.id] = true
		}
	}
	m.saw(edges, seen)
}

func scanned(m *matrix) {
	seen := map[kg.ID]bool{}
	for _, record := range m.scan(m.viewer.Viewer, kg.ScanMark{}) {
		if record.Node != nil {
			seen[record.Node.ID] = true
		} else {
			seen[record.Edge.ID] = true
		}
	}
	m.saw(m.world.all(), seen)
}
