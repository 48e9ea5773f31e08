package query

import (
	"fmt"
	"math"
	"slices"

	"innograph/kg"
)

// A Budget counts the rows of an answer.
type Budget struct{ most, rows int }

// NewBudget returns the budget of a query, which 0 rows leave without a bound.
func NewBudget(rows int) *Budget {
	if rows == 0 {
		rows = math.MaxInt
	}
	return &Budget{most: rows}
}

// Spend counts rows, and fails when there are more than the budget allows.
func (b *Budget) Spend(rows int) error {
	b.rows += rows
	return b.check(b.rows)
}

// Afford fails when rows that are not yet counted would be too many.
func (b *Budget) Afford(rows int) error { return b.check(b.rows + rows) }

func (b *Budget) check(rows int) error {
	if rows > b.most {
		return &kg.Error{Kind: kg.ErrTooLarge, Subject: "query",
			Reason: fmt.Sprintf("the answer has more than %d rows; ask for smaller pages or fewer levels", b.most)}
	}
	return nil
}

// NewLevel returns a level whose rows are yet to come.
func NewLevel(parents int) *kg.Level {
	return &kg.Level{Offsets: make([]int, 1, parents+1), Pages: make([]kg.PageFacts, parents)}
}

// Ends returns the cursors between which a page lies, in the direction in which it is
// cut: that which it starts from, and that which it does not pass.
func Ends(p *kg.Page) (first, last *kg.Cursor) {
	if p.Last {
		return p.Before, p.After
	}
	return p.After, p.Before
}

// Cut takes the row that is only there to tell that more follow, and brings the
// rows of a page that was cut from the end into their order.
func Cut(rows []kg.Row, p *kg.Page, opposite bool) ([]kg.Row, kg.PageFacts) {
	more := len(rows) > p.Limit
	if more {
		rows = rows[:p.Limit]
	}
	if !p.Last {
		return rows, kg.PageFacts{HasNext: more, HasPrevious: opposite}
	}
	slices.Reverse(rows)
	return rows, kg.PageFacts{HasPrevious: more, HasNext: opposite}
}

// Parents are the nodes a hop leaves, each once.
type Parents struct {
	Numbers []int64
	Pages   []ParentPage // one for each, to be filled
	index   []int        // the place among them of every row's node, or -1
}

// A ParentPage is what a hop leads to from one node: rows From to To among all.
type ParentPage struct {
	From, To int
	Facts    kg.PageFacts
}

// ParentsOf returns the nodes among rows that a hop leaves.
func ParentsOf(rows []kg.Row, h *kg.Hop) *Parents {
	p := &Parents{index: make([]int, len(rows))}
	places := make(map[int64]int, len(rows))
	for i := range rows {
		row := &rows[i]
		if row.Kind == nil || len(h.From) > 0 && !slices.Contains(h.From, row.Kind.Name) {
			p.index[i] = -1
			continue
		}
		place, ok := places[row.Number]
		if !ok {
			place = len(p.Numbers)
			places[row.Number] = place
			p.Numbers = append(p.Numbers, row.Number)
		}
		p.index[i] = place
	}
	p.Pages = make([]ParentPage, len(p.Numbers))
	return p
}

// Level makes a level of the pages, one for each row above. Pages that several rows
// share are copied.
func (p *Parents) Level(rows []kg.Row, budget *Budget) (*kg.Level, error) {
	level := NewLevel(len(p.index))
	level.Rows = make([]kg.Row, 0, len(rows))
	for i, place := range p.index {
		if place >= 0 {
			page := &p.Pages[place]
			if err := budget.Spend(page.To - page.From); err != nil {
				return nil, err
			}
			level.Rows = append(level.Rows, rows[page.From:page.To]...)
			level.Pages[i] = page.Facts
		}
		level.Offsets = append(level.Offsets, len(level.Rows))
	}
	return level, nil
}

// SortCounts brings counts into the order they come in: by the model, Out before In.
func SortCounts(counts []kg.RelationCount) {
	slices.SortFunc(counts, func(a, b kg.RelationCount) int {
		return 2*(a.Relation.Index()-b.Relation.Index()) + int(a.Direction) - int(b.Direction)
	})
}
