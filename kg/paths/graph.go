package paths

import (
	"cmp"
	"context"
	"slices"

	"innograph/kg"
)

// An end is a side a search grows from.
type end int

const (
	source end = iota
	target
)

// unknown is a distance beyond the ball.
const unknown = -1

// graph is what a search knows of the store's graph: two balls, and the edges
// fetched to grow them. Nodes are named by their place in nodes.
type graph struct {
	reader   kg.Reader
	frontier kg.Frontier // relations and day of every call
	directed bool
	avoid    map[int64]bool
	kinds    []bool // kinds a path may end at; nil when nodes are named
	budget   int
	visited  int

	index map[int64]int32
	nodes []node
	lists []adjacency // the first is that of nodes without one
	balls [2]ball
	met   bool // some edge leads from one ball into the other
}

type node struct {
	number int64
	kind   int32
	list   [2]int32 // what follows the node, and what precedes it; the same unless directed
	dist   [2]int8  // edges from the nearest From node, and to the nearest target

	can, cannot uint8  // bit n: whether a walk of n edges leads to a target
	dead        uint8  // bit n: no walk of n edges does within the cell
	cell        uint32 // the cell that dead belongs to
	prefix      uint32 // the cell whose prefix the node is in
}

// adjacency lists the neighbours of a node by number, each once, without the
// node itself and what is to be avoided. It is whole when it was fetched;
// otherwise it has the neighbours found from their side.
type adjacency struct {
	links []int32
	edges []kg.Neighbour // as fetched
	whole bool
}

// ball is all nodes up to a distance from one end.
type ball struct {
	radius int
	rim    []int32 // the nodes at that distance, by number
}

func newGraph(r kg.Reader, m *kg.Model, q *Request) *graph {
	g := &graph{
		reader:   r,
		frontier: kg.Frontier{Relations: q.relations(m), Direction: kg.Both, On: q.On},
		directed: q.Directed,
		avoid:    make(map[int64]bool, len(q.Avoid)),
		budget:   cmp.Or(q.Budget, DefaultBudget),
		index:    map[int64]int32{},
		lists:    make([]adjacency, 1),
	}
	for _, number := range q.Avoid {
		g.avoid[number] = true
	}
	g.seed(source, q.From)
	g.seed(target, q.To)
	if len(q.ToKinds) > 0 {
		g.kinds = q.targetKinds(m)
	}
	return g
}

// seed makes the nodes the middle of an end's ball.
func (g *graph) seed(e end, numbers []int64) {
	for _, number := range slices.Sorted(slices.Values(numbers)) {
		if g.avoid[number] {
			continue
		}
		v := g.intern(number, UnknownKind)
		if g.nodes[v].dist[e] == unknown {
			g.nodes[v].dist[e] = 0
			g.balls[e].rim = append(g.balls[e].rim, v)
		}
	}
}

// intern returns the place of a node, which gets one when it is new.
func (g *graph) intern(number int64, kind int) int32 {
	v, ok := g.index[number]
	if !ok {
		v = int32(len(g.nodes))
		g.index[number] = v
		g.nodes = append(g.nodes, node{number: number, kind: UnknownKind, dist: [2]int8{unknown, unknown}})
	}
	if n := &g.nodes[v]; n.kind == UnknownKind && kind != UnknownKind {
		n.kind = int32(kind)
		if g.kinds != nil && g.kinds[kind] {
			n.dist[target] = 0
		}
	}
	return v
}

// missing returns the nodes of an end's rim whose neighbours are not known.
func (g *graph) missing(e end) []int32 {
	var nodes []int32
	for _, v := range g.balls[e].rim {
		if !g.lists[g.nodes[v].list[e]].whole {
			nodes = append(nodes, v)
		}
	}
	return nodes
}

// grow adds a layer to an end's ball. It reports false when the budget does
// not suffice.
func (g *graph) grow(ctx context.Context, e end) (bool, error) {
	if missing := g.missing(e); len(missing) > 0 {
		if ok, err := g.fetch(ctx, e, missing); !ok || err != nil {
			return false, err
		}
	}
	b := &g.balls[e]
	var rim, unsorted []int32
	for _, v := range b.rim {
		for _, w := range g.lists[g.nodes[v].list[e]].links {
			n := &g.nodes[w]
			g.met = g.met || n.dist[1-e] != unknown
			if n.dist[e] == unknown {
				n.dist[e] = int8(b.radius + 1)
				rim = append(rim, w)
			}
			if e == target && g.follow(w, v) {
				unsorted = append(unsorted, w)
			}
		}
	}
	for _, w := range unsorted {
		g.sort(g.lists[g.nodes[w].list[source]].links)
	}
	g.sort(rim)
	b.radius, b.rim = b.radius+1, rim
	return true, nil
}

// follow notes that v follows w, unless all that follows w is known. It reports
// whether that put the list out of order.
func (g *graph) follow(w, v int32) bool {
	n := &g.nodes[w]
	if n.list[source] == 0 {
		n.list[source] = int32(len(g.lists))
		g.lists = append(g.lists, adjacency{})
	}
	list := &g.lists[n.list[source]]
	if list.whole {
		return false
	}
	last := len(list.links) - 1
	list.links = append(list.links, v)
	return last >= 0 && g.nodes[list.links[last]].number > g.nodes[v].number
}

func (g *graph) sort(nodes []int32) {
	slices.SortFunc(nodes, func(v, w int32) int { return cmp.Compare(g.nodes[v].number, g.nodes[w].number) })
}

// fetch asks for the edges at nodes, which have none yet. It reports false when
// the budget does not suffice.
func (g *graph) fetch(ctx context.Context, e end, nodes []int32) (bool, error) {
	left := g.budget - g.visited
	// A node that was found by an edge has at least that one, seen from either
	// side, so that some calls are known to fail beforehand.
	if left == 0 || !g.directed && g.balls[e].radius > 0 && len(nodes) > left {
		return false, nil
	}
	if err := given(ctx); err != nil {
		return false, err
	}
	f := g.frontier
	f.Limit = left
	f.Nodes = make([]int64, len(nodes))
	for i, v := range nodes {
		f.Nodes[i] = g.nodes[v].number
	}
	if g.directed {
		f.Direction = [2]kg.Direction{kg.Out, kg.In}[e]
	}
	found, err := g.reader.Expand(ctx, &f)
	if err != nil {
		return false, err
	}
	g.visited += len(found.Edges)
	if found.Truncated {
		return false, nil
	}
	links := make([]int32, 0, len(found.Edges))
	for i, v := range nodes {
		edges, first := found.Edges[found.Offsets[i]:found.Offsets[i+1]], len(links)
		links = g.link(links, f.Nodes[i], edges)
		g.keep(e, v, adjacency{links: links[first:len(links):len(links)], edges: edges, whole: true})
	}
	return true, nil
}

// link appends the nodes that edges lead to from a node.
func (g *graph) link(links []int32, from int64, edges []kg.Neighbour) []int32 {
	for i := range edges {
		n := &edges[i]
		parallel := i > 0 && edges[i-1].Node == n.Node
		if !parallel && n.Node != from && !g.avoid[n.Node] {
			links = append(links, g.intern(n.Node, n.Kind))
		}
	}
	return links
}

// keep sets what was fetched for a node.
func (g *graph) keep(e end, v int32, list adjacency) {
	at := int32(len(g.lists))
	g.lists = append(g.lists, list)
	g.nodes[v].list[e] = at
	if !g.directed {
		g.nodes[v].list[1-e] = at
	}
}

// given reports that the caller has gone or its time is up.
func given(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: "paths", Cause: err,
			Reason: "the search was given up before it ended; ask for fewer hops, ends or relations"}
	}
	return nil
}
