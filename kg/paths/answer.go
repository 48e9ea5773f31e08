package paths

import (
	"slices"
	"sort"

	"innograph/kg"
)

// An Answer holds paths, best first. When Truncated, the budget ran out: the
// paths are the best there are, but longer ones may be missing.
type Answer struct {
	Paths        []Path
	Truncated    bool
	EdgesVisited int // edges fetched
	Budget       int // edges that could have been fetched
}

// A Path is a sequence of nodes and the edges between them. Steps[i] holds the
// edges between Nodes[i] and Nodes[i+1] as seen from Nodes[i], by edge number.
// The Kind of a neighbour is UnknownKind where the request named the node in To.
type Path struct {
	Nodes []int64
	Steps [][]kg.Neighbour
}

// UnknownKind stands for the kind of a To node, which a search does not look
// up: who names a node knows it.
const UnknownKind = -1

// path returns the path along nodes of g.
func (g *graph) path(nodes []int32) Path {
	p := Path{Nodes: make([]int64, len(nodes)), Steps: make([][]kg.Neighbour, len(nodes)-1)}
	for i, v := range nodes {
		p.Nodes[i] = g.nodes[v].number
		if i > 0 {
			p.Steps[i-1] = g.step(nodes[i-1], v)
		}
	}
	return p
}

// step returns the edges from v to w. They are known from v's side or, turned
// round, from w's.
func (g *graph) step(v, w int32) []kg.Neighbour {
	to := &g.nodes[w]
	var edges []kg.Neighbour
	if list := &g.lists[g.nodes[v].list[source]]; list.whole {
		edges = slices.Clone(between(list.edges, to.number))
	} else {
		edges = slices.Clone(between(g.lists[to.list[target]].edges, g.nodes[v].number))
		for i := range edges {
			edges[i].Node, edges[i].Kind, edges[i].Out = to.number, int(to.kind), !edges[i].Out
		}
	}
	if g.kinds == nil && to.dist[target] == 0 {
		for i := range edges {
			edges[i].Kind = UnknownKind
		}
	}
	return edges
}

// between returns the part of edges, which are sorted, that leads to a node.
func between(edges []kg.Neighbour, node int64) []kg.Neighbour {
	low := sort.Search(len(edges), func(i int) bool { return edges[i].Node >= node })
	high := low
	for high < len(edges) && edges[high].Node == node {
		high++
	}
	return edges[low:high]
}
