package neo4jstore

import (
	"cmp"
	"slices"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/query"
)

// search reads a page of the nodes that a text finds. Which they are is found out
// first; what is wanted of them is read as of any other nodes.
func (r *reading) search(f *kg.Search, selection *kg.Selection) (*kg.Level, error) {
	level := query.NewLevel(1)
	if err := (&shape{catalog: r.store.catalog}).wantNodes(selection, nil); err != nil {
		return nil, err
	}
	found, err := r.finding(f)
	if err != nil {
		return nil, err
	}
	switch {
	case found.empty:
	case f.Page.Limit > 0:
		err = r.found(found, level, selection)
	case f.Total:
		level.Pages[0].Total, err = found.total()
	}
	level.Offsets = append(level.Offsets, len(level.Rows))
	return level, err
}

// found reads the nodes of a page.
func (r *reading) found(f *finding, level *kg.Level, selection *kg.Selection) error {
	ranks, opposite, total, err := f.page()
	if err != nil {
		return err
	}
	rows := make([]kg.Row, len(ranks))
	for i, at := range ranks {
		rows[i] = kg.Row{Number: at.number, Score: at.score}
	}
	rows, level.Pages[0] = query.Cut(rows, &f.search.Page, opposite)
	level.Pages[0].Total = total
	numbers := make([]int64, len(rows))
	for i := range rows {
		numbers[i] = rows[i].Number
	}
	nodes, err := r.numbers(numbers, selection)
	if err != nil {
		return err
	}
	r.ahead[level] = r.ahead[nodes]
	for i := range rows {
		for _, row := range nodes.Rows[nodes.Offsets[i]:nodes.Offsets[i+1]] {
			row.Score = rows[i].Score
			if f.search.Page.Keys {
				row.Key = []kg.Value{kg.Int(row.Score)}
			}
			level.Rows = append(level.Rows, row)
		}
	}
	return nil
}

// page returns the ranks of a page, one more where there are more, whether some lie
// on its other side, and the total, where that is wanted.
func (f *finding) page() (ranks []rank, opposite bool, total int64, err error) {
	page, beside := between{f.after, f.before}, f.beside()
	limit, back := f.search.Page.Limit+1, f.search.Page.Last
	all, few, err := f.few()
	switch {
	case err != nil:
		return nil, false, 0, err
	case few:
		ranks = page.of(all)
		if back {
			slices.Reverse(ranks)
		}
		opposite = beside != nil && len(beside.of(all)) > 0
		if f.search.Total {
			total = int64(len(all))
		}
		return ranks[:min(len(ranks), limit)], opposite, total, nil
	}
	if ranks, err = f.walk(page, limit, back); err != nil {
		return nil, false, 0, err
	}
	if beside != nil {
		one, err := f.walk(*beside, 1, !back)
		if err != nil {
			return nil, false, 0, err
		}
		opposite = len(one) > 0
	}
	if f.search.Total {
		total, err = f.total()
	}
	return ranks, opposite, total, err
}

// beside returns the part of the order at or beyond the cursor that the page starts
// from, or nil where nothing of it is asked.
func (f *finding) beside() *between {
	page := &f.search.Page
	switch {
	case page.Opposite && page.Last && f.before != nil:
		return &between{after: &rank{f.before.score, f.before.number - 1}}
	case page.Opposite && !page.Last && f.after != nil:
		return &between{before: &rank{f.after.score, f.after.number + 1}}
	default:
		return nil
	}
}

// A rank is the place of a node in the order of a search: by score, the highest
// first, then by number.
type rank struct{ score, number int64 }

func (r rank) compare(s rank) int {
	return cmp.Or(cmp.Compare(s.score, r.score), cmp.Compare(r.number, s.number))
}

// rankOf returns the rank of a cursor. A score or a number that no node has is as
// good as the nearest to it.
func rankOf(c *kg.Cursor) (*rank, error) {
	if c == nil {
		return nil, nil
	}
	if err := query.CheckScore(c); err != nil {
		return nil, err
	}
	beyond := int64(text.Score(text.Points(text.MaxWeight, text.Equals)+1, 0))
	return &rank{max(0, min(c.Key[0].Int(), beyond)), max(0, min(c.Node, kg.MaxNumber+1))}, nil
}

// between is a part of the order of a search, its ends left out; nil: none.
type between struct{ after, before *rank }

// of returns those of some ranks that lie in it.
func (b between) of(ranks []rank) []rank {
	return slices.DeleteFunc(slices.Clone(ranks), func(r rank) bool {
		return b.after != nil && b.after.compare(r) >= 0 || b.before != nil && r.compare(*b.before) >= 0
	})
}
