package sqlitestore

import (
	"innograph/kg"
	"innograph/store/query"
)

// hop reads the level a hop leads to. A node that stands in several rows is
// asked once.
func (r *reading) hop(from []kg.Row, h *kg.Hop) (*kg.Level, error) {
	if h.Edge != kg.NoEnd {
		return r.edgeEnds(from, h)
	}
	if _, err := query.Kinds(r.catalog.model, h.From); err != nil {
		return nil, err
	}
	parents := query.ParentsOf(from, h)
	rows, err := r.hopRows(h, parents)
	if err != nil {
		return nil, err
	}
	if err := r.hopTotals(h, parents); err != nil {
		return nil, err
	}
	level, err := parents.Level(rows, r.budget)
	if err != nil {
		return nil, err
	}
	return r.level(level, &h.Select)
}

// hopRows reads the pages of all parents. The statement is made even when there
// is none, so that what is wrong with a hop does not depend on the data.
func (r *reading) hopRows(h *kg.Hop, parents *query.Parents) ([]kg.Row, error) {
	st := r.statement()
	hopping, err := st.hopping(h, parents.Numbers)
	if err != nil {
		return nil, err
	}
	shape, err := hopping.shape()
	if err != nil {
		return nil, err
	}
	text, err := hopping.page(shape)
	if err != nil || len(parents.Numbers) == 0 || h.Page.Limit <= 0 {
		return nil, err
	}
	var rows []kg.Row
	err = r.each(st, text, func(key int64, json string, opposite bool) error {
		start := len(rows)
		err := shape.rows(json, parents.Numbers[key], func(row *kg.Row) error {
			rows = append(rows, *row)
			return nil
		})
		if err != nil {
			return err
		}
		page, facts := query.Cut(rows[start:], &h.Page, opposite)
		rows = rows[:start+len(page)]
		parents.Pages[key] = query.ParentPage{From: start, To: len(rows), Facts: facts}
		return r.budget.Afford(len(rows))
	})
	return rows, err
}

// hopTotals reads the totals and counts of all parents, if they are wanted.
func (r *reading) hopTotals(h *kg.Hop, parents *query.Parents) error {
	if len(parents.Numbers) == 0 || !h.Total && !h.Counts {
		return nil
	}
	st := r.statement()
	hopping, err := st.hopping(h, parents.Numbers)
	if err != nil {
		return err
	}
	if !h.Counts {
		text, err := hopping.total()
		if err != nil {
			return err
		}
		return r.pairs(st, text, func(key, total int64) { parents.Pages[key].Facts.Total = total })
	}
	text, err := hopping.counts()
	if err != nil {
		return err
	}
	return r.each(st, text, func(key int64, json string, _ bool) error {
		counts, total, err := r.relationCounts(json)
		parents.Pages[key].Facts.Counts = counts
		if h.Total {
			parents.Pages[key].Facts.Total = total
		}
		return err
	})
}

// relationCounts reads arrays of relation, direction and count, and sorts them
// by the model.
func (r *reading) relationCounts(json string) (counts []kg.RelationCount, total int64, err error) {
	in := &scanner{text: json}
	in.open('[')
	for first := true; in.more(first, ']'); first = false {
		in.open('[')
		number := in.int()
		in.comma()
		direction := kg.In
		if in.int() == 1 {
			direction = kg.Out
		}
		in.comma()
		count := in.int()
		in.take(']')
		if in.err != nil {
			break
		}
		relation, err := r.catalog.relation(number)
		if err != nil {
			return nil, 0, err
		}
		counts = append(counts, kg.RelationCount{Relation: relation, Direction: direction, Count: count})
		total += count
	}
	query.SortCounts(counts)
	return counts, total, in.err
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
	level, err := r.nodes(appendNumbers(nil, asked), len(asked), &h.Select, "CROSS JOIN node n ON n.number = p.value", "")
	if err != nil {
		return nil, err
	}
	return r.level(level, &h.Select)
}
