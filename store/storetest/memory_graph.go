package storetest

import (
	"slices"

	"innograph/kg"
)

// graph is what a memory holds. Nodes and edges in it are never changed, only
// replaced, so that a reader may keep them.
type graph struct {
	model       *kg.Model
	nodes       map[int64]*kg.Node
	numbers     map[kg.ID]int64 // of nodes
	identifiers map[kg.Identifier]int64
	edges       map[int64]*kg.Edge
	edgeNumbers map[kg.ID]int64
	at          map[int64][]int64 // node → its edges, ascending, a loop once
	lastNode    int64
	lastEdge    int64
	log         []logEntry // of revision i+1
	applied     map[string]applied
}

// applied is what is remembered of a changeset with a key.
type applied struct {
	digest  string
	receipt kg.Receipt
}

func newGraph(model *kg.Model) *graph {
	return &graph{
		model:       model,
		nodes:       map[int64]*kg.Node{},
		numbers:     map[kg.ID]int64{},
		identifiers: map[kg.Identifier]int64{},
		edges:       map[int64]*kg.Edge{},
		edgeNumbers: map[kg.ID]int64{},
		at:          map[int64][]int64{},
		applied:     map[string]applied{},
	}
}

// number returns the number of the node of that id, or 0.
func (g *graph) number(id kg.ID) int64 { return g.numbers[id] }

// nodeNumbers returns the numbers of all nodes, ascending.
func (g *graph) nodeNumbers() []int64 { return sortedKeys(g.nodes) }

func (g *graph) nodeByID(id kg.ID) *kg.Node { return g.nodes[g.numbers[id]] }

func (g *graph) edgeByID(id kg.ID) *kg.Edge { return g.edges[g.edgeNumbers[id]] }

// putNode sets the node of n's number. Its identifiers are set apart.
func (g *graph) putNode(n *kg.Node) {
	g.nodes[n.Number] = n
	g.numbers[n.ID] = n.Number
	g.lastNode = max(g.lastNode, n.Number)
}

func (g *graph) dropNode(n *kg.Node) {
	delete(g.nodes, n.Number)
	delete(g.numbers, n.ID)
	delete(g.at, n.Number)
}

func (g *graph) putEdge(e *kg.Edge) {
	if g.edges[e.Number] == nil {
		for _, end := range g.ends(e) {
			i, _ := slices.BinarySearch(g.at[end], e.Number)
			g.at[end] = slices.Insert(g.at[end], i, e.Number)
		}
	}
	g.edges[e.Number] = e
	g.edgeNumbers[e.ID] = e.Number
	g.lastEdge = max(g.lastEdge, e.Number)
}

func (g *graph) dropEdge(e *kg.Edge) {
	for _, end := range g.ends(e) {
		if i, ok := slices.BinarySearch(g.at[end], e.Number); ok {
			g.at[end] = slices.Delete(g.at[end], i, i+1)
		}
	}
	delete(g.edges, e.Number)
	delete(g.edgeNumbers, e.ID)
}

// ends returns the numbers of an edge's ends, that of a loop once.
func (g *graph) ends(e *kg.Edge) []int64 {
	from, to := g.number(e.From), g.number(e.To)
	if from == to {
		return []int64{from}
	}
	return []int64{from, to}
}

// edgesAt returns the edges at a node, by number.
func (g *graph) edgesAt(node int64) []*kg.Edge {
	edges := make([]*kg.Edge, len(g.at[node]))
	for i, number := range g.at[node] {
		edges[i] = g.edges[number]
	}
	return edges
}

// degree counts the edges of a relation that start at a node, or end there.
func (g *graph) degree(node kg.ID, relation string, d kg.Direction) int {
	count := 0
	for _, e := range g.edgesAt(g.number(node)) {
		near := e.From
		if d == kg.In {
			near = e.To
		}
		if e.Relation == relation && near == node {
			count++
		}
	}
	return count
}
