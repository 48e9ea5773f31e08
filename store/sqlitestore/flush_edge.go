package sqlitestore

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
	if err := w.each(out, numbers); err != nil {
		return err
	}
	return w.each(in, numbers)
}

// flushEdges deletes, inserts and updates the rows of edges.
func (w *work) flushEdges() error {
	var gone []int64
	for _, e := range w.touchedEdges {
		if e.replaced() {
			gone = append(gone, e.stored.Number)
		}
	}
	if err := w.each(deleteEdges, gone); err != nil {
		return err
	}
	inserts, updates := w.bulk(insertEdge), w.bulk(updateEdge)
	for _, e := range w.touchedEdges {
		now := e.now
		if now == nil {
			continue
		}
		r := w.catalog.model.Relation(now.Relation)
		d, err := documentsOf(r.Properties, now.Properties, now.Provenance, false)
		if err != nil {
			return err
		}
		sort := sortBytes(r, now.Properties[r.OrderBy])
		if e.stored == nil || e.replaced() {
			err = inserts.add(now.Number, string(now.ID), w.catalog.relationNumber(r), now.source, now.target, int(now.Visibility), sort,
				d.props, d.keys, d.provenance)
		} else {
			err = updates.add(now.Number, int(now.Visibility), sort, d.props, d.keys, d.provenance)
		}
		if err != nil {
			return err
		}
	}
	if err := inserts.end(); err != nil {
		return err
	}
	return updates.end()
}

// replaced reports whether the edge of the file goes, even if one of its id
// comes again.
func (e *edgeState) replaced() bool {
	return e.stored != nil && (e.now == nil || e.now.Number != e.stored.Number)
}
