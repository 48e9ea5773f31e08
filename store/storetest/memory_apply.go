package storetest

import (
	"fmt"
	"slices"
	"time"

	"innograph/kg"
)

// work is one changeset under way. Every step leaves an undo behind, taken in
// reverse when a later one fails.
type work struct {
	*graph
	at     time.Time
	counts kg.Counts
	items  [3][]logItem       // deletions, nodes, edges
	before map[kg.ID]*kg.Node // nodes changed so far as they were; nil: new
	was    map[kg.ID][]guard  // of what may be deleted
	undo   []func()
}

// apply carries out a changeset whole or not at all.
func apply(g *graph, cs *kg.Changeset) (kg.Counts, error) {
	w := &work{graph: g, at: cs.At, before: map[kg.ID]*kg.Node{}, was: map[kg.ID][]guard{}}
	if w.at.IsZero() {
		w.at = time.Now()
	}
	w.at = w.at.UTC().Truncate(time.Microsecond)
	lastNode, lastEdge := g.lastNode, g.lastEdge
	if err := w.run(cs); err != nil {
		for _, undo := range slices.Backward(w.undo) {
			undo()
		}
		g.lastNode, g.lastEdge = lastNode, lastEdge
		return kg.Counts{}, err
	}
	if w.counts.Changed() {
		w.record(cs)
	}
	return w.counts, nil
}

func (w *work) run(cs *kg.Changeset) error {
	if err := w.expect(cs.Expect); err != nil {
		return err
	}
	if err := w.distinct(cs); err != nil {
		return err
	}
	w.guardLosses(cs)
	for _, id := range cs.DeleteEdges {
		if e := w.edgeByID(id); e != nil {
			w.deleteEdge(e)
		}
	}
	for _, id := range cs.DeleteNodes {
		if n := w.nodeByID(id); n != nil {
			w.deleteNode(n)
		}
	}
	if err := w.applyNodes(cs.Nodes); err != nil {
		return err
	}
	for i := range cs.Edges {
		if err := w.applyEdge(&cs.Edges[i]); err != nil {
			return err
		}
	}
	return w.checkMaxima(cs.Edges)
}

func (w *work) expect(expected []kg.Precondition) error {
	for _, p := range expected {
		var version int64
		if n := w.nodeByID(p.ID); n != nil {
			version = n.Version
		}
		if version != p.Version {
			return kg.Conflict(string(p.ID), "version %d was expected, %d is there (0: no node); read it again", p.Version, version)
		}
		if edges := len(w.edgesAt(w.number(p.ID))); p.Edges != nil && edges != *p.Edges {
			return kg.Conflict(string(p.ID), "%d edges were expected, %d are there; read them again", *p.Edges, edges)
		}
	}
	return nil
}

func (w *work) distinct(cs *kg.Changeset) error {
	seen := map[kg.ID]bool{}
	for i := range cs.Nodes {
		if id := cs.Nodes[i].ID; seen[id] {
			return kg.Invalid(string(id), "the changeset names this node twice; join the two entries")
		}
		seen[cs.Nodes[i].ID] = true
	}
	for i := range cs.Edges {
		id, err := w.model.EdgeIDOf(&cs.Edges[i])
		if err != nil {
			return err
		}
		if seen[id] {
			return kg.Invalid(string(id), "the changeset names this edge twice; join the two entries")
		}
		seen[id] = true
	}
	return nil
}

func (w *work) deleteNode(n *kg.Node) {
	for _, e := range w.edgesAt(n.Number) {
		w.deleteEdge(e)
	}
	for _, id := range n.Identifiers {
		w.setIdentifier(id, 0)
	}
	w.dropNode(n)
	w.undo = append(w.undo, func() { w.putNode(n) })
	w.counts.NodesDeleted++
	w.log(deletions, nodeItem(kg.Deleted, n))
}

func (w *work) deleteEdge(e *kg.Edge) {
	w.log(deletions, edgeItem(kg.Deleted, e))
	w.moveOn(e.From)
	w.dropEdge(e)
	w.undo = append(w.undo, func() { w.putEdge(e) })
	w.counts.EdgesDeleted++
}

// moveOn gives a node another version and time, once a changeset.
func (w *work) moveOn(id kg.ID) {
	old := w.nodeByID(id)
	if _, moved := w.before[id]; moved || old == nil {
		return
	}
	n := *old
	n.Version, n.UpdatedAt = old.Version+1, w.at
	w.replace(old, &n)
}

// replace puts n where old, which may be nil, has been.
func (w *work) replace(old, n *kg.Node) {
	if _, moved := w.before[n.ID]; !moved {
		w.before[n.ID] = old
	}
	w.putNode(n)
	if old == nil {
		w.undo = append(w.undo, func() { w.dropNode(n) })
	} else {
		w.undo = append(w.undo, func() { w.putNode(old) })
	}
}

// setIdentifier makes an identifier name a node, or none for 0.
func (w *work) setIdentifier(id kg.Identifier, node int64) {
	old, had := w.identifiers[id]
	if node == 0 {
		delete(w.identifiers, id)
	} else {
		w.identifiers[id] = node
	}
	w.undo = append(w.undo, func() {
		if had {
			w.identifiers[id] = old
		} else {
			delete(w.identifiers, id)
		}
	})
}

// checkMaxima refuses edges too many at an end. Only what a changeset writes
// can exceed a maximum.
func (w *work) checkMaxima(changes []kg.EdgeChange) error {
	for i := range changes {
		c := &changes[i]
		r := w.model.Relation(c.Relation)
		if r.ToMax > 0 && w.degree(c.From, r.Name, kg.Out) > r.ToMax {
			return kg.Invalid(r.Name, "%s would start %s", c.From, tooMany(r.ToMax))
		}
		if r.FromMax > 0 && w.degree(c.To, r.Name, kg.In) > r.FromMax {
			return kg.Invalid(r.Name, "%s would end %s", c.To, tooMany(r.FromMax))
		}
	}
	return nil
}

func tooMany(limit int) string {
	return fmt.Sprintf("more than %d of these edges; delete another in the same changeset", limit)
}
