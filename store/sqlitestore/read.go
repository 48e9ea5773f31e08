package sqlitestore

import (
	"context"
	"database/sql"

	"innograph/kg"
	"innograph/store/query"
)

// Read answers a query level by level: one statement for the rows of a level,
// whatever the number of its parents, one for its totals.
func (r *reader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	var result *kg.Result
	err := r.view(ctx, manyStatements(q), func(ses *session, c *catalog) error {
		reading := &reading{ctx: ctx, session: ses, catalog: c, viewer: r.viewer, budget: query.NewBudget(q.Budget)}
		root, err := reading.start(&q.Start, &q.Select)
		result = &kg.Result{Root: root}
		return err
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

// manyStatements reports whether a query takes more than one, which then have
// to see one state.
func manyStatements(q *kg.Query) bool {
	list := q.Start.List
	return len(q.Select.Hops) > 0 || q.Start.Search != nil || list != nil && (list.Total || list.Filter != nil && list.Page.Opposite)
}

// reading is one Read under way.
type reading struct {
	ctx     context.Context
	session *session
	catalog *catalog
	viewer  kg.Viewer
	budget  *query.Budget
}

func (r *reading) statement() *statement { return &statement{catalog: r.catalog, viewer: r.viewer} }

// level completes a level with its hops.
func (r *reading) level(l *kg.Level, s *kg.Selection) (*kg.Level, error) {
	for i := range s.Hops {
		below, err := r.hop(l.Rows, &s.Hops[i])
		if err != nil {
			return nil, err
		}
		l.Hops = append(l.Hops, below)
	}
	return l, nil
}

// atOnce returns a query whose rows are all worked out before the first is
// handed on. The driver heeds a deadline until then and not afterwards, so that
// what may take long must not come later.
func atOnce(columns, text string) string {
	return "WITH answer (" + columns + ") AS MATERIALIZED (" + text + ") SELECT * FROM answer"
}

// each runs a query and hands on the number, the text and the flag of every row.
func (r *reading) each(s *statement, text string, row func(key int64, json string, flag bool) error) error {
	return r.session.query(r.ctx, atOnce("key, json, flag", text), s.args, func(rows *sql.Rows) error {
		var key int64
		var json string
		var flag bool
		if err := rows.Scan(&key, &json, &flag); err != nil {
			return err
		}
		return row(key, json, flag)
	})
}

// pairs runs a query and hands on the two integers of every row.
func (r *reading) pairs(s *statement, text string, row func(key, value int64)) error {
	return r.session.query(r.ctx, atOnce("key, value", text), s.args, func(rows *sql.Rows) error {
		var key, value int64
		err := rows.Scan(&key, &value)
		row(key, value)
		return err
	})
}
