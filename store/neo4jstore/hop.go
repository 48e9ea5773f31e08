package neo4jstore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A hopping is a hop in the making: one statement reads the pages of all its parents
// and what else is wanted of them.
type hopping struct {
	*statement
	hop    *kg.Hop
	step   *query.Step
	order  []kg.Order
	native bool // the order is that of the places of the relation's edges
}

func (s *statement) hopping(h *kg.Hop) (*hopping, error) {
	step, err := query.NewStep(s.catalog.model, h.Relations, h.Direction, h.To, h.On)
	if err != nil {
		return nil, err
	}
	step.Node, step.Edge = h.Filter, h.EdgeFilter
	byDefault := kg.DefaultOrder(s.catalog.model, h.Relations)
	order := h.Order
	if len(order) == 0 {
		order = byDefault
	}
	native := len(step.Relations) == 1 && len(h.Relations) == 1 && slices.Equal(order, byDefault) && hasPlaces(step.Relations[0])
	return &hopping{s, h, step, order, native}, nil
}

// shape returns what rows of the hop tell.
func (h *hopping) shape() (*shape, error) {
	rows := &shape{catalog: h.catalog, direction: h.hop.Direction}
	if err := rows.wantEdges(h.hop.EdgeProperties, h.hop.EdgeFacts, h.step.Relations); err != nil {
		return nil, err
	}
	kinds := h.step.To
	if kinds == nil {
		kinds = query.Reached(h.catalog.model, h.step.Relations, h.hop.Direction)
	}
	return rows, rows.wantNodes(&h.hop.Select, kinds)
}

// leg returns the hop's step from a node.
func (h *hopping) leg(direction kg.Direction) (*leg, error) {
	h.conditions = query.Conditions{}
	step := *h.step
	step.Direction = direction
	return h.statement.leg(&step, "a", "r", "n")
}

// fromParent is the node that a number p stands for, in a pattern.
const fromParent = "a:" + labelNode + " {" + propNumber + ": p}"

// page returns the clauses of all parents' pages and of what else is wanted. The
// parents' numbers are the list that an expression gives.
func (h *hopping) page(rows *shape, parents string) (string, error) {
	legs, o, err := h.legs()
	if err != nil {
		return "", err
	}
	found := "WITH p, [] AS rows"
	if h.hop.Page.Limit > 0 {
		read := h.sorted
		if h.native {
			read = h.places
		}
		if found, err = read(legs, o, rows); err != nil {
			return "", err
		}
		found = "CALL (p) { " + found + " }"
	}
	opposite, err := h.opposite(legs, o)
	if err != nil {
		return "", err
	}
	total, counts := "null", "null"
	if h.hop.Total {
		total = "COUNT { " + h.all(legs[0]) + " }"
	}
	if h.hop.Counts {
		counts = "COLLECT { " + h.all(legs[0]) + " WITH type(r) AS relation, " + h.way() + " AS out, count(*) AS edges RETURN [relation, out, edges] }"
	}
	return "UNWIND " + parents + " AS p " + found + " RETURN p AS parent, rows, " + opposite + " AS opposite, " + total + " AS total, " + counts + " AS counts", nil
}

// legs returns the hop's step, as a whole, and its order. A page in the order of
// places, which are of one end, has a step for each way.
func (h *hopping) legs() ([]*leg, *ordering, error) {
	l, err := h.leg(h.hop.Direction)
	if err != nil {
		return nil, nil, err
	}
	o, err := h.statement.order(h.order, l.nodes, l.edges, nil, "n."+propNumber, "r."+propNumber)
	return []*leg{l}, o, err
}

// all returns the clauses that meet all of a parent's edges.
func (h *hopping) all(l *leg) string {
	return "MATCH " + l.pattern(fromParent) + fragment.Where(l.conditions...)
}

// way returns the expression of whether an edge is followed from its source.
func (h *hopping) way() string {
	switch h.hop.Direction {
	case kg.Out:
		return "true"
	case kg.In:
		return "false"
	default:
		return "r." + propFrom + " = p"
	}
}

// sorted returns the clauses that read a page by sorting all of a parent's edges.
func (h *hopping) sorted(legs []*leg, o *ordering, rows *shape) (string, error) {
	l := legs[0]
	if h.hop.Page.Last {
		o = o.reversed()
	}
	first, last := query.Ends(&h.hop.Page)
	columns, names := []string{"r", "n"}, append([]string{"r", "n"}, o.aliases()...)
	for i, e := range o.terms.Expressions() {
		columns = append(columns, e+" AS "+keyAlias(i))
	}
	named := o.named()
	var bounds []string
	for i, c := range []*kg.Cursor{first, last} {
		if c == nil {
			continue
		}
		order := named
		if i > 0 {
			order = named.reversed()
		}
		b, err := h.bound(c, order, c.Node, c.Edge)
		if err != nil {
			return "", err
		}
		bounds = append(bounds, order.beyond(b, 0, false))
	}
	text := h.all(l)
	if len(bounds) > 0 {
		text += " WITH " + fragment.Commas(columns) + fragment.Where(bounds...)
		columns = names
	}
	var keys []string
	if h.hop.Page.Keys {
		keys = rows.wantKeys(o, o.aliases())
	}
	return text + " WITH " + fragment.Commas(columns) + " ORDER BY " + o.by(o.aliases(), o.ties, false) + " LIMIT " + h.limit() +
		" RETURN collect(" + rows.row(h.statement, "n", "r", keys) + ") AS rows", nil
}

func (h *hopping) limit() string { return h.named("limit", int64(h.hop.Page.Limit)+1) }

// opposite returns the expression of whether edges lie at or beyond the cursor the
// page starts from.
func (h *hopping) opposite(legs []*leg, o *ordering) (string, error) {
	cursor, _ := query.Ends(&h.hop.Page)
	if cursor == nil || !h.hop.Page.Opposite || h.hop.Page.Limit <= 0 {
		return "false", h.checkCursors(o)
	}
	if h.native {
		return h.oppositePlaces(o)
	}
	if !h.hop.Page.Last {
		o = o.reversed()
	}
	b, err := h.bound(cursor, o, cursor.Node, cursor.Edge)
	if err != nil {
		return "", err
	}
	return "EXISTS { MATCH " + legs[0].pattern(fromParent) + fragment.Where(append(slices.Clone(legs[0].conditions), o.beyond(b, 0, true))...) + " }", nil
}

// checkCursors refuses cursors that do not fit the order, whether they are needed or
// not.
func (h *hopping) checkCursors(o *ordering) error {
	for _, c := range []*kg.Cursor{h.hop.Page.After, h.hop.Page.Before} {
		if c != nil {
			if err := o.check(c); err != nil {
				return err
			}
		}
	}
	return nil
}
