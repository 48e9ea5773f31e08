package sqlitestore

// A relocation is the edges whose rows leave the adjacency tables, and that of
// parties, and those whose rows come to them.
type relocation struct {
	dropped, added []int64
	releveled      []int64 // those whose ends are seen by others than before
}

// relocation works out which rows of the adjacency tables are to be written
// again.
func (f *flush) relocation() (*relocation, error) {
	var r relocation
	touched := map[int64]bool{}
	for _, e := range f.Changes.Edges {
		was, now := e.Stored, e.Now
		if was != nil && now != nil && was.Number == now.Number && was.Visibility == now.Visibility {
			orderBy := f.catalog.model.Relation(was.Relation).OrderBy
			if was.Properties[orderBy].Equal(now.Properties[orderBy]) {
				continue
			}
		}
		if was != nil {
			touched[was.Number] = true
			r.dropped = append(r.dropped, was.Number)
		}
		if now != nil {
			r.added = append(r.added, now.Number)
		}
	}
	nodes := f.Reseen()
	if len(nodes) == 0 {
		return &r, nil
	}
	err := f.numbers(edgesAt, func(number int64) {
		if !touched[number] {
			r.dropped, r.added = append(r.dropped, number), append(r.added, number)
			r.releveled = append(r.releveled, number)
		}
	}, string(appendNumbers(nil, nodes)))
	return &r, err
}

// move runs the statements that take edges into, or out of, the adjacency
// tables and that of parties.
func (f *flush) move(numbers []int64, texts ...string) error {
	for _, text := range texts {
		if err := f.each(text, numbers); err != nil {
			return err
		}
	}
	return nil
}

// flushEdges deletes, inserts and updates the rows of edges.
func (f *flush) flushEdges() error {
	var gone []int64
	for _, e := range f.Changes.Edges {
		if e.Replaced() {
			gone = append(gone, e.Stored.Number)
		}
	}
	if err := f.each(deleteEdges, gone); err != nil {
		return err
	}
	inserts, updates := f.bulk(insertEdge), f.bulk(updateEdge)
	for _, e := range f.Changes.Edges {
		now := e.Now
		if now == nil {
			continue
		}
		r := f.catalog.model.Relation(now.Relation)
		d, err := documentsOf(r.Properties, now.Properties, now.Provenance, false)
		if err != nil {
			return err
		}
		sort, level := sortBytes(r, now.Properties[r.OrderBy]), f.Level(&now.Edge)
		if e.Fresh() {
			err = inserts.add(now.Number, string(now.ID), f.catalog.relationNumber(r), now.Source, now.Target, int(now.Visibility), level, sort,
				d.props, d.keys, d.provenance)
		} else {
			err = updates.add(now.Number, int(now.Visibility), level, sort, d.props, d.keys, d.provenance)
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
