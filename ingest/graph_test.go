package ingest_test

import (
	"context"
	"slices"
	"testing"

	"innograph/kg"
)

// A graph holds what a store has in maps, for questions of tests.
type graph struct {
	nodes map[kg.ID]*kg.Node
	ids   map[kg.Identifier]*kg.Node
	out   map[link][]*kg.Edge
	in    map[link][]*kg.Edge
}

type link struct {
	node     kg.ID
	relation string
}

func graphOf(t *testing.T, s kg.Store) *graph {
	t.Helper()
	g := &graph{nodes: map[kg.ID]*kg.Node{}, ids: map[kg.Identifier]*kg.Node{}, out: map[link][]*kg.Edge{}, in: map[link][]*kg.Edge{}}
	err := s.Reader(kg.System).Scan(context.Background(), kg.ScanMark{}, func(r kg.Record) error {
		if n := r.Node; n != nil {
			g.nodes[n.ID] = n
			for _, id := range n.Identifiers {
				g.ids[id] = n
			}
			return nil
		}
		e := r.Edge
		g.out[link{e.From, e.Relation}] = append(g.out[link{e.From, e.Relation}], e)
		g.in[link{e.To, e.Relation}] = append(g.in[link{e.To, e.Relation}], e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// by returns the node of an identifier.
func (g *graph) by(t *testing.T, scheme, value string) *kg.Node {
	t.Helper()
	n := g.ids[kg.Identifier{Scheme: scheme, Value: value}]
	if n == nil {
		t.Fatalf("no node has %s %s", scheme, value)
	}
	return n
}

// to returns the nodes that edges of relations lead to, and from those they
// come from.
func (g *graph) to(n *kg.Node, relations ...string) []*kg.Node {
	var all []*kg.Node
	for _, r := range relations {
		for _, e := range g.out[link{n.ID, r}] {
			all = append(all, g.nodes[e.To])
		}
	}
	return all
}

func (g *graph) from(n *kg.Node, relations ...string) []*kg.Node {
	var all []*kg.Node
	for _, r := range relations {
		for _, e := range g.in[link{n.ID, r}] {
			all = append(all, g.nodes[e.From])
		}
	}
	return all
}

// count returns how many nodes of a kind satisfy a condition.
func (g *graph) count(kind string, holds func(*kg.Node) bool) int {
	count := 0
	for _, n := range g.nodes {
		if n.Kind == kind && holds(n) {
			count++
		}
	}
	return count
}

// common counts the nodes two lists share.
func common(a, b []*kg.Node) int {
	count := 0
	for _, n := range a {
		if slices.Contains(b, n) {
			count++
		}
	}
	return count
}

func named(n *kg.Node, property, language string) string {
	s, _ := n.Properties[property].In(language)
	return s
}
