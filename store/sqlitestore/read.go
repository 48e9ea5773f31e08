package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"innograph/kg"
)

// Read answers a query level by level: one statement for the rows of a level,
// whatever the number of its parents, one for its totals.
func (r *reader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	var result *kg.Result
	err := r.view(ctx, manyStatements(q), func(ses *session, c *catalog) error {
		reading := &reading{ctx: ctx, session: ses, catalog: c, viewer: r.viewer, budget: q.Budget}
		if q.Budget == 0 {
			reading.budget = math.MaxInt
		}
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
	return len(q.Select.Hops) > 0 || q.Start.List != nil && q.Start.List.Total || q.Start.Search != nil
}

// reading is one Read under way.
type reading struct {
	ctx     context.Context
	session *session
	catalog *catalog
	viewer  kg.Viewer
	budget  int
	read    int // rows so far
}

func (r *reading) statement() *statement { return &statement{catalog: r.catalog, viewer: r.viewer} }

// count counts rows against the budget.
func (r *reading) count(rows int) error {
	if r.read += rows; r.read > r.budget {
		return &kg.Error{Kind: kg.ErrTooLarge, Subject: "query",
			Reason: fmt.Sprintf("the answer has more than %d rows; ask for smaller pages or fewer levels", r.budget)}
	}
	return nil
}

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

// newLevel returns a level whose rows are yet to come.
func newLevel(parents int) *kg.Level {
	return &kg.Level{Offsets: make([]int, 1, parents+1), Pages: make([]kg.PageFacts, parents)}
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

// cut takes the row that is only there to tell that more follow, and brings the
// rows of a page that was cut from the end into their order.
func cut(rows []kg.Row, p *kg.Page, opposite bool) ([]kg.Row, kg.PageFacts) {
	more := len(rows) > p.Limit
	if more {
		rows = rows[:p.Limit]
	}
	if !p.Last {
		return rows, kg.PageFacts{HasNext: more, HasPrevious: opposite}
	}
	for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
		rows[i], rows[j] = rows[j], rows[i]
	}
	return rows, kg.PageFacts{HasPrevious: more, HasNext: opposite}
}
