package paths_test

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"innograph/kg"
	"innograph/kg/paths"
)

// world is a graph in plain lists, and a reader that can expand alone.
type world struct {
	kg.Reader // nil: any other method ends the test

	t     testing.TB
	model *kg.Model
	kinds map[int64]int
	edges []edge

	at        map[int64][]int // node → its edges; built when first needed
	calls     int
	fetched   map[asked]bool
	lastLimit int
	onExpand  func()
}

type edge struct {
	number   int64
	relation int
	from, to int64
	since    kg.Value // of a dated relation
	until    kg.Value
}

type asked struct {
	node      int64
	direction kg.Direction
}

// Expand also checks what every search promises: no node is asked for twice.
func (w *world) Expand(_ context.Context, f *kg.Frontier) (*kg.Adjacency, error) {
	w.calls++
	w.lastLimit = f.Limit
	if w.onExpand != nil {
		w.onExpand()
	}
	if w.fetched == nil {
		w.fetched = map[asked]bool{}
	}
	found := &kg.Adjacency{Offsets: []int{0}}
	for _, node := range f.Nodes {
		if key := (asked{node, f.Direction}); w.fetched[key] {
			w.t.Fatalf("node %d is asked for twice", node)
		} else {
			w.fetched[key] = true
		}
		for _, n := range w.neighbours(node, f.Relations, f.Direction, f.On) {
			if f.Limit > 0 && len(found.Edges) == f.Limit {
				found.Truncated = true
				break
			}
			found.Edges = append(found.Edges, n)
		}
		found.Offsets = append(found.Offsets, len(found.Edges))
	}
	return found, nil
}

func (w *world) neighbours(node int64, relations []string, d kg.Direction, on string) []kg.Neighbour {
	if w.at == nil {
		w.at = map[int64][]int{}
		for i, e := range w.edges {
			w.at[e.from] = append(w.at[e.from], i)
			if e.to != e.from {
				w.at[e.to] = append(w.at[e.to], i)
			}
		}
	}
	var found []kg.Neighbour
	for _, i := range w.at[node] {
		e := &w.edges[i]
		r := &w.model.Relations[e.relation]
		if len(relations) > 0 && !slices.Contains(relations, r.Name) || on != "" && r.Dated && !kg.HoldsOn(e.since, e.until, on) {
			continue
		}
		n := kg.Neighbour{Node: e.to, Edge: e.number, Relation: e.relation, Out: true}
		if e.from != node || e.from == e.to && d == kg.In {
			n.Node, n.Out = e.from, false
		}
		if d == kg.Out && !n.Out || d == kg.In && n.Out {
			continue
		}
		n.Kind = w.kinds[n.Node]
		found = append(found, n)
	}
	slices.SortFunc(found, func(a, b kg.Neighbour) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Edge, b.Edge))
	})
	return found
}

// brute lists all simple paths and sorts them.
func (w *world) brute(q paths.Request) []paths.Path {
	relations := q.Relations
	if len(relations) == 0 {
		for _, r := range w.model.Relations {
			if !r.Class {
				relations = append(relations, r.Name)
			}
		}
	}
	direction := kg.Both
	if q.Directed {
		direction = kg.Out
	}
	var kinds []string
	for _, name := range q.ToKinds {
		kinds = append(kinds, w.model.Members(name)...)
	}
	var all []paths.Path
	var extend func(p paths.Path)
	extend = func(p paths.Path) {
		last := p.Nodes[len(p.Nodes)-1]
		hops := len(p.Steps)
		if hops > 0 && (slices.Contains(q.To, last) || slices.Contains(kinds, w.model.Kinds[w.kinds[last]].Name)) {
			all = append(all, paths.Path{Nodes: slices.Clone(p.Nodes), Steps: slices.Clone(p.Steps)})
		}
		if hops == q.MaxHops {
			return
		}
		steps := w.neighbours(last, relations, direction, q.On)
		for len(steps) > 0 {
			next := steps[0].Node
			end := slices.IndexFunc(steps, func(n kg.Neighbour) bool { return n.Node != next })
			if end < 0 {
				end = len(steps)
			}
			step := slices.Clone(steps[:end])
			steps = steps[end:]
			if slices.Contains(p.Nodes, next) || slices.Contains(q.Avoid, next) {
				continue
			}
			if slices.Contains(q.To, next) {
				for i := range step {
					step[i].Kind = paths.UnknownKind
				}
			}
			extend(paths.Path{Nodes: append(slices.Clone(p.Nodes), next), Steps: append(slices.Clone(p.Steps), step)})
		}
	}
	for _, from := range slices.Compact(slices.Sorted(slices.Values(q.From))) {
		if !slices.Contains(q.Avoid, from) {
			extend(paths.Path{Nodes: []int64{from}})
		}
	}
	slices.SortFunc(all, func(a, b paths.Path) int {
		return cmp.Or(cmp.Compare(len(a.Nodes), len(b.Nodes)), slices.Compare(a.Nodes, b.Nodes))
	})
	return all
}

func equal(a, b []paths.Path) bool {
	return slices.EqualFunc(a, b, func(p, q paths.Path) bool {
		return slices.Equal(p.Nodes, q.Nodes) && slices.EqualFunc(p.Steps, q.Steps, slices.Equal)
	})
}

// reset forgets what was asked for, before another search.
func (w *world) reset() { w.calls, w.fetched = 0, nil }

// people and places: an ordinary relation, one with dates, one from a role to
// itself, and a classification.
func model(t testing.TB) *kg.Model {
	dates := []kg.Property{{Name: "from", Type: kg.TypeDate}, {Name: "to", Type: kg.TypeDate}}
	all := []string{"Person", "Institution", "Region"}
	m, err := kg.NewModel(
		[]kg.Kind{{Name: "Person"}, {Name: "Institution"}, {Name: "Region"}},
		[]kg.Role{{Name: "Party", Kinds: all[:2]}}, nil,
		[]kg.Relation{
			{Name: "KNOWS", From: all, To: all},
			{Name: "STAYED_AT", From: all, To: all, Dated: true, Properties: dates, Key: []string{"from"}},
			{Name: "PART_OF", From: all, To: all},
			{Name: "LOCATED_IN", From: all, To: all, Class: true},
		})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
