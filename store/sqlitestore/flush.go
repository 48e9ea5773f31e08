package sqlitestore

import (
	"slices"
)

// flush writes what has been worked out: what goes first, so that identifiers
// and maxima are free, then nodes, then edges at them.
func (w *work) flush() error {
	dropped, added := w.moving()
	if err := w.move(dropped, dropOut, dropIn); err != nil {
		return err
	}
	for _, e := range w.touchedEdges {
		if err := w.flushEdge(e); err != nil {
			return err
		}
	}
	for _, step := range []func(*nodeState) error{w.flushDeletedNode, w.flushReleased, w.flushNode, w.flushClaimed} {
		for _, n := range w.touchedNodes {
			if err := step(n); err != nil {
				return err
			}
		}
	}
	return w.move(added, addOut, addIn)
}

// exec runs a writing statement. It is not watched over for the caller's going
// away, which costs more than the statement; that is asked now and then.
func (w *work) exec(text string, args ...any) error {
	if w.executed++; w.executed%256 == 0 {
		if err := w.ctx.Err(); err != nil {
			return err
		}
	}
	return w.session.exec(w.unwatched, text, args...)
}

// replaced reports whether the node of the file goes, even if one of its id
// comes again.
func (n *nodeState) replaced() bool {
	return n.stored != nil && (n.now == nil || n.now.Number != n.stored.Number)
}

func (w *work) flushDeletedNode(n *nodeState) error {
	if !n.replaced() {
		return nil
	}
	for _, text := range []string{releaseNode, deleteLong, deleteNode} {
		if err := w.exec(text, n.stored.Number); err != nil {
			return err
		}
	}
	return nil
}

// flushReleased frees the identifiers a node gives up.
func (w *work) flushReleased(n *nodeState) error {
	if n.stored == nil || n.replaced() || !n.body {
		return nil
	}
	for _, id := range n.stored.Identifiers {
		if !slices.Contains(n.now.Identifiers, id) {
			if err := w.exec(deleteIdentifier, id.Scheme, id.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *work) flushNode(n *nodeState) error {
	now := n.now
	if now == nil {
		return nil
	}
	fresh := n.stored == nil || n.replaced()
	if !fresh && !n.body {
		return w.exec(touchNode, now.Number, now.Version, now.UpdatedAt.UnixMicro())
	}
	k := w.catalog.model.Kind(now.Kind)
	d, err := documentsOf(k.Properties, now.Properties, now.Provenance, true)
	if err != nil {
		return err
	}
	created, updated, kind := now.CreatedAt.UnixMicro(), now.UpdatedAt.UnixMicro(), w.catalog.number(k)
	if fresh {
		err = w.exec(insertNode, now.Number, string(now.ID), kind, int(now.Visibility), now.Version, created, updated, d.props, d.keys, d.provenance)
	} else {
		err = w.exec(updateNode, now.Number, kind, int(now.Visibility), now.Version, created, updated, d.props, d.keys, d.provenance)
	}
	switch {
	case err != nil:
		return err
	case d.long != nil:
		return w.exec(putLong, now.Number, d.long)
	case !fresh && n.stored.hasLong:
		return w.exec(deleteLong, now.Number)
	default:
		return nil
	}
}

// flushClaimed takes the identifiers a node has come to.
func (w *work) flushClaimed(n *nodeState) error {
	if n.now == nil || !n.body {
		return nil
	}
	for _, id := range n.now.Identifiers {
		if n.stored != nil && !n.replaced() && slices.Contains(n.stored.Identifiers, id) {
			continue
		}
		if err := w.exec(insertIdentifier, id.Scheme, id.Value, n.now.Number); err != nil {
			return err
		}
	}
	return nil
}

// moving returns the numbers of the edges whose rows leave the adjacency tables
// and of those whose rows come to them.
func (w *work) moving() (dropped, added []int64) {
	for _, e := range w.touchedEdges {
		was, now := e.stored, e.now
		if was != nil && now != nil && was.Number == now.Number && was.Visibility == now.Visibility {
			orderBy := w.catalog.model.Relation(was.Relation).OrderBy
			if was.Properties[orderBy].Equal(now.Properties[orderBy]) {
				continue
			}
		}
		if was != nil {
			dropped = append(dropped, was.Number)
		}
		if now != nil {
			added = append(added, now.Number)
		}
	}
	return dropped, added
}

// move runs the statements that take edges into, or out of, the adjacency
// tables.
func (w *work) move(numbers []int64, out, in string) error {
	if len(numbers) == 0 {
		return nil
	}
	asked := string(appendNumbers(nil, numbers))
	if err := w.exec(out, asked); err != nil {
		return err
	}
	return w.exec(in, asked)
}

// flushEdge writes an edge's own row.
func (w *work) flushEdge(e *edgeState) error {
	was, now := e.stored, e.now
	if was != nil && (now == nil || now.Number != was.Number) {
		if err := w.exec(deleteEdge, was.Number); err != nil {
			return err
		}
		was = nil
	}
	if now == nil {
		return nil
	}
	r := w.catalog.model.Relation(now.Relation)
	d, err := documentsOf(r.Properties, now.Properties, now.Provenance, false)
	if err != nil {
		return err
	}
	sort := sortBytes(r, now.Properties[r.OrderBy])
	if was != nil {
		return w.exec(updateEdge, now.Number, int(now.Visibility), sort, d.props, d.keys, d.provenance)
	}
	return w.exec(insertEdge, now.Number, string(now.ID), w.catalog.relationNumber(r), now.source, now.target, int(now.Visibility), sort,
		d.props, d.keys, d.provenance)
}
