package changeset

import (
	"slices"

	"innograph/kg"
)

// applyNodes works out the nodes and then who holds which identifier, so that
// two nodes may exchange one.
func (w *work) applyNodes(changes []kg.NodeChange) error {
	var written []*NodeState
	for i := range changes {
		n, err := w.applyNode(&changes[i])
		if err != nil {
			return err
		}
		if n != nil {
			written = append(written, n)
		}
	}
	return w.claim(written)
}

// applyNode works out one node, and returns it if it differs.
func (w *work) applyNode(c *kg.NodeChange) (*NodeState, error) {
	old := w.node(c.ID)
	n, changed, removed, err := w.model.MergeNode(old, c, w.changes.At)
	if err != nil {
		return nil, err
	}
	var given, had int64
	if c.Copy != nil {
		given = c.Copy.Number
	}
	if old != nil {
		had = old.Number
	}
	if n.Number, err = assign("node", c.ID, given, had, &w.last.Node, w.takenNodes); err != nil {
		return nil, err
	}
	if !changed {
		w.counts.NodesUnchanged++
		return nil, nil
	}
	version, moved := w.before[n.ID]
	if moved && old != nil && c.Copy == nil {
		n.Version = version + 1
	}
	if !moved && old != nil {
		version = old.Version
	}
	w.before[n.ID] = version
	state := w.nodes[n.ID]
	if state == nil {
		state = &NodeState{}
		w.nodes[n.ID] = state
	}
	state.Now, state.Body = n, true
	w.changes.touchNode(state)
	w.counts.RemovedProperties += removed
	if old == nil {
		w.counts.NodesCreated++
		w.logNode(kg.Created, n)
		return state, nil
	}
	w.counts.NodesUpdated++
	w.logNode(kg.Updated, n)
	if old.Kind != n.Kind {
		w.removeMisfits(n)
	}
	return state, nil
}

// claim refuses identifiers that another node has when all is done.
func (w *work) claim(written []*NodeState) error {
	claims := map[kg.Identifier]kg.ID{}
	var asked []kg.Identifier
	for _, n := range written {
		for _, id := range n.Now.Identifiers {
			if n.Stored != nil && slices.Contains(n.Stored.Identifiers, id) {
				continue // nobody else can have had it
			}
			if other, ok := claims[id]; ok {
				return held(id, other, n.Now.ID)
			}
			claims[id] = n.Now.ID
			asked = append(asked, id)
		}
	}
	if len(asked) == 0 || !w.filled {
		return nil
	}
	var refusal error
	err := w.tx.Holders(asked, func(id kg.Identifier, holder kg.ID) {
		if refusal == nil && claims[id] != holder && !w.released(id, holder) {
			refusal = held(id, holder, claims[id])
		}
	})
	if err != nil {
		return err
	}
	return refusal
}

// released reports whether the node that holds an identifier in the store does
// so no longer when all is done.
func (w *work) released(id kg.Identifier, holder kg.ID) bool {
	n := w.nodes[holder]
	switch {
	case n == nil:
		return false
	case n.Now == nil:
		return true
	default:
		return n.Body && !slices.Contains(n.Now.Identifiers, id)
	}
}

// held refuses to give a node an identifier that another holds.
func held(id kg.Identifier, holder, claimant kg.ID) error {
	return kg.Conflict(id.Scheme+" "+id.Value, "%s has this identifier, so that %s cannot; give one of them up or merge the two", holder, claimant)
}
