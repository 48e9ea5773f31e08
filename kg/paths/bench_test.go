package paths_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"innograph/kg"
	"innograph/kg/paths"
)

// flat is a reader over sorted adjacency in memory, for graphs of size.
type flat struct {
	kg.Reader
	at [][]kg.Neighbour // by node number
}

func (r flat) Expand(_ context.Context, f *kg.Frontier) (*kg.Adjacency, error) {
	found := &kg.Adjacency{Offsets: make([]int, 1, len(f.Nodes)+1)}
	for _, node := range f.Nodes {
		edges := r.at[node]
		if left := f.Limit - len(found.Edges); len(edges) > left {
			edges, found.Truncated = edges[:left], true
		}
		found.Edges = append(found.Edges, edges...)
		found.Offsets = append(found.Offsets, len(found.Edges))
	}
	return found, nil
}

func (r flat) link(edge, from, to int64) {
	r.at[from] = append(r.at[from], kg.Neighbour{Node: to, Edge: edge, Out: true})
	r.at[to] = append(r.at[to], kg.Neighbour{Node: from, Edge: edge})
}

func (r flat) sort() flat {
	for _, edges := range r.at {
		slices.SortFunc(edges, func(a, b kg.Neighbour) int {
			return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Edge, b.Edge))
		})
	}
	return r
}

// powerLaw returns a graph whose degrees follow a power law of exponent 2.5.
func powerLaw(nodes, edges int) flat {
	random := rand.New(rand.NewPCG(1, 2))
	r := flat{at: make([][]kg.Neighbour, nodes+1)}
	weights := make([]float64, nodes+1)
	for n := 1; n <= nodes; n++ {
		weights[n] = weights[n-1] + math.Pow(float64(n), -1/1.5)
	}
	place := random.Perm(nodes) // so that a number does not tell the degree
	pick := func() int64 {
		n, _ := slices.BinarySearch(weights, random.Float64()*weights[nodes])
		return int64(place[max(n, 1)-1] + 1)
	}
	for e := range edges {
		if from, to := pick(), pick(); from != to {
			r.link(int64(e+1), from, to)
		}
	}
	return r.sort()
}

func BenchmarkPowerLaw(b *testing.B) {
	const nodes, edges, pairs = 20_000, 60_000, 200
	r := powerLaw(nodes, edges)
	m := model(b)
	random := rand.New(rand.NewPCG(3, 4))
	requests := make([]paths.Request, pairs)
	for i := range requests {
		for _, end := range []*[]int64{&requests[i].From, &requests[i].To} {
			for len(*end) == 0 {
				if n := random.Int64N(nodes) + 1; len(r.at[n]) > 0 {
					*end = []int64{n}
				}
			}
		}
	}
	for _, hops := range []int{4, 6} {
		b.Run(fmt.Sprintf("hops=%d", hops), func(b *testing.B) {
			var took []time.Duration
			var visited []int
			var cut, found int
			for b.Loop() {
				took, visited, cut, found = nil, nil, 0, 0
				for _, q := range requests {
					q.MaxHops, q.K = hops, paths.MaxPaths
					start := time.Now()
					answer, err := paths.Search(context.Background(), r, m, q)
					if err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(start))
					visited = append(visited, answer.EdgesVisited)
					found += len(answer.Paths)
					if answer.Truncated {
						cut++
					}
				}
			}
			slices.Sort(took)
			slices.Sort(visited)
			b.ReportMetric(float64(took[pairs/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[pairs*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(visited[pairs/2]), "p50-edges")
			b.ReportMetric(float64(visited[pairs*99/100]), "p99-edges")
			b.ReportMetric(float64(found)/pairs, "paths/op")
			b.ReportMetric(float64(cut), "cut")
		})
	}
}
