package neo4jstore

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// What is read in one statement: no more levels, hops and rows than these. What lies
// beyond is read level by level.
const (
	mostLevels = 5
	mostHops   = 8
	mostRows   = 20000
)

// root reads the level that a question begins with, and hands on its records. Where
// the question, with its hops, has been asked often enough, the levels below are read
// ahead in the same statement, and noted as those below the level.
func (r *reading) root(p *piece, level *kg.Level, selection *kg.Selection, parents int, each func(*record) error) error {
	apart := func() error { return r.begin(p.statement, p.text, each) }
	all, err := r.gathered(p, selection, parents)
	if err != nil || all == nil {
		return apart() // what is wrong with a hop is told when its turn comes
	}
	text := all.text.String()
	if !r.store.asked.often(text) {
		return apart()
	}
	levels, err := r.levels(all.statement, text, len(all.pieces)+1)
	if err != nil {
		if isLost(err) || errors.Is(r.ctx.Err(), context.Canceled) {
			return err
		}
		r.store.asked.tooMuch(text)
		if r.ctx.Err() != nil {
			return err
		}
		return apart()
	}
	for i := range all.pieces {
		all.pieces[i].records = levels[i+1]
	}
	r.ahead[level] = p.below
	return eachOf(levels[0], each)
}

// gathered returns the statement of a level and of what can be read together with it;
// nil: nothing can.
func (r *reading) gathered(p *piece, selection *kg.Selection, parents int) (*gathering, error) {
	if len(selection.Hops) == 0 {
		return nil, nil
	}
	g := &gathering{statement: p.clone(), rows: p.most(parents)}
	g.text.WriteString("CALL () { CALL () { " + p.text + " }" + collected(0))
	if err := g.below(p, 0, selection, g.rows, 2); err != nil || len(g.pieces) == 0 {
		return nil, err
	}
	return g, nil
}

// A gathering is a statement of several levels in the making. Each is a list of
// records in a variable of its own, made of the rows of the list above.
type gathering struct {
	*statement
	text   strings.Builder
	pieces []*piece // below the first
	rows   int      // that all may have at most
}

// levels runs a statement that a call may begin with, whose text gives each level as a
// list of its records, and returns these.
func (v *view) levels(st *statement, text string, count int) (levels [][]*record, err error) {
	names := make([]string, count)
	for i := range names {
		names[i] = listName(i)
	}
	err = v.rows(st, began+text+ended+fragment.Commas(names)+", ended, began", count, func(row []any) error {
		levels = make([][]*record, count)
		for i := range levels {
			var err error
			if levels[i], err = recordsOf(row[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return levels, err
}

// listName is the variable of the records of a level.
func listName(i int) string { return "l" + strconv.Itoa(i) }

// collected is the clause that makes records a list.
func collected(i int) string {
	return " RETURN collect([" + recordColumns + "]) AS " + listName(i) + " }"
}

// below adds the hops of a level, which has so many rows at most and is the depth-1st.
func (g *gathering) below(of *piece, above int, selection *kg.Selection, rows, depth int) error {
	of.below = make([]*piece, len(selection.Hops))
	for i := range selection.Hops {
		h := &selection.Hops[i]
		limit := max(h.Page.Limit, 0)
		if h.Edge != kg.NoEnd || depth > mostLevels || len(g.pieces) == mostHops || limit > mostRows || g.rows+rows*limit > mostRows {
			continue
		}
		kinds, err := query.Kinds(g.catalog.model, h.From)
		if err != nil {
			return err
		}
		number, at := len(g.pieces)+1, of.shape.nodeAt()
		page, only := "", ""
		if of.page != nil {
			g.suffix = "_" + strconv.Itoa(above)
			page = "[.." + g.named("page", max(of.page.Limit, 0)) + "]"
		}
		g.suffix = "_" + strconv.Itoa(number)
		switch {
		case len(kinds) == 0:
		case of.shape.kind == nil:
			only = " WHERE any(l IN row[" + strconv.Itoa(at+1) + "] WHERE l IN " + g.named("from", h.From) + ")"
		case !slices.Contains(kinds, of.shape.kind):
			continue // no row is of them
		}
		p, err := g.piece(h, "parents")
		if err != nil {
			return err
		}
		g.text.WriteString(" CALL (" + listName(above) + ") { UNWIND " + listName(above) + " AS above UNWIND above[1]" + page + " AS row WITH row" + only +
			" WITH collect(DISTINCT row[" + strconv.Itoa(at) + "][0]) AS parents CALL (parents) { " + p.text + " }" + collected(number))
		of.below[i], g.pieces, g.rows = p, append(g.pieces, p), g.rows+rows*limit
		if err := g.below(p, number, &h.Select, rows*limit, depth+1); err != nil {
			return err
		}
	}
	return nil
}
