package sqlitestore

import (
	"slices"

	"innograph/kg"
)

// flush writes what has been worked out: what goes first, so that identifiers
// and maxima are free, then nodes, then edges at them.
func (w *work) flush() error {
	r, err := w.relocation()
	if err != nil {
		return err
	}
	if err := w.move(r.dropped, dropOut, dropIn, dropParties); err != nil {
		return err
	}
	for _, step := range []func() error{w.flushEdges, w.flushUnsaid, w.flushGone, w.flushReleased, w.flushNodes, w.flushLong, w.flushClaimed, w.flushSaid} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := w.each(setLevels, r.releveled); err != nil {
		return err
	}
	return w.move(r.added, addOut, addIn, addParties)
}

// exec runs a writing statement. It is not watched over for the caller's going
// away, which costs more than the statement; that is asked between statements.
func (w *work) exec(text string, args ...any) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	return w.session.exec(w.unwatched, text, args...)
}

func (w *work) bulk(text *bulkText) *bulk { return &bulk{text: text, exec: w.exec} }

// each runs a statement on the JSON array of some numbers, if there are any.
func (w *work) each(text string, numbers []int64, more ...any) error {
	if len(numbers) == 0 {
		return nil
	}
	return w.exec(text, append([]any{string(appendNumbers(nil, numbers))}, more...)...)
}

// replaced reports whether the node of the file goes, even if one of its id
// comes again.
func (n *nodeState) replaced() bool {
	return n.stored != nil && (n.now == nil || n.now.Number != n.stored.Number)
}

// fresh reports whether there is a node to be inserted.
func (n *nodeState) fresh() bool { return n.now != nil && (n.stored == nil || n.replaced()) }

// flushGone deletes nodes with all that is theirs.
func (w *work) flushGone() error {
	var gone []int64
	for _, n := range w.touchedNodes {
		if n.replaced() {
			gone = append(gone, n.stored.Number)
		}
	}
	for _, text := range []string{releaseNodes, deleteLongs, deleteNodes} {
		if err := w.each(text, gone); err != nil {
			return err
		}
	}
	return nil
}

// flushReleased frees the identifiers that nodes give up.
func (w *work) flushReleased() error {
	var released []byte
	for _, n := range w.touchedNodes {
		if n.stored == nil || n.replaced() || !n.body {
			continue
		}
		for _, id := range n.stored.Identifiers {
			if !slices.Contains(n.now.Identifiers, id) {
				released = appendPair(released, id)
			}
		}
	}
	if released == nil {
		return nil
	}
	return w.exec(release, string(append(released, ']')))
}

// appendPair appends an identifier to the JSON array of some, which is to be
// closed at the end.
func appendPair(b []byte, id kg.Identifier) []byte {
	if b == nil {
		b = append(b, '[')
	} else {
		b = append(b, ',')
	}
	return appendTexts(b, []string{id.Scheme, id.Value})
}

// flushNodes inserts and updates the rows of nodes.
func (w *work) flushNodes() error {
	inserts, updates := w.bulk(insertNode), w.bulk(updateNode)
	var moved []int64
	for _, n := range w.touchedNodes {
		now := n.now
		if now == nil {
			continue
		}
		if !n.fresh() && !n.body {
			moved = append(moved, now.Number)
			continue
		}
		k := w.catalog.model.Kind(now.Kind)
		d, err := documentsOf(k.Properties, now.Properties, now.Provenance, true)
		if err != nil {
			return err
		}
		n.long = d.long
		created, updated, kind := now.CreatedAt.UnixMicro(), now.UpdatedAt.UnixMicro(), w.catalog.number(k)
		if n.fresh() {
			err = inserts.add(now.Number, string(now.ID), kind, int(now.Visibility), now.Version, created, updated, n.words.column(), d.props, d.keys, d.provenance)
		} else {
			err = updates.add(now.Number, kind, int(now.Visibility), now.Version, created, updated, d.props, d.keys, d.provenance)
		}
		if err != nil {
			return err
		}
	}
	if err := inserts.end(); err != nil {
		return err
	}
	if err := updates.end(); err != nil {
		return err
	}
	return w.each(touchNodes, moved, w.at.UnixMicro())
}

// flushLong writes the long texts of nodes whose rows have been written.
func (w *work) flushLong() error {
	puts := w.bulk(putLong)
	var gone []int64
	for _, n := range w.touchedNodes {
		switch {
		case n.now == nil || !n.body:
		case n.long != nil:
			if err := puts.add(n.now.Number, n.long); err != nil {
				return err
			}
		case !n.fresh() && n.stored.hasLong:
			gone = append(gone, n.now.Number)
		}
	}
	if err := puts.end(); err != nil {
		return err
	}
	return w.each(deleteLongs, gone)
}

// flushClaimed takes the identifiers nodes have come to.
func (w *work) flushClaimed() error {
	claims := w.bulk(insertIdentifier)
	for _, n := range w.touchedNodes {
		if n.now == nil || !n.body {
			continue
		}
		for _, id := range n.now.Identifiers {
			if !n.fresh() && slices.Contains(n.stored.Identifiers, id) {
				continue
			}
			if err := claims.add(id.Scheme, id.Value, n.now.Number); err != nil {
				return err
			}
		}
	}
	return claims.end()
}
