package paths

import (
	"context"

	"innograph/kg"
)

// Search answers a request with what the reader sees. It fails with
// kg.ErrInvalid on a request out of bounds, with kg.ErrUnavailable when ctx
// ends, and as Reader.Expand does.
func Search(ctx context.Context, r kg.Reader, m *kg.Model, req Request) (*Answer, error) {
	if err := req.check(m); err != nil {
		return nil, err
	}
	g := newGraph(r, m, &req)
	answer := &Answer{Budget: g.budget}
	if len(g.frontier.Relations) == 0 { // to a store that would mean all
		return answer, nil
	}
	l := newListing(g, req.K)
	for hops := 1; hops <= req.MaxHops && !l.full(); hops++ {
		ok, err := g.grow(ctx, g.cheaper())
		if err != nil {
			return nil, err
		}
		if !ok {
			answer.Truncated = true
			break
		}
		if err := l.list(ctx, hops); err != nil {
			return nil, err
		}
	}
	answer.EdgesVisited = g.visited
	for _, nodes := range l.found {
		answer.Paths = append(answer.Paths, g.path(nodes))
	}
	return answer, nil
}

// cheaper returns the end to grow next: that with fewer nodes to ask for, and of
// two alike that with the smaller ball.
func (g *graph) cheaper() end {
	if g.kinds != nil {
		return source
	}
	from, to := len(g.missing(source)), len(g.missing(target))
	if to < from || to == from && g.balls[target].radius < g.balls[source].radius {
		return target
	}
	return source
}
