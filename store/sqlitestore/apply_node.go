package sqlitestore

import (
	"database/sql"
	"slices"

	"innograph/kg"
)

// applyNodes works out the nodes and then who holds which identifier, so that
// two nodes may exchange one.
func (w *work) applyNodes(changes []kg.NodeChange) error {
	var written []*nodeState
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
func (w *work) applyNode(c *kg.NodeChange) (*nodeState, error) {
	old := w.node(c.ID)
	n, changed, removed, err := w.catalog.model.MergeNode(old, c, w.at)
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
	if n.Number, err = assign("node", c.ID, given, had, &w.last.node, w.takenNodes); err != nil {
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
		state = &nodeState{}
		w.nodes[n.ID] = state
	}
	state.now, state.body = n, true
	w.touchNode(state)
	w.counts.RemovedProperties += removed
	if old == nil {
		w.counts.NodesCreated++
		w.items[nodes] = append(w.items[nodes], nodeItem(kg.Created, n))
		return state, nil
	}
	w.counts.NodesUpdated++
	w.items[nodes] = append(w.items[nodes], nodeItem(kg.Updated, n))
	if old.Kind != n.Kind {
		w.removeMisfits(n)
	}
	return state, nil
}

// claim refuses identifiers that another node has when all is done.
func (w *work) claim(written []*nodeState) error {
	claims := map[kg.Identifier]kg.ID{}
	var asked []byte
	for _, n := range written {
		for _, id := range n.now.Identifiers {
			if n.stored != nil && slices.Contains(n.stored.Identifiers, id) {
				continue // nobody else can have had it
			}
			if other, ok := claims[id]; ok {
				return heldError(id, other, n.now.ID)
			}
			claims[id] = n.now.ID
			asked = appendPair(asked, id)
		}
	}
	if asked == nil {
		return nil
	}
	return w.session.query(w.ctx, loadHolders, []any{string(append(asked, ']'))}, func(rows *sql.Rows) error {
		var id kg.Identifier
		var holder kg.ID
		if err := rows.Scan(&id.Scheme, &id.Value, &holder); err != nil {
			return err
		}
		if claims[id] == holder || w.released(id, holder) {
			return nil
		}
		return heldError(id, holder, claims[id])
	})
}

// released reports whether the node that holds an identifier in the file does
// so no longer when all is done.
func (w *work) released(id kg.Identifier, holder kg.ID) bool {
	n := w.nodes[holder]
	switch {
	case n == nil:
		return false
	case n.now == nil:
		return true
	default:
		return n.body && !slices.Contains(n.now.Identifiers, id)
	}
}

func heldError(id kg.Identifier, holder, claimant kg.ID) error {
	return kg.Conflict(id.Scheme+" "+id.Value, "%s has this identifier, so that %s cannot; give one of them up or merge the two", holder, claimant)
}
