// Package plain answers the schema of the tests the way a reader would expect
// it: Go types over maps and slices, one method for each field with arguments.
// It shares nothing with the engine but kg's values, order and cursors.
package plain

import (
	"cmp"
	"context"
	"slices"

	"innograph/kg"
)

// A World is what one viewer sees of a store.
type World struct {
	model  *kg.Model
	nodes  []*kg.Node           // by number
	edges  map[kg.ID][]*kg.Edge // at each node, by number
	byID   map[kg.ID]*kg.Node
	byName map[kg.Identifier]*kg.Node
}

// Read takes all that a reader sees.
func Read(ctx context.Context, m *kg.Model, r kg.Reader) (*World, error) {
	w := &World{model: m, byID: map[kg.ID]*kg.Node{}, byName: map[kg.Identifier]*kg.Node{}, edges: map[kg.ID][]*kg.Edge{}}
	err := r.Scan(ctx, kg.ScanMark{}, func(r kg.Record) error {
		if e := r.Edge; e != nil {
			w.edges[e.From] = append(w.edges[e.From], e)
			if e.To != e.From {
				w.edges[e.To] = append(w.edges[e.To], e)
			}
			return nil
		}
		w.nodes = append(w.nodes, r.Node)
		w.byID[r.Node.ID] = r.Node
		for _, id := range r.Node.Identifiers {
			w.byName[id] = r.Node
		}
		return nil
	})
	return w, err
}

// A step is an edge as seen from one of its ends, and the node at the other.
type step struct {
	edge *kg.Edge
	out  bool
	node *kg.Node
}

// steps returns the edges of a relation (any for "") at a node, one way or both.
func (w *World) steps(n *kg.Node, relation string, d kg.Direction, on string) []step {
	var found []step
	for _, e := range w.edges[n.ID] {
		if relation != "" && e.Relation != relation || !w.holds(e, on) {
			continue
		}
		switch {
		case e.From == n.ID && d != kg.In:
			found = append(found, step{e, true, w.byID[e.To]})
		case e.To == n.ID && d != kg.Out:
			found = append(found, step{e, false, w.byID[e.From]})
		}
	}
	return found
}

// holds reports whether an edge holds on a day, by the days as they are written
// out in full.
func (w *World) holds(e *kg.Edge, on string) bool {
	if on == "" || !w.model.Relation(e.Relation).Dated {
		return true
	}
	begin, end := e.Properties["from"].Text(), e.Properties["to"].Text()
	first := func(s string) string { return (s + "-01-01")[:10] }
	return (begin == "" || first(begin) <= on) && (end == "" || on < first(end))
}

// wrap returns a node as the type of its kind; on is the day that holds below.
func (w *World) wrap(n *kg.Node, on string) Node {
	r := Record{world: w, node: n, on: on}
	switch n.Kind {
	case "Person":
		return Person{r}
	case "Institution":
		return Institution{Organ{r}}
	case "Company":
		return Company{Organ{r}}
	default:
		return Project{r}
	}
}

// as returns a node as an interface or type that its kind is known to have.
func as[N any](n Node) N { return n.(any).(N) }

func byNumber(a, b step) int {
	return cmp.Or(cmp.Compare(a.node.Number, b.node.Number), cmp.Compare(a.edge.Number, b.edge.Number))
}

// kinds are those of a name: of a role, the union, or itself.
func kinds(name string) []string {
	switch name {
	case "Organisation":
		return []string{"Institution", "Company"}
	case "Backer":
		return []string{"Person", "Institution", "Company"}
	case "Node":
		return []string{"Person", "Institution", "Company", "Project"}
	default:
		return []string{name}
	}
}

func isOne(n *kg.Node, of string) bool { return slices.Contains(kinds(of), n.Kind) }
