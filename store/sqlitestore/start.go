package sqlitestore

import (
	"database/sql"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// start reads the root level and all below.
func (r *reading) start(s *kg.Start, selection *kg.Selection) (*kg.Level, error) {
	var root *kg.Level
	var err error
	switch {
	case s.List != nil:
		root, err = r.list(s.List, selection)
	case s.Search != nil:
		root, err = r.search(s.Search, selection)
	case s.Edges != nil:
		root, err = r.edges(s, selection)
	case s.Identifiers != nil:
		root, err = r.named(s.Identifiers, selection)
	case s.Numbers != nil:
		root, err = r.nodes(appendNumbers(nil, s.Numbers), len(s.Numbers), selection, "CROSS JOIN node n ON n.number = p.value", "")
	default:
		root, err = r.nodes(appendTexts(nil, s.IDs), len(s.IDs), selection,
			"CROSS JOIN node n ON n.number = "+nodeOf("p.value"), "")
	}
	if err != nil {
		return nil, err
	}
	return r.level(root, selection)
}

// nodes reads the nodes of each entry of a JSON array, joined as told. Where an entry
// may have several, they need an order.
func (r *reading) nodes(asked []byte, parents int, selection *kg.Selection, joined, order string) (*kg.Level, error) {
	rows := &shape{catalog: r.catalog}
	if err := rows.wantNodes(selection, nil); err != nil {
		return nil, err
	}
	st := r.statement()
	from := " FROM json_each(" + st.arg(string(asked)) + ") p " + joined + fragment.Where(st.visible("n", "visibility"))
	return r.entries(st, rows, "SELECT p.key, json_array(json_array("+fragment.Commas(rows.nodeColumns("n"))+")), 0"+from+order, parents)
}

// edges reads one edge per number.
func (r *reading) edges(s *kg.Start, selection *kg.Selection) (*kg.Level, error) {
	if err := (&shape{catalog: r.catalog}).wantNodes(selection, nil); err != nil {
		return nil, err // there are none here, and yet what is asked must exist
	}
	rows := &shape{catalog: r.catalog, ends: true, out: true}
	if err := rows.wantEdges(s.EdgeProperties, s.EdgeFacts); err != nil {
		return nil, err
	}
	st := r.statement()
	from := " FROM json_each(" + st.arg(string(appendNumbers(nil, s.Edges))) + ") p CROSS JOIN edge x ON x.number = p.value" +
		fragment.Where(st.visibleEdge("x", "source", "target"))
	return r.entries(st, rows, "SELECT p.key, json_array(json_array("+fragment.Commas(rows.edgeColumns("x", "1"))+")), 0"+from, len(s.Edges))
}

// entries reads a level of few rows per parent, in the parents' order: no more than
// an identifier may lead to.
func (r *reading) entries(st *statement, rows *shape, text string, parents int) (*kg.Level, error) {
	level := query.NewLevel(parents)
	if parents == 0 {
		return level, nil
	}
	err := r.each(st, text, func(key int64, json string, _ bool) error {
		for len(level.Offsets) <= int(key) {
			level.Offsets = append(level.Offsets, len(level.Rows))
		}
		if len(level.Rows)-level.Offsets[key] >= kg.MaxNamesakes {
			return nil
		}
		return rows.rows(json, 0, func(row *kg.Row) error {
			level.Rows = append(level.Rows, *row)
			return r.budget.Spend(1)
		})
	})
	for len(level.Offsets) <= parents {
		level.Offsets = append(level.Offsets, len(level.Rows))
	}
	return level, err
}

// list reads a page of nodes.
func (r *reading) list(l *kg.List, selection *kg.Selection) (*kg.Level, error) {
	level := query.NewLevel(1)
	rows := &shape{catalog: r.catalog}
	kinds, err := query.Kinds(r.catalog.model, l.Kinds)
	if err == nil {
		err = rows.wantNodes(selection, kinds)
	}
	if err != nil {
		return nil, err
	}
	found, opposite, err := r.found(l, kinds, rows)
	if err != nil {
		return nil, err
	}
	if l.Page.Limit > 0 {
		level.Rows, level.Pages[0] = query.Cut(found, &l.Page, opposite)
	}
	if err := r.budget.Spend(len(level.Rows)); err != nil {
		return nil, err
	}
	level.Offsets = append(level.Offsets, len(level.Rows))
	if l.Total && len(kinds) > 0 {
		level.Pages[0].Total, err = r.listTotal(l)
	}
	return level, err
}

// found reads the rows of a page, one more where there are more, and whether there are
// some on its other side. It looks for them among the first nodes of the list's order;
// where these do not fill the page, all are asked.
func (r *reading) found(l *kg.List, kinds []*kg.Kind, rows *shape) (found []kg.Row, opposite bool, err error) {
	rest := *l
	if most := query.Walk(l, kinds); most > 0 {
		found, opposite, err = r.page(l, rows, func(of *listing) (string, error) { return of.walked(rows, most) })
		if err != nil || len(found) > l.Page.Limit {
			return found, opposite, err
		}
		rest.Page.Opposite = false // that is known
	}
	found, beside, err := r.page(&rest, rows, func(of *listing) (string, error) { return of.page(rows) })
	return found, opposite || beside, err
}

// page reads the only row of a statement of a list, which holds those of a page and
// whether there are some on its other side.
func (r *reading) page(l *kg.List, rows *shape, textOf func(*listing) (string, error)) (found []kg.Row, opposite bool, err error) {
	st := r.statement()
	listing, err := st.listing(l)
	if err != nil {
		return nil, false, err
	}
	text, err := textOf(listing)
	if err != nil || l.Page.Limit <= 0 {
		return nil, false, err
	}
	err = r.session.query(r.ctx, text, st.args, func(columns *sql.Rows) error {
		var json string
		if err := columns.Scan(&json, &opposite); err != nil {
			return err
		}
		return rows.rows(json, 0, func(row *kg.Row) error {
			found = append(found, *row)
			return nil
		})
	})
	return found, opposite, err
}

func (r *reading) listTotal(l *kg.List) (int64, error) {
	st := r.statement()
	unordered := *l
	unordered.Order = nil
	listing, err := st.listing(&unordered)
	if err != nil {
		return 0, err
	}
	text, err := listing.total()
	if err != nil {
		return 0, err
	}
	return r.total(st, text)
}

// total reads the only value of a statement.
func (r *reading) total(st *statement, text string) (total int64, err error) {
	err = r.session.query(r.ctx, text, st.args, func(rows *sql.Rows) error { return rows.Scan(&total) })
	return total, err
}
