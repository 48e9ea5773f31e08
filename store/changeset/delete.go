package changeset

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
		if n == nil || n.Now == nil {
			continue
		}
		for _, e := range w.at[id] {
			w.deleteEdge(e)
		}
		w.logNode(kg.Deleted, n.Now)
		delete(w.takenNodes, n.Now.Number)
		n.Now = nil
		w.changes.touchNode(n)
		w.counts.NodesDeleted++
	}
}

func (w *work) deleteEdge(e *EdgeState) {
	if e.Now == nil {
		return
	}
	w.logEdge(kg.Deleted, e.Stored)
	w.moveOn(e.Now.From)
	delete(w.takenEdges, e.Now.Number)
	e.Now = nil
	w.changes.touchEdge(e)
	w.counts.EdgesDeleted++
}

// removeMisfits deletes the edges that a change of kind leaves without a
// fitting end.
func (w *work) removeMisfits(n *kg.Node) {
	for _, e := range w.at[n.ID] {
		if e.Now == nil {
			continue
		}
		r := w.model.Relation(e.Now.Relation)
		if e.Now.From == n.ID && !slices.Contains(r.From, n.Kind) || e.Now.To == n.ID && !slices.Contains(r.To, n.Kind) {
			w.deleteEdge(e)
			w.counts.RemovedEdges++
		}
	}
}

// moveOn gives a node another version and time, once a changeset.
func (w *work) moveOn(id kg.ID) {
	state := w.nodes[id]
	if _, moved := w.before[id]; moved || state == nil || state.Now == nil {
		return
	}
	w.before[id] = state.Now.Version
	n := *state.Now
	n.Version, n.UpdatedAt = n.Version+1, w.changes.At
	state.Now = &n
	w.changes.touchNode(state)
}
