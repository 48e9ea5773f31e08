package engine

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// Sizes of pages.
const (
	rootPage   = 20  // of a root list that names none
	nestedPage = 10  // of a relation that names none
	maxPage    = 100 // at most
)

// A listing is what is the same in every request of a list: a root list, a
// relation to many, or neighbours.
type listing struct {
	id       int // its frame
	field    *ast.Field
	where    string
	typeName string // of the connection
	node     *owner // nil: no filter and no order
	edge     *owner // nil: not by edges
	nested   bool   // filter and order are {node, edge}
	size     int

	// What is selected.
	rows, total, cursors, next, previous, counts bool

	figures []*figure
}

// settle completes what is read for the list's figures.
func (ls *listing) settle() {
	for _, f := range ls.figures {
		if f.keys != nil {
			f.keys.settle()
		}
	}
}

// listed are the decoded arguments of a list.
type listed struct {
	filter, edgeFilter kg.Filter
	order              []kg.Order
	page               kg.Page
	on                 string
	related            int  // price of the conditions on relations, those that the order counts among them
	asked              int  // of that the filter's
	sorted             bool // otherwise than by default
	root               bool // of a list at the root
	found              bool // of a search
}

// read reports whether more than figures is wanted.
func (ls *listing) read() bool {
	return ls.rows || ls.total || ls.counts || len(ls.figures) == 0
}

// decode reads the arguments of a list along relations, of which a root list
// has none, and notes the fingerprint of its cursors.
func (ls *listing) decode(r *request, args fields, relations []string, on string) (a *listed, err error) {
	a = &listed{}
	if a.on, err = dayOf(args, on); err != nil {
		return nil, err
	}
	if err := ls.conditions(args, a); err != nil {
		return nil, err
	}
	effective := kg.DefaultOrder(r.engine.model, relations)
	if len(a.order) > 0 {
		a.sorted = !slices.Equal(a.order, effective)
		effective = a.order
	}
	a.page, err = ls.place(r, args, kg.Fingerprint(ls.typeName, effective), len(effective))
	return a, err
}

// place reads the page, and notes the fingerprint of its cursors, which have so
// many keys.
func (ls *listing) place(r *request, args fields, mark uint32, keys int) (kg.Page, error) {
	r.frames[ls.id].mark = mark
	return ls.page(args, mark, keys)
}

// conditions reads filter and order.
func (ls *listing) conditions(args fields, a *listed) (err error) {
	f := &filters{on: a.on}
	if in, ok := args.get("filter").(fields); ok {
		if ls.nested {
			err = f.nested(ls.node, ls.edge, in, &a.filter, &a.edgeFilter)
		} else {
			a.filter, err = f.filter(ls.node, in, 1)
		}
		if err != nil {
			return within("filter", err)
		}
	}
	a.asked = f.price
	if list, ok := args.get("orderBy").([]any); ok {
		if a.order, err = ls.orders(list, f); err != nil {
			return within("orderBy", err)
		}
	}
	a.related = f.price
	return nil
}

// page reads first, after, last and before.
func (ls *listing) page(args fields, mark uint32, keys int) (kg.Page, error) {
	var p kg.Page
	first, hasFirst := args.get("first").(int64)
	last, hasLast := args.get("last").(int64)
	size, name := int64(ls.size), "first"
	switch {
	case hasFirst && hasLast:
		return p, within("last", refuse("first and last together have no meaning; give one of them"))
	case hasFirst:
		size = first
	case hasLast:
		size, name, p.Last = last, "last", true
	}
	if size < 1 || size > maxPage {
		return p, within(name, exceeds(maxPage, int(size), "ask for 1 to 100 and follow the pages by their cursors",
			"a page of %d cannot be answered: it holds 1 to %d", size, maxPage))
	}
	var err error
	if p.After, err = cursorOf(args, "after", mark, keys); err != nil {
		return p, err
	}
	if p.Before, err = cursorOf(args, "before", mark, keys); err != nil {
		return p, err
	}
	if ls.rows {
		p.Limit = int(size)
	}
	p.Keys = ls.cursors
	p.Opposite = p.Last && ls.next || !p.Last && ls.previous
	return p, nil
}

// cursorOf reads a cursor, or nil where none is given.
func cursorOf(args fields, name string, mark uint32, keys int) (*kg.Cursor, error) {
	text, ok := args.get(name).(string)
	if !ok {
		return nil, nil
	}
	cursor, err := kg.DecodeCursor(text, mark, keys)
	if err != nil {
		return nil, within(name, &refusal{
			code: CodeBadCursor, cause: err,
			message: "this cursor was not given out for this field and order; start again without it",
		})
	}
	return cursor, nil
}
