package sqlitestore

import (
	"database/sql"

	"innograph/kg"
)

// A relocation is the edges whose rows leave the adjacency tables, and that of
// parties, and those whose rows come to them.
type relocation struct {
	dropped, added []int64
	releveled      []int64 // those whose ends are seen by others than before
}

// relocation works out which rows of the adjacency tables are to be written
// again.
func (w *work) relocation() (*relocation, error) {
	var r relocation
	touched := make(map[int64]bool, len(w.touchedEdges))
	for _, e := range w.touchedEdges {
		was, now := e.stored, e.now
		if was != nil && now != nil && was.Number == now.Number && was.Visibility == now.Visibility {
			orderBy := w.catalog.model.Relation(was.Relation).OrderBy
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
	var nodes []int64
	for _, n := range w.touchedNodes {
		if n.stored != nil && !n.replaced() && n.stored.Visibility != n.now.Visibility {
			nodes = append(nodes, n.now.Number)
		}
	}
	if len(nodes) == 0 {
		return &r, nil
	}
	err := w.session.query(w.ctx, edgesAt, []any{string(appendNumbers(nil, nodes))}, func(rows *sql.Rows) error {
		var number int64
		err := rows.Scan(&number)
		if !touched[number] {
			r.dropped, r.added = append(r.dropped, number), append(r.added, number)
			r.releveled = append(r.releveled, number)
		}
		return err
	})
	return &r, err
}

// move runs the statements that take edges into, or out of, the adjacency
// tables and that of parties.
func (w *work) move(numbers []int64, texts ...string) error {
	for _, text := range texts {
		if err := w.each(text, numbers); err != nil {
			return err
		}
	}
	return nil
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
		sort, level := sortBytes(r, now.Properties[r.OrderBy]), w.level(&now.Edge)
		if e.stored == nil || e.replaced() {
			err = inserts.add(now.Number, string(now.ID), w.catalog.relationNumber(r), now.source, now.target, int(now.Visibility), level, sort,
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

// replaced reports whether the edge of the file goes, even if one of its id
// comes again.
func (e *edgeState) replaced() bool {
	return e.stored != nil && (e.now == nil || e.now.Number != e.stored.Number)
}

// level returns the level of an edge when all is done.
func (w *work) level(e *kg.Edge) int {
	return levelOf(e.Visibility, w.node(e.From).Visibility, w.node(e.To).Visibility)
}
