package paths_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"innograph/kg"
	"innograph/kg/paths"
)

// Graphs on which listing all walks, or all simple paths, would not end.

func emptyFlat(nodes int) flat { return flat{at: make([][]kg.Neighbour, nodes+1)} }

// quick searches a large graph within a deadline far above what it takes.
func quick(t *testing.T, r kg.Reader, q paths.Request) *paths.Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	start := time.Now()
	answer, err := paths.Search(ctx, r, model(t), q)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d paths, %d of %d edges, %v", len(answer.Paths), answer.EdgesVisited, answer.Budget, time.Since(start))
	return answer
}

// Two hubs of 10,000 edges that share their neighbours, which are linked with
// each other: paths of two hops abound, and all layers are wide.
func TestHubs(t *testing.T) {
	const leaves = 10_000
	r := emptyFlat(leaves + 2)
	for n := int64(3); n < leaves+2; n++ {
		r.link(3*n, 1, n)
		r.link(3*n+1, 2, n)
		r.link(3*n+2, n, n%leaves+3)
	}
	r.sort()
	answer := quick(t, r, paths.Request{From: []int64{1}, To: []int64{2}, MaxHops: 6, K: 10})
	if len(answer.Paths) != 10 || answer.Truncated || !slices.Equal(answer.Paths[9].Nodes, []int64{1, 12, 2}) {
		t.Errorf("found %+v", answer)
	}
}

// gateway returns 1–2–3, with a dense bipartite graph behind 1.
func gateway() flat {
	const side = 200
	r := emptyFlat(2*side + 3)
	edge := int64(0)
	link := func(from, to int64) { edge++; r.link(edge, from, to) }
	link(1, 2)
	link(2, 3)
	for a := int64(4); a < side+4; a++ {
		link(1, a)
		for b := int64(side + 4); b < 2*side+4; b++ {
			link(a, b)
		}
	}
	return r.sort()
}

// From the dense graph walks come back through the gateway, but no path does.
func TestGateway(t *testing.T) {
	for from, want := range map[int64]int{1: 1, 4: 10} {
		answer := quick(t, gateway(), paths.Request{From: []int64{from}, To: []int64{3}, MaxHops: 6, K: 10})
		if len(answer.Paths) != want || answer.Truncated {
			t.Errorf("from %d: found %+v", from, answer)
		}
	}
}

// patience is a context that ends after being asked some times.
type patience struct {
	context.Context
	left int
}

func (p *patience) Err() error {
	if p.left--; p.left < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// The deadline holds between two calls of the store, too.
func TestDeadlineWhileListing(t *testing.T) {
	q := paths.Request{From: []int64{4}, To: []int64{3}, MaxHops: 6, K: 10}
	ctx := &patience{Context: context.Background(), left: q.MaxHops} // one for each call
	_, err := paths.Search(ctx, gateway(), model(t), q)
	if !errors.Is(err, kg.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("found %v", err)
	}
}

// A hub beyond the budget: what is nearer is found, and the answer says that
// there may be more.
func TestHubBeyondBudget(t *testing.T) {
	r := emptyFlat(100_003)
	r.link(1, 1, 3) // 1–3–2, and everything else behind 3
	r.link(2, 3, 2)
	for n := int64(4); n <= 100_003; n++ {
		r.link(n, 3, n)
	}
	r.sort()
	answer := quick(t, r, paths.Request{From: []int64{1}, To: []int64{2}, MaxHops: 6, K: 2, Budget: 50_000})
	if len(answer.Paths) != 1 || !answer.Truncated || answer.EdgesVisited > 50_000 {
		t.Errorf("found %+v", answer)
	}
}

// Every node is linked with every other, so that the first ten of billions of
// paths must be taken in order, and the deepest layer holds all edges.
func TestDense(t *testing.T) {
	const nodes = 400
	r := emptyFlat(nodes)
	for a := int64(1); a <= nodes; a++ {
		for b := a + 1; b <= nodes; b++ {
			if a+b != nodes+1 || a != 1 { // the ends are not neighbours
				r.link(a*nodes+b, a, b)
			}
		}
	}
	r.sort()
	answer := quick(t, r, paths.Request{From: []int64{1}, To: []int64{nodes}, MaxHops: 6, K: 10})
	if len(answer.Paths) != 10 || !slices.Equal(answer.Paths[9].Nodes, []int64{1, 11, nodes}) {
		t.Errorf("found %+v", answer)
	}
}
