package sqlitestore

import (
	"slices"

	"innograph/kg"
)

// deleteAll deletes edges and then nodes, with the edges they still have.
func (w *work) deleteAll(cs *kg.Changeset) {
	for _, id := range cs.DeleteEdges {
		if e := w.edges[id]; e != nil {
			w.deleteEdge(e)
		}
	}
	for _, id := range cs.DeleteNodes {
		n := w.nodes[id]
		if n == nil || n.now == nil {
			continue
		}
		for _, e := range w.state.at[id] {
			w.deleteEdge(e)
		}
		w.items[deletions] = append(w.items[deletions], nodeItem(kg.Deleted, n.now))
		delete(w.takenNodes, n.now.Number)
		n.now = nil
		w.touchNode(n)
		w.counts.NodesDeleted++
	}
}

func (w *work) deleteEdge(e *edgeState) {
	if e.now == nil {
		return
	}
	w.items[deletions] = append(w.items[deletions], w.edgeItem(kg.Deleted, e.stored))
	w.moveOn(e.now.From)
	delete(w.takenEdges, e.now.Number)
	e.now = nil
	w.touchEdge(e)
	w.counts.EdgesDeleted++
}

// removeMisfits deletes the edges that a change of kind leaves without a
// fitting end.
func (w *work) removeMisfits(n *kg.Node) {
	for _, e := range w.state.at[n.ID] {
		if e.now == nil {
			continue
		}
		r := w.catalog.model.Relation(e.now.Relation)
		if e.now.From == n.ID && !slices.Contains(r.From, n.Kind) || e.now.To == n.ID && !slices.Contains(r.To, n.Kind) {
			w.deleteEdge(e)
			w.counts.RemovedEdges++
		}
	}
}

// moveOn gives a node another version and time, once a changeset.
func (w *work) moveOn(id kg.ID) {
	state := w.nodes[id]
	if _, moved := w.before[id]; moved || state == nil || state.now == nil {
		return
	}
	w.before[id] = state.now.Version
	n := *state.now
	n.Version, n.UpdatedAt = n.Version+1, w.at
	state.now = &n
	w.touchNode(state)
}

// touchNode has a node written at the end.
func (w *work) touchNode(n *nodeState) {
	if !n.touched {
		n.touched = true
		w.touchedNodes = append(w.touchedNodes, n)
	}
}

func (w *work) touchEdge(e *edgeState) {
	if !e.touched {
		e.touched = true
		w.touchedEdges = append(w.touchedEdges, e)
	}
}
