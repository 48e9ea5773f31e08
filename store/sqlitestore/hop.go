package sqlitestore

import (
	"slices"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A hopping is a hop in the making: one statement reads the pages of all its
// parents, whose numbers are its first parameter.
type hopping struct {
	*statement
	hop    *kg.Hop
	step   *step
	order  []kg.Order
	native bool // the order is that of the adjacency tables
}

func (s *statement) hopping(h *kg.Hop, parents []int64) (*hopping, error) {
	s.arg(string(appendNumbers(nil, parents)))
	to, err := query.NewStep(s.catalog.model, h.Relations, h.Direction, h.To, h.On)
	if err != nil {
		return nil, err
	}
	to.Node, to.Edge = h.Filter, h.EdgeFilter
	byDefault := kg.DefaultOrder(s.catalog.model, h.Relations)
	order := h.Order
	if len(order) == 0 {
		order = byDefault
	}
	return &hopping{s, h, &step{to, "p.value"}, order, len(h.Relations) == 1 && slices.Equal(order, byDefault)}, nil
}

// eachParent completes a statement that has a value for every parent.
func eachParent(value string) string { return "SELECT p.key, " + value + " FROM json_each(?1) p" }

// shape returns what rows of the hop tell.
func (h *hopping) shape() (*shape, error) {
	rows := &shape{catalog: h.catalog, out: h.hop.Direction == kg.Out, bothWays: h.hop.Direction == kg.Both}
	if len(h.step.Relations) == 1 {
		rows.single = h.step.Relations[0]
	}
	if err := rows.wantEdges(h.hop.EdgeProperties, h.hop.EdgeFacts); err != nil {
		return nil, err
	}
	kinds := h.step.To
	if kinds == nil {
		kinds = query.Reached(h.catalog.model, h.step.Relations, h.hop.Direction)
	}
	return rows, rows.wantNodes(&h.hop.Select, kinds)
}

// A legOrder is a leg with the hop's order over it.
type legOrder struct {
	*leg
	order *ordering
	keys  []string // expressions of the sort keys
}

// ordered returns the legs with their order. Whatever the order needs is joined.
func (h *hopping) ordered() ([]legOrder, error) {
	legs, err := h.legs(h.step)
	if err != nil {
		return nil, err
	}
	reached := &subject{}
	for _, l := range legs {
		reached.Kinds = append(reached.Kinds, l.nodes.Kinds...)
	}
	whole, err := h.statement.order(h.order, reached, legs[0].edges, nil)
	if err != nil {
		return nil, err
	}
	list := make([]legOrder, len(legs))
	for i, l := range legs {
		order, err := h.statement.order(h.order, l.nodes, l.edges, whole, l.a+".other", l.a+".edge")
		if err != nil {
			return nil, err
		}
		list[i] = legOrder{leg: l, order: order, keys: order.terms.Expressions()}
		if h.native {
			order.terms = nil
			order.ties = []string{l.a + ".sort", l.a + ".other", l.a + ".edge"}
			continue
		}
		for _, by := range h.order {
			l.edge = l.edge || by.Edge
			l.node = l.node || !by.Edge
		}
	}
	return list, nil
}

// bounded returns the condition that rows of a leg come after a cursor in an
// order, or "".
func (h *hopping) bounded(o *ordering, c *kg.Cursor, inclusive bool) (string, error) {
	if c == nil {
		return "", nil
	}
	if !h.native {
		b, err := h.bound(c, o, c.Node, c.Edge)
		if err != nil {
			return "", err
		}
		return o.beyond(b, 0, inclusive), nil
	}
	if err := o.check(c); err != nil {
		return "", err
	}
	value := kg.Null
	if len(c.Key) > 0 {
		value = c.Key[0]
	}
	b := &bound{ties: []string{h.arg(sortBytes(h.step.Relations[0], value)), h.arg(c.Node), h.arg(c.Edge)}}
	return o.beyondTies(b, inclusive), nil
}

// page returns the statement of all parents' pages and, where it is wanted, of
// whether anything lies at or beyond their cursor.
func (h *hopping) page(rows *shape) (string, error) {
	legs, err := h.ordered()
	if err != nil {
		return "", err
	}
	// What is joined already, and not sorted, need not be looked up again.
	n, carried, joined := "n", []string(nil), " CROSS JOIN node n ON n.number = t.other"
	if h.native && len(legs) == 1 && legs[0].node {
		n, carried, joined = "t", rows.carried(), ""
	}
	found, err := h.found(legs, carried)
	if err != nil {
		return "", err
	}
	opposite, err := h.opposite(legs)
	if err != nil {
		return "", err
	}
	columns := slices.Concat(rows.edgeColumns("x", "t.out"), rows.nodeColumns(n))
	if h.hop.Page.Keys {
		rows.keys = legs[0].order.keys
		columns = append(columns, h.keyColumns(legs[0])...)
	}
	return eachParent("(SELECT json_group_array(json_array(" + fragment.Commas(columns) + ")) FROM (" + found + ") t" +
		joined + " CROSS JOIN edge x ON x.number = t.edge), " + opposite), nil
}

// keyColumns returns the columns of the sort keys. In the native order they are
// read from the edge, for the tables have them encoded.
func (h *hopping) keyColumns(l legOrder) []string {
	if !h.native {
		columns := keyNames(l.order)
		for i := range columns {
			columns[i] = "t." + columns[i]
		}
		return columns
	}
	if len(h.order) == 0 {
		return nil
	}
	r := h.step.Relations[0]
	return sortColumns(r.Property(r.OrderBy), "x.props", "x.keys", h.order[0].Language)
}

// found returns the query for the edges of one parent's page, which also carries
// some columns of the nodes.
func (h *hopping) found(legs []legOrder, carried []string) (string, error) {
	first, last := query.Ends(&h.hop.Page)
	texts := make([]string, len(legs))
	var order *ordering
	for i, l := range legs {
		order = l.order
		if h.hop.Page.Last {
			order = order.reversed()
		}
		from, err := h.bounded(order, first, false)
		if err != nil {
			return "", err
		}
		to, err := h.bounded(order.reversed(), last, false)
		if err != nil {
			return "", err
		}
		texts[i] = "SELECT " + l.a + ".edge AS edge, " + l.a + ".other AS other, " + l.outFlag() + " AS out"
		if h.native {
			texts[i] += ", " + l.a + ".sort AS sort"
		}
		for _, column := range carried {
			texts[i] += ", " + l.n + "." + column + " AS " + column
		}
		for j, name := range keyNames(order) {
			texts[i] += ", " + order.terms[j].Expression + " AS " + name
		}
		texts[i] += l.from(from, to)
	}
	limit := " LIMIT " + h.arg(h.hop.Page.Limit+1)
	if len(texts) == 1 {
		return texts[0] + " ORDER BY " + order.by(order.terms.Expressions(), order.ties) + limit, nil
	}
	ties := []string{"other", "edge"}
	if h.native {
		ties = []string{"sort", "other", "edge"}
	}
	return union(texts) + " ORDER BY " + order.by(keyNames(order), ties) + limit, nil
}

// opposite returns the expression of whether edges lie at or beyond the cursor
// the page starts from.
func (h *hopping) opposite(legs []legOrder) (string, error) {
	cursor, _ := query.Ends(&h.hop.Page)
	if cursor == nil || !h.hop.Page.Opposite {
		return "0", nil
	}
	found := make([]string, len(legs))
	for i, l := range legs {
		order := l.order
		if !h.hop.Page.Last {
			order = order.reversed()
		}
		condition, err := h.bounded(order, cursor, true)
		if err != nil {
			return "", err
		}
		found[i] = "EXISTS (SELECT 1" + l.from(condition) + ")"
	}
	return fragment.Join("OR", found), nil
}

// total returns the statement of how many edges each parent has.
func (h *hopping) total() (string, error) {
	legs, err := h.legs(h.step)
	if err != nil {
		return "", err
	}
	counts := make([]string, len(legs))
	for i, l := range legs {
		counts[i] = "(SELECT count(*)" + l.from() + ")"
	}
	return eachParent(strings.Join(counts, " + ")), nil
}

// counts returns the statement of how many edges each parent has by relation
// and direction.
func (h *hopping) counts() (string, error) {
	legs, err := h.legs(h.step)
	if err != nil {
		return "", err
	}
	texts := make([]string, len(legs))
	for i, l := range legs {
		texts[i] = "SELECT " + l.a + ".relation AS relation, " + l.outFlag() + " AS out, count(*) AS edges" + l.from() +
			" GROUP BY " + l.a + ".relation"
	}
	return eachParent("(SELECT json_group_array(json_array(relation, out, edges)) FROM (" + union(texts) + ")), 0"), nil
}
