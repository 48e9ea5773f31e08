package seed

import (
	"testing"

	"innograph/kg"
	"innograph/model"
)

// profiles are what tests run on.
var profiles = []Profile{Full, Small}

// A graph is a changeset with ways to find things in it.
type graph struct {
	*kg.Changeset
	nodes map[kg.ID]*kg.NodeChange
	out   map[kg.ID][]*kg.EdgeChange
	in    map[kg.ID][]*kg.EdgeChange
	kinds map[string][]*kg.NodeChange
}

// made are the graphs that tests share.
var made = map[Profile]*graph{}

// generate returns the hub of a profile, made once. Tests must not change it.
func generate(t testing.TB, p Profile) *graph {
	t.Helper()
	if made[p] == nil {
		made[p] = index(t, changeset(t, p))
	}
	return made[p]
}

// changeset makes a hub anew.
func changeset(t testing.TB, p Profile) *kg.Changeset {
	t.Helper()
	cs, err := Generate(p)
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

func index(t testing.TB, cs *kg.Changeset) *graph {
	t.Helper()
	g := &graph{Changeset: cs, nodes: map[kg.ID]*kg.NodeChange{}, out: map[kg.ID][]*kg.EdgeChange{},
		in: map[kg.ID][]*kg.EdgeChange{}, kinds: map[string][]*kg.NodeChange{}}
	for i := range cs.Nodes {
		n := &cs.Nodes[i]
		if g.nodes[n.ID] != nil {
			t.Fatalf("%s is there twice", n.ID)
		}
		g.nodes[n.ID] = n
		g.kinds[n.Kind] = append(g.kinds[n.Kind], n)
	}
	for i := range cs.Edges {
		e := &cs.Edges[i]
		if g.nodes[e.From] == nil || g.nodes[e.To] == nil {
			t.Fatalf("%s from %s to %s: an end is missing", e.Relation, e.From, e.To)
		}
		g.out[e.From] = append(g.out[e.From], e)
		g.in[e.To] = append(g.in[e.To], e)
	}
	return g
}

// public tells whether anybody sees a node.
func public(n *kg.NodeChange) bool { return visibilityOf(n) == kg.Public }

// visibilityOf returns who may see a node.
func visibilityOf(n *kg.NodeChange) kg.Visibility {
	if n.Visibility == nil {
		return kg.Public
	}
	return *n.Visibility
}

// count counts the nodes of a kind that anybody sees and that fit.
func (g *graph) count(kind string, fits func(n *kg.NodeChange) bool) int {
	count := 0
	for _, n := range g.kinds[kind] {
		if public(n) && (fits == nil || fits(n)) {
			count++
		}
	}
	return count
}

// to returns the far ends of a node's edges of a relation.
func (g *graph) to(id kg.ID, relation string) []*kg.NodeChange {
	var list []*kg.NodeChange
	for _, e := range g.out[id] {
		if e.Relation == relation {
			list = append(list, g.nodes[e.To])
		}
	}
	return list
}

// linked tells whether a relation joins two nodes, either way.
func (g *graph) linked(a, b kg.ID, relation string) bool {
	for _, e := range g.out[a] {
		if e.Relation == relation && e.To == b {
			return true
		}
	}
	for _, e := range g.in[a] {
		if e.Relation == relation && e.From == b {
			return true
		}
	}
	return false
}

func symbol(n *kg.NodeChange, property string) string { return n.Properties[property].Text() }

// is returns a condition on an enum or a text.
func is(property, want string) func(*kg.NodeChange) bool {
	return func(n *kg.NodeChange) bool { return symbol(n, property) == want }
}

// contains tells whether a list holds a symbol.
func contains(n *kg.NodeChange, property, want string) bool {
	for _, v := range n.Properties[property].List() {
		if v.Text() == want {
			return true
		}
	}
	return false
}

// fieldOf returns the code of the broad field of something.
func (g *graph) fieldOf(id kg.ID) string {
	for _, c := range g.to(id, model.RelHasField) {
		for _, broad := range g.to(c.ID, model.RelBroader) {
			return symbol(broad, model.PropNotation)
		}
	}
	return ""
}
