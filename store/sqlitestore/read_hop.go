package sqlitestore

import (
	"slices"

	"innograph/kg"
)

// A parentPage is what a hop leads to from one node.
type parentPage struct {
	from, to int // its rows among all
	facts    kg.PageFacts
}

// hop reads the level a hop leads to. A node that stands in several rows is
// asked once.
func (r *reading) hop(from []kg.Row, h *kg.Hop) (*kg.Level, error) {
	if h.Edge != kg.NoEnd {
		return r.edgeEnds(from, h)
	}
	if _, err := r.catalog.kindsOf(h.From); err != nil {
		return nil, err
	}
	asked, index := applicable(from, h)
	pages := make([]parentPage, len(asked))
	rows, err := r.hopRows(h, asked, pages)
	if err != nil {
		return nil, err
	}
	if err := r.hopTotals(h, asked, pages); err != nil {
		return nil, err
	}
	level, err := r.spread(from, index, pages, rows)
	if err != nil {
		return nil, err
	}
	return r.level(level, &h.Select)
}

// applicable returns the nodes a hop leaves, each once, and the place among
// them of every row's node, or -1.
func applicable(from []kg.Row, h *kg.Hop) (asked []int64, index []int) {
	places := make(map[int64]int, len(from))
	index = make([]int, len(from))
	for i := range from {
		row := &from[i]
		if row.Kind == nil || len(h.From) > 0 && !slices.Contains(h.From, row.Kind.Name) {
			index[i] = -1
			continue
		}
		place, ok := places[row.Number]
		if !ok {
			place = len(asked)
			places[row.Number] = place
			asked = append(asked, row.Number)
		}
		index[i] = place
	}
	return asked, index
}

// hopRows reads the pages of all parents. The statement is made even when there
// is none, so that what is wrong with a hop does not depend on the data.
func (r *reading) hopRows(h *kg.Hop, asked []int64, pages []parentPage) ([]kg.Row, error) {
	st := r.statement()
	hopping, err := st.hopping(h, asked)
	if err != nil {
		return nil, err
	}
	shape, err := hopping.shape()
	if err != nil {
		return nil, err
	}
	text, err := hopping.page(shape)
	if err != nil || len(asked) == 0 || h.Page.Limit <= 0 {
		return nil, err
	}
	var rows []kg.Row
	err = r.each(st, text, func(key int64, json string, opposite bool) error {
		start := len(rows)
		err := shape.rows(json, asked[key], func(row *kg.Row) error {
			rows = append(rows, *row)
			return nil
		})
		if err != nil {
			return err
		}
		page, facts := cut(rows[start:], &h.Page, opposite)
		rows = rows[:start+len(page)]
		pages[key] = parentPage{start, len(rows), facts}
		if r.read+len(rows) > r.budget {
			return r.count(len(rows))
		}
		return nil
	})
	return rows, err
}

// hopTotals reads the totals and counts of all parents, if they are wanted.
func (r *reading) hopTotals(h *kg.Hop, asked []int64, pages []parentPage) error {
	if len(asked) == 0 || !h.Total && !h.Counts {
		return nil
	}
	st := r.statement()
	hopping, err := st.hopping(h, asked)
	if err != nil {
		return err
	}
	if !h.Counts {
		text, err := hopping.total()
		if err != nil {
			return err
		}
		return r.pairs(st, text, func(key, total int64) { pages[key].facts.Total = total })
	}
	text, err := hopping.counts()
	if err != nil {
		return err
	}
	return r.each(st, text, func(key int64, json string, _ bool) error {
		counts, total, err := r.relationCounts(json)
		pages[key].facts.Counts = counts
		if h.Total {
			pages[key].facts.Total = total
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
	slices.SortFunc(counts, func(a, b kg.RelationCount) int {
		return 2*(a.Relation.Index()-b.Relation.Index()) + int(a.Direction) - int(b.Direction)
	})
	return counts, total, in.err
}

// spread makes a level of the pages, one for each row above. Pages that several
// rows share are copied.
func (r *reading) spread(from []kg.Row, index []int, pages []parentPage, rows []kg.Row) (*kg.Level, error) {
	level := newLevel(len(from))
	level.Rows = make([]kg.Row, 0, len(rows))
	for i := range from {
		if index[i] >= 0 {
			page := &pages[index[i]]
			if err := r.count(page.to - page.from); err != nil {
				return nil, err
			}
			level.Rows = append(level.Rows, rows[page.from:page.to]...)
			level.Pages[i] = page.facts
		}
		level.Offsets = append(level.Offsets, len(level.Rows))
	}
	return level, nil
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
