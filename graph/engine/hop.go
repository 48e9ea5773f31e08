package engine

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A hop is what is the same in every request of a step from a level to the
// next.
type hop struct {
	id    int // its frame
	where string
	from  []string
	level *level

	end kg.EdgeEnd // an end of the edge; the rest is not set then

	relation  *kg.Relation // nil: those the frame names
	direction kg.Direction
	to        []string // empty: all
	field     *ast.Field
	on        string   // the text of the argument, of a relation to one
	list      *listing // of a relation to many

	fields  []*ast.Field // of a relation to many: those it answers
	answers []answer     // what has been compiled for it
}

// An answer is what one group of fields writes of a hop.
type answer struct {
	fields []*ast.Field
	kinds  []string // that it can write; nil: a link
	emit   emit[spot]
}

// same reports whether two hops read the same in every request.
func (h *hop) same(g *hop) bool {
	if h.end != kg.NoEnd || g.end != kg.NoEnd {
		return h.end == g.end
	}
	return h.relation == g.relation && h.direction == g.direction && slices.Equal(h.to, g.to) &&
		(h.list == nil) == (g.list == nil) && h.on == g.on && slices.Equal(h.fields, g.fields)
}

// answer returns what is already compiled for these fields, or nil.
func (h *hop) answer(fields []*ast.Field, kinds []string) emit[spot] {
	for _, a := range h.answers {
		if slices.Equal(a.kinds, kinds) && slices.Equal(a.fields, fields) {
			return a.emit
		}
	}
	return nil
}

// fill completes the hop with a request's arguments and those of the levels
// below.
func (h *hop) fill(r *request, into *kg.Hop, on string, parents int) error {
	into.From = h.from
	into.Edge = h.end
	into.EdgeProperties = h.level.edges.names
	into.EdgeFacts = h.level.marks
	children := parents
	if h.end == kg.NoEnd {
		into.Relations = []string{h.relation.Name}
		into.Direction = h.direction
		into.To = h.to
		var err error
		if on, children, err = h.arguments(r, into, on, parents); err != nil {
			return at(h.where, err)
		}
		if h.relation.Dated {
			into.On = on
		}
	}
	r.count(children)
	var err error
	into.Select, err = h.level.selection(r, on, children)
	return err
}

// arguments decodes the arguments of a relation's field. It returns the day
// that holds below and the number of nodes arrived at.
func (h *hop) arguments(r *request, into *kg.Hop, on string, parents int) (string, int, error) {
	if h.list == nil {
		into.Page.Limit = 1
		day, err := r.day(h.field, on)
		return day, parents, err
	}
	args, err := r.arguments(h.field)
	if err != nil {
		return "", 0, err
	}
	a, err := h.list.decode(r, args, into.Relations, on)
	if err != nil {
		return "", 0, err
	}
	into.Filter, into.EdgeFilter = a.filter, a.edgeFilter
	into.Order, into.Page, into.Total = a.order, a.page, h.list.total
	r.count(times(parents, h.list.price(a)))
	if err := h.list.tables(r, args, a, kg.AggregateQuery{Hop: into}, parents); err != nil {
		return "", 0, err
	}
	if !h.list.rows {
		return a.on, parents, nil
	}
	return a.on, times(parents, a.page.Limit), nil
}
