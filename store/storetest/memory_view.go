package storetest

import (
	"slices"

	"innograph/kg"
)

// view is a graph as a viewer sees it.
type view struct {
	graph  *graph
	viewer kg.Viewer
	acts   map[int64]bool // nodes the viewer acts for
}

func newView(g *graph, viewer kg.Viewer) *view {
	v := &view{graph: g, viewer: viewer, acts: map[int64]bool{}}
	for _, id := range viewer.Acts() {
		v.acts[g.standsFor(id)] = true
	}
	return v
}

// standsFor returns the number of the node of that id or, where there is none, of
// the one that has it as a former id, or 0.
func (g *graph) standsFor(id kg.ID) int64 {
	if number, ok := g.numbers[id]; ok {
		return number
	}
	return g.identifiers[kg.Identifier{Scheme: kg.FormerID, Value: string(id)}]
}

// node returns the node of that number, or nil where the viewer sees none.
func (v *view) node(number int64) *kg.Node {
	n := v.graph.nodes[number]
	if n == nil || !v.viewer.Sees(n.Visibility) && !v.isParty(n.Number) {
		return nil
	}
	return n
}

// edge returns the edge of that number, or nil where the viewer sees none.
func (v *view) edge(number int64) *kg.Edge {
	e := v.graph.edges[number]
	if e == nil {
		return nil
	}
	from, to := v.graph.number(e.From), v.graph.number(e.To)
	own := v.viewer.Sees(e.Visibility) || v.isParty(from) || v.isParty(to)
	if !own || v.node(from) == nil || v.node(to) == nil {
		return nil
	}
	return e
}

// isParty reports whether the viewer acts for a party of a node.
func (v *view) isParty(number int64) bool {
	return slices.ContainsFunc(v.graph.parties(number), func(party int64) bool { return v.acts[party] })
}

// parties returns the parties of a node, itself first.
func (g *graph) parties(number int64) []int64 {
	parties := []int64{number}
	for _, e := range g.edgesAt(number) {
		from, to := g.number(e.From), g.number(e.To)
		switch g.model.Relation(e.Relation).Party {
		case kg.ToEnd:
			if from == number {
				parties = append(parties, to)
			}
		case kg.FromEnd:
			if to == number {
				parties = append(parties, from)
			}
		}
	}
	return parties
}

// partyIDs returns the ids that stand for a party of a node.
func (g *graph) partyIDs(number int64) map[kg.ID]bool {
	ids := map[kg.ID]bool{}
	for _, party := range g.parties(number) {
		n := g.nodes[party]
		ids[n.ID] = true
		for _, id := range n.Identifiers {
			if former := kg.ID(id.Value); id.Scheme == kg.FormerID && g.standsFor(former) == party {
				ids[former] = true
			}
		}
	}
	return ids
}
