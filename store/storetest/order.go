package storetest

import (
	"fmt"
	"slices"
	"testing"

	"innograph/kg"
)

func orderChapter() chapter {
	return chapter{name: "order", load: loadCrowd, shared: true, scenarios: []scenario{
		{"by every property of a node, either way, nulls on either side", orderEveryProperty},
		{"by every property of an edge, either way, nulls on either side", orderEveryEdgeProperty},
		{"text is sorted bytewise", orderText},
		{"localised text is sorted by language", orderLocalized},
		{"dates are sorted by first day, then precision", orderDates},
		{"money is sorted by currency, then amount", orderMoney},
		{"by several keys of node and edge", orderSeveral},
		{"ties are broken by node number, then by edge number", orderTies},
		{"a property some kinds lack is null there", orderForeign},
	}}
}

// directions are the four ways to sort by one key.
func directions(o kg.Order) []kg.Order {
	var all []kg.Order
	for _, descending := range []bool{false, true} {
		for _, nullsFirst := range []bool{false, true} {
			o.Descending, o.NullsFirst = descending, nullsFirst
			all = append(all, o)
		}
	}
	return all
}

// everyWay sorts by each of these keys in each direction, in an order in which
// a sample meets all four.
func everyWay(singles []kg.Order) []kg.Order {
	var all []kg.Order
	for _, single := range singles {
		all = append(all, directions(single)...)
	}
	return all
}

// sortable returns the single keys a list of a kind, or a hop, can be sorted by.
func sortable(properties []kg.Property, edge bool) []kg.Order {
	var orders []kg.Order
	for i := range properties {
		p := &properties[i]
		switch {
		case p.List || p.Long:
		case p.Type == kg.TypeLocalized:
			for _, language := range kg.OrderLanguages {
				orders = append(orders, kg.Order{Property: p.Name, Edge: edge, Language: language})
			}
		default:
			orders = append(orders, kg.Order{Property: p.Name, Edge: edge})
		}
	}
	return orders
}

func ownOrders() []kg.Order {
	return []kg.Order{{Property: kg.OwnCreatedAt}, {Property: kg.OwnUpdatedAt}, {Property: kg.OwnID}}
}

func orderEveryProperty(t *testing.T, s *subject) {
	for _, kind := range []string{"Person", "Laboratory", "Project"} {
		for _, o := range everyWay(append(sortable(s.model.Kind(kind).Properties, false), ownOrders()...)) {
			l := list(kind)
			l.Order, l.Page.Keys = []kg.Order{o}, true
			root := s.read(kg.System, &kg.Query{Start: kg.Start{List: l}, Select: every()}).Root
			wantSorted(t, l.Order, root)
		}
	}
}

func orderEveryEdgeProperty(t *testing.T, s *subject) {
	for _, o := range everyWay(sortable(s.model.Relation("CONCERNS").Properties, true)) {
		h := hop("CONCERNS", kg.Both)
		h.Order, h.Page.Keys = []kg.Order{o}, true
		level := s.from(ids("Person_0", "Project_0", "Project_1"), h)[0]
		wantSorted(t, h.Order, level)
	}
}

// wantSorted holds the rows of each parent to what the contract says of order,
// in its own words.
func wantSorted(t *testing.T, order []kg.Order, l *kg.Level) {
	t.Helper()
	for parent := range l.Pages {
		rows := l.Rows[l.Offsets[parent]:l.Offsets[parent+1]]
		for i := 1; i < len(rows); i++ {
			if !precedes(order, &rows[i-1], &rows[i]) {
				t.Fatalf("order %+v: row %d\n%s\ncomes before\n%s", order, i, showRow(rows[i-1]), showRow(rows[i]))
			}
		}
	}
}

func precedes(order []kg.Order, a, b *kg.Row) bool {
	for i, o := range order {
		x, y := a.Key[i], b.Key[i]
		if x.IsNull() || y.IsNull() {
			if x.IsNull() != y.IsNull() {
				return x.IsNull() == o.NullsFirst
			}
			continue
		}
		if c := x.Compare(y); c != 0 {
			return (c < 0) != o.Descending
		}
	}
	if a.Number != b.Number || a.Edge == nil {
		return a.Number < b.Number
	}
	return a.Edge.Number < b.Edge.Number
}

// keys returns the distinct present keys of a sorted list of people.
func (s *subject) keys(o kg.Order) []string {
	s.t.Helper()
	l := list("Person")
	l.Order, l.Page.Keys = []kg.Order{o}, true
	var found []string
	for _, row := range s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root.Rows {
		if !row.Key[0].IsNull() {
			found = append(found, row.Key[0].String())
		}
	}
	return slices.Compact(found)
}

func wantKeys(t *testing.T, got, want []string) {
	t.Helper()
	i := 0
	for _, w := range want { // some may be missing in the crowd
		if i < len(got) && got[i] == w {
			i++
		}
	}
	if i != len(got) || i < 3 {
		t.Errorf("keys %q, want them in the order of %q", got, want)
	}
}

func orderText(t *testing.T, s *subject) {
	wantKeys(t, s.keys(kg.Order{Property: "note"}),
		[]string{"", `"`, "%", "'", "(x", "10", "9", "A", `\`, "_", "a", "a b", "ab", "abc", "b", "e", "null", "é", "沈", "沈阳", "（x", "𬭊"})
}

func orderDates(t *testing.T, s *subject) {
	wantKeys(t, s.keys(kg.Order{Property: "born"}), []string{"0001", "1999-12-31", "2000", "2000-01", "2000-01-01", "2000-01-02", "2000-02",
		"2000-02-29", "2000-12", "2000-12-31", "2001", "2001-01-01", "9999"})
}

func orderMoney(t *testing.T, s *subject) {
	wantKeys(t, s.keys(kg.Order{Property: "salary"}),
		[]string{"CNY -1.00", "CNY 9.00", "CNY 10.00", "EUR 0.00", "EUR 10.00", "JPY 10", "USD 10.01"})
}

// Pinyin puts 安 before 重庆 before 沈阳, one reading a character: 重 is zhong.
func orderLocalized(t *testing.T, s *subject) {
	for language, want := range map[string][]string{"zh": {"安", "沈阳", "重庆"}, "en": {"an", "Chongqing", "Shenyang"}} {
		l := list("Person", "Institution", "Laboratory")
		l.Order = []kg.Order{{Property: "name", Language: language}}
		var seen []string
		for _, row := range s.read(kg.System, &kg.Query{Start: kg.Start{List: l}, Select: every()}).Root.Rows {
			if text, ok := row.Values[0].In(language); ok && slices.Contains(want, text) {
				seen = append(seen, text)
			}
		}
		if seen = slices.Compact(seen); !slices.Equal(seen, want) {
			t.Errorf("in %s: %q, want %q", language, seen, want)
		}
	}
}

func orderSeveral(t *testing.T, s *subject) {
	for _, order := range [][]kg.Order{
		{{Property: "grade"}, {Property: "works", Descending: true}},
		{{Property: "works", NullsFirst: true}, {Property: "born"}, {Property: "name", Language: "zh", Descending: true}},
		{{Property: "active", Descending: true, NullsFirst: true}, {Property: "salary"}, {Property: "score"}, {Property: "note"}},
	} {
		l := list("Person")
		l.Order, l.Page.Keys = order, true
		wantSorted(t, order, s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root)
	}
	for _, order := range [][]kg.Order{
		{{Property: "role", Edge: true}, {Property: "title"}, {Property: "since", Edge: true, Descending: true}},
		{{Property: "title", Descending: true}, {Property: "remark", Edge: true, Language: "en"}},
		{{Property: "sure", Edge: true}, {Property: "note", Edge: true, Descending: true, NullsFirst: true}},
	} {
		h := hop("CONCERNS", kg.Both)
		h.Order, h.Page.Keys = order, true
		wantSorted(t, order, s.from(ids("Person_0", "Project_1", "Project_2"), h)[0])
	}
}

func orderTies(t *testing.T, s *subject) {
	h := hop("CONCERNS", kg.Both)
	h.Order, h.Page.Keys = []kg.Order{{Property: "active"}}, true // which none of the targets has
	level := s.from(ids("Project_0"), h)[0]
	wantSorted(t, h.Order, level)
	parallel := 0
	for i := 1; i < len(level.Rows); i++ {
		if level.Rows[i].Number == level.Rows[i-1].Number {
			parallel++
		}
	}
	if parallel == 0 {
		t.Error("the crowd has no parallel edges here")
	}
}

func orderForeign(t *testing.T, s *subject) {
	for _, o := range directions(kg.Order{Property: "students"}) {
		l := list("Laboratory", "Institution")
		l.Order, l.Page.Keys = []kg.Order{o, {Property: "level", Descending: true}}, true
		root := s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root
		wantSorted(t, l.Order, root)
		if len(root.Rows) != 24 {
			t.Errorf("%d rows", len(root.Rows))
		}
	}
}

// cursorOf marks the place of a row.
func cursorOf(r *kg.Row) *kg.Cursor {
	c := &kg.Cursor{Key: r.Key, Node: r.Number}
	if r.Edge != nil {
		c.Edge = r.Edge.Number
	}
	return c
}

// throughText sends a cursor the way clients do.
func throughText(t test, c *kg.Cursor, field string, order []kg.Order) *kg.Cursor {
	t.Helper()
	fingerprint := kg.Fingerprint(field, order)
	decoded, err := kg.DecodeCursor(c.Encode(fingerprint), fingerprint, len(order))
	if err != nil {
		t.Fatalf("cursor %+v: %v", *c, err)
	}
	if showPage(kg.Page{After: c}) != showPage(kg.Page{After: decoded}) {
		t.Fatalf("cursor %+v comes back as %+v", *c, *decoded)
	}
	return decoded
}

// rowNames tells rows apart, parallel edges included.
func rowNames(rows []kg.Row) []string {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = fmt.Sprint(r.Number)
		if r.Edge != nil {
			names[i] += fmt.Sprintf("/%d", r.Edge.Number)
		}
	}
	return names
}
