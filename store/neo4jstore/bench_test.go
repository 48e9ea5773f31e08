package neo4jstore

import (
	"context"
	"testing"

	"innograph/kg"
)

// benchCrowd has one project of 10,000 edges.
var benchCrowd = crowd{people: 20000, institutions: 5000, projects: 5000, affiliations: 100000, participations: 100000, hub: 10000}

// BenchmarkExpand measures frontiers within their limit, and one that a limit cuts.
func BenchmarkExpand(b *testing.B) {
	s := benchCrowd.load(b)
	first := int64(benchCrowd.people + 1) // of the institutions
	hub := first + int64(benchCrowd.institutions)
	var many []int64
	for i := range int64(1000) {
		many = append(many, first+i)
	}
	for _, c := range []struct {
		name     string
		frontier kg.Frontier
	}{
		{"one node", kg.Frontier{Nodes: many[:1], Limit: 50000}},
		{"1000 nodes", kg.Frontier{Nodes: many, Limit: 50000}},
		{"1000 nodes without limit", kg.Frontier{Nodes: many}},
		{"a hub", kg.Frontier{Nodes: []int64{hub}, Limit: 50000}},
		{"a hub and 1000 nodes cut at 100", kg.Frontier{Nodes: append([]int64{hub}, many...), Limit: 100}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.frontier.Direction = kg.Both
			edges := 0
			for b.Loop() {
				found, err := s.reader(kg.Member).Expand(context.Background(), &c.frontier)
				if err != nil {
					b.Fatal(err)
				}
				edges = len(found.Edges)
			}
			b.ReportMetric(float64(edges), "edges")
		})
	}
}
