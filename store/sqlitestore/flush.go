package sqlitestore

import (
	"bytes"
	"cmp"
	"slices"

	"innograph/kg"
)

// flush writes what has been worked out: what goes first, so that identifiers
// and maxima are free, then nodes, then edges. The adjacency rows come sorted,
// which saves as much as building their tables last.
func (w *work) flush() error {
	var dropped, added [2][]adjacent
	for _, e := range w.touchedEdges {
		if err := w.flushEdge(e, &dropped, &added); err != nil {
			return err
		}
	}
	if err := w.flushAdjacent(dropped, deleteOut, deleteIn, false); err != nil {
		return err
	}
	for _, step := range []func(*nodeState) error{w.flushDeletedNode, w.flushReleased, w.flushNode, w.flushClaimed} {
		for _, n := range w.touchedNodes {
			if err := step(n); err != nil {
				return err
			}
		}
	}
	return w.flushAdjacent(added, insertOut, insertIn, true)
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

// An adjacent is a row of an adjacency table.
type adjacent struct {
	node, other, edge int64
	relation          int
	sort              []byte
	visibility        kg.Visibility
}

// flushEdge writes an edge's own row and gathers those of its ends.
func (w *work) flushEdge(e *edgeState, dropped, added *[2][]adjacent) error {
	was, now := e.stored, e.now
	if was != nil && now != nil && was.Number != now.Number {
		if err := w.flushEdge(&edgeState{stored: was}, dropped, added); err != nil {
			return err
		}
		was = nil
	}
	if now == nil {
		if was != nil {
			w.gather(was, dropped)
			return w.exec(deleteEdge, was.Number)
		}
		return nil
	}
	r := w.catalog.model.Relation(now.Relation)
	d, err := documentsOf(r.Properties, now.Properties, now.Provenance, false)
	if err != nil {
		return err
	}
	if was == nil {
		w.gather(now, added)
		return w.exec(insertEdge, now.Number, string(now.ID), w.catalog.relationNumber(r), now.source, now.target, int(now.Visibility),
			d.props, d.keys, d.provenance)
	}
	if was.Visibility != now.Visibility || !was.Properties[r.OrderBy].Equal(now.Properties[r.OrderBy]) {
		w.gather(was, dropped)
		w.gather(now, added)
	}
	return w.exec(updateEdge, now.Number, int(now.Visibility), d.props, d.keys, d.provenance)
}

// gather appends the rows of an edge's two ends.
func (w *work) gather(e *storedEdge, rows *[2][]adjacent) {
	r := w.catalog.model.Relation(e.Relation)
	row := adjacent{node: e.source, other: e.target, edge: e.Number, relation: w.catalog.relationNumber(r),
		sort: sortBytes(r, e.Properties[r.OrderBy]), visibility: e.Visibility}
	rows[0] = append(rows[0], row)
	row.node, row.other = e.target, e.source
	rows[1] = append(rows[1], row)
}

// flushAdjacent deletes or inserts rows of the two adjacency tables.
func (w *work) flushAdjacent(rows [2][]adjacent, out, in string, insert bool) error {
	for i, text := range [2]string{out, in} {
		slices.SortFunc(rows[i], func(a, b adjacent) int {
			return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.relation, b.relation), bytes.Compare(a.sort, b.sort),
				cmp.Compare(a.other, b.other), cmp.Compare(a.edge, b.edge))
		})
		for _, a := range rows[i] {
			args := []any{a.node, a.relation, a.sort, a.other, a.edge}
			if insert {
				args = append(args, int(a.visibility))
			}
			if err := w.exec(text, args...); err != nil {
				return err
			}
		}
	}
	return nil
}
