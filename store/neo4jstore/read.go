package neo4jstore

import (
	"context"

	"innograph/kg"
	"innograph/store/query"
)

// Read answers a query level by level: one statement for a level, whatever the
// number of its parents, and with it their totals and counts. A query that comes
// again and again is read in one statement.
func (r *reader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	var result *kg.Result
	err := r.see(ctx, "Read", func(v *view) error {
		root, err := newReading(v, q.Budget).start(&q.Start, &q.Select)
		result = &kg.Result{Root: root}
		return err
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

// reading is one Read under way.
type reading struct {
	*view
	budget *query.Budget
	ahead  map[*kg.Level][]*piece // by hop, what has been read already below a level
}

func newReading(v *view, budget int) *reading {
	return &reading{view: v, budget: query.NewBudget(budget), ahead: map[*kg.Level][]*piece{}}
}

// level completes a level with its hops.
func (r *reading) level(l *kg.Level, s *kg.Selection) (*kg.Level, error) {
	ahead := r.ahead[l]
	for i := range s.Hops {
		var p *piece
		if ahead != nil {
			p = ahead[i]
		}
		below, err := r.hop(l.Rows, &s.Hops[i], p)
		if err != nil {
			return nil, err
		}
		l.Hops = append(l.Hops, below)
	}
	return l, nil
}

// hop reads the level a hop leads to, which p has where it has been read ahead. A node
// that stands in several rows is asked once.
func (r *reading) hop(from []kg.Row, h *kg.Hop, p *piece) (*kg.Level, error) {
	if h.Edge != kg.NoEnd {
		return r.edgeEnds(from, h)
	}
	if _, err := query.Kinds(r.store.catalog.model, h.From); err != nil {
		return nil, err
	}
	parents := query.ParentsOf(from, h)
	rows, err := r.pages(h, parents, p)
	if err != nil {
		return nil, err
	}
	level, err := parents.Level(rows, r.budget)
	if err != nil {
		return nil, err
	}
	if p != nil {
		r.ahead[level] = p.below
	}
	return r.level(level, &h.Select)
}

// pages reads the pages of all parents. The statement is made even when there is
// none, so that what is wrong with a hop does not depend on the data.
func (r *reading) pages(h *kg.Hop, parents *query.Parents, ahead *piece) ([]kg.Row, error) {
	p := ahead
	if p == nil {
		st := r.statement()
		var err error
		if p, err = st.piece(h, st.named("parents", parents.Numbers)); err != nil {
			return nil, err
		}
	}
	if len(parents.Numbers) == 0 || h.Page.Limit <= 0 && !h.Total && !h.Counts {
		return nil, nil
	}
	places := make(map[int64]int, len(parents.Numbers))
	for i, number := range parents.Numbers {
		places[number] = i
	}
	var rows []kg.Row
	take := func(rec *record) error {
		found, err := p.shape.list(rec.rows, rec.parent)
		if err != nil {
			return err
		}
		place, ok := places[rec.parent]
		if !ok {
			return damagedError("a parent", rec.parent)
		}
		page := &parents.Pages[place]
		if h.Page.Limit > 0 {
			found, page.Facts = query.Cut(found, &h.Page, rec.opposite)
		}
		page.From, page.To = len(rows), len(rows)+len(found)
		rows = append(rows, found...)
		if h.Total {
			page.Facts.Total = rec.total
		}
		if page.Facts.Counts, err = r.counts(rec.counts, h.Direction); err != nil {
			return err
		}
		return r.budget.Afford(len(rows))
	}
	if ahead != nil {
		return rows, eachOf(p.records, take)
	}
	return rows, r.each(p.statement, p.text, take)
}

// counts reads triples of relation, way and count.
func (r *reading) counts(list []any, d kg.Direction) ([]kg.RelationCount, error) {
	var counts []kg.RelationCount
	for _, e := range list {
		parts, ok := e.([]any)
		if !ok || len(parts) != 3 {
			return nil, damagedError("a count", e)
		}
		relation, err := r.store.catalog.relation(parts[0])
		if err != nil {
			return nil, err
		}
		count := kg.RelationCount{Relation: relation, Direction: kg.In}
		if out, _ := parts[1].(bool); out && d != kg.In {
			count.Direction = kg.Out
		}
		count.Count, _ = parts[2].(int64)
		counts = append(counts, count)
	}
	query.SortCounts(counts)
	return counts, nil
}

// edgeEnds reads the nodes at one end of the rows' edges.
func (r *reading) edgeEnds(from []kg.Row, h *kg.Hop) (*kg.Level, error) {
	asked := make([]int64, len(from))
	for i := range from {
		if e := from[i].Edge; e != nil && h.Edge == kg.FromEnd {
			asked[i] = e.From
		} else if e != nil {
			asked[i] = e.To
		}
	}
	level, err := r.numbers(asked, &h.Select)
	if err != nil {
		return nil, err
	}
	return r.level(level, &h.Select)
}
