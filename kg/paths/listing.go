package paths

import (
	"cmp"
	"context"
	"slices"
)

// listing takes out the paths of a graph in order, one length after the other.
type listing struct {
	graph *graph
	k     int
	found [][]int32
	cells []*cell

	hops    int    // the present length
	current uint32 // the cell being searched, counted from 1
	path    []int32
	links   int // looked at since the caller was last seen
	ctx     context.Context
	err     error
}

// cell is a set of paths: those that begin with prefix, go on, and do so to
// none of the nodes in except. All of them have at least the present length.
type cell struct {
	prefix, except []int32
	best           []int32 // the first path of the present length, if there is one
}

// newListing starts with one cell for each From node.
func newListing(g *graph, k int) *listing {
	l := &listing{graph: g, k: k}
	for _, v := range g.balls[source].rim {
		l.cells = append(l.cells, &cell{prefix: []int32{v}})
	}
	return l
}

func (l *listing) full() bool { return len(l.found) == l.k }

// list takes out the paths of that many edges, all of which must be known.
// Shorter ones have been taken out before.
func (l *listing) list(ctx context.Context, hops int) error {
	if !l.graph.met {
		return nil
	}
	l.ctx, l.hops = ctx, hops
	for _, c := range l.cells {
		l.search(c)
	}
	for !l.full() && l.err == nil {
		best := l.next()
		if best == nil {
			break
		}
		l.found = append(l.found, best.best)
		l.split(best)
	}
	return l.err
}

// next returns the cell with the first path, or nil when no cell has one.
func (l *listing) next() *cell {
	var first *cell
	for _, c := range l.cells {
		if c.best != nil && (first == nil || l.compare(c.best, first.best) < 0) {
			first = c
		}
	}
	return first
}

func (l *listing) compare(a, b []int32) int {
	nodes := l.graph.nodes
	return slices.CompareFunc(a, b, func(v, w int32) int { return cmp.Compare(nodes[v].number, nodes[w].number) })
}

// split takes the best path out of a cell. What is left are the paths that
// leave it at its prefix's end, which stay in the cell, those that leave it
// later, and those that go on from its end.
func (l *listing) split(c *cell) {
	path, at := c.best, len(c.prefix)
	c.except, c.best = append(c.except, path[at]), nil
	l.search(c)
	for at++; at < len(path); at++ {
		rest := &cell{prefix: path[:at:at], except: []int32{path[at]}}
		l.cells = append(l.cells, rest)
		l.search(rest)
	}
	l.cells = append(l.cells, &cell{prefix: path})
}

// search sets the best path of a cell.
func (l *listing) search(c *cell) {
	l.current++
	for _, v := range c.prefix {
		l.graph.nodes[v].prefix = l.current
	}
	l.path = append(l.path[:0], c.prefix...)
	left := l.hops + 1 - len(c.prefix)
	if left > 0 && l.walk(c.prefix[len(c.prefix)-1], left, c.except) {
		c.best = slices.Clone(l.path)
	}
}

// walk extends the path from v, its last node, by the first walk of left edges
// to a target that avoids the cell's prefix and does not begin with except.
func (l *listing) walk(v int32, left int, except []int32) bool {
	g := l.graph
	bit := uint8(1) << (left - 1)
	links := g.lists[g.nodes[v].list[source]].links
	if l.given(len(links)) {
		return false
	}
	for _, w := range links {
		n := &g.nodes[w]
		if n.prefix == l.current || n.cell == l.current && n.dead&bit != 0 ||
			!l.reaches(w, left-1) || slices.Contains(except, w) {
			continue
		}
		l.path = append(l.path, w)
		if left == 1 || l.walk(w, left-1, nil) {
			return true
		}
		l.path = l.path[:len(l.path)-1]
		if n.cell != l.current {
			n.cell, n.dead = l.current, 0
		}
		n.dead |= bit
	}
	return false
}

// reaches tells whether a walk of left edges leads from v to a target, whatever
// it meets. It is asked at the end of a walk of hops-left edges, where all edges
// to go on with are known, and so the answer is kept for all lengths to come.
func (l *listing) reaches(v int32, left int) bool {
	g := l.graph
	n := &g.nodes[v]
	d := int(n.dist[target])
	bit := uint8(1) << left
	switch {
	case left == 0:
		return d == 0
	case d > left || d == unknown && left <= g.balls[target].radius, n.cannot&bit != 0:
		return false
	case n.can&bit != 0:
		return true
	}
	links := g.lists[n.list[source]].links
	if l.given(len(links)) {
		return false
	}
	for _, w := range links {
		if l.reaches(w, left-1) {
			n.can |= bit
			return true
		}
	}
	n.cannot |= bit
	return false
}

// given tells whether the caller has gone, which it looks up once in many links.
func (l *listing) given(links int) bool {
	const often = 1 << 14
	if l.links += links; l.links >= often && l.err == nil {
		l.links, l.err = 0, given(l.ctx)
	}
	return l.err != nil
}
