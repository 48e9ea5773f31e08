package storetest

import (
	"math"
	"strings"
	"testing"

	"innograph/kg"
)

// stays are counted in this file: li has four, wang two of which one is at a hidden
// laboratory, zhao, sun, member and secret one each, emile and bare none.
var stays = kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.Out}

func filterCounted(t *testing.T, s *subject) {
	count := func(f kg.Related, op kg.Op, n int64) kg.Filter { return kg.Counted{Related: f, Op: op, Number: n} }
	everybody := []string{"li", "wang", "zhao", "sun", "emile", "bare", "member", "secret"}
	s.people(t, count(stays, kg.OpGte, 2), "li", "wang")
	s.people(t, count(stays, kg.OpGt, 2), "li")
	s.people(t, count(stays, kg.OpEq, 4), "li")
	s.people(t, count(stays, kg.OpEq, 3))
	s.people(t, count(stays, kg.OpEq, 0), "emile", "bare")
	s.people(t, count(stays, kg.OpLt, 1), "emile", "bare")
	s.people(t, count(stays, kg.OpLte, 1), "zhao", "sun", "emile", "bare", "member", "secret")
	s.people(t, count(stays, kg.OpNe, 1), "li", "wang", "emile", "bare")
	s.people(t, count(stays, kg.OpGt, -1), everybody...)
	s.people(t, count(stays, kg.OpEq, -1))
	s.people(t, count(stays, kg.OpNe, math.MinInt64), everybody...)
	s.people(t, count(stays, kg.OpLt, math.MaxInt64), everybody...)
	s.people(t, count(stays, kg.OpGte, math.MaxInt64))
	s.people(t, kg.Not{Filter: count(stays, kg.OpGte, 1)}, "emile", "bare")

	some := stays
	some.Edge = eq("role", kg.Symbol("LEAD"))
	s.people(t, count(some, kg.OpGte, 2), "li", "wang")
	some.Node = kg.KindIn{"Institution"}
	s.people(t, count(some, kg.OpGte, 1), "li", "secret")
	some.Quantifier = kg.None // which does not matter
	s.people(t, count(some, kg.OpGte, 1), "li", "secret")
	on := stays
	on.On, on.To = "2015-03-20", []string{"Laboratory"}
	s.people(t, count(on, kg.OpEq, 1), "li", "wang")
	s.people(t, count(related("AFFILIATED_WITH", kg.Out, kg.Some, count(related("AFFILIATED_WITH", kg.In, kg.Some, nil, nil), kg.OpGte, 2), nil), kg.OpGte, 2), "li")
}

// What may not be seen is not counted, and does not sort.
func countedHidden(t *testing.T, s *subject) {
	l := list("Person")
	l.Filter = kg.Counted{Related: stays, Op: kg.OpEq, Number: 1}
	if got := showAll(s.read(kg.Anyone, &kg.Query{Start: kg.Start{List: l}}).Root.Rows, rowName); got != "wang zhao" {
		t.Errorf("one stay: %s", got)
	}
	l = list("Person")
	l.Order = []kg.Order{{Count: &stays, Descending: true}}
	if got := showAll(s.read(kg.Anyone, &kg.Query{Start: kg.Start{List: l}}).Root.Rows, rowName); got != "li wang zhao sun emile bare" {
		t.Errorf("by stays: %s", got)
	}
}

func rowName(r kg.Row) string { return strings.TrimPrefix(string(r.ID), "Person_") }

func orderCounted(t *testing.T, s *subject) {
	led := stays
	led.Edge = eq("role", kg.Symbol("LEAD"))
	for _, c := range []struct {
		order []kg.Order
		want  string
	}{
		{[]kg.Order{{Count: &stays}}, "emile bare zhao sun member secret wang li"},
		{[]kg.Order{{Count: &stays, Descending: true}}, "li wang zhao sun member secret emile bare"},
		{[]kg.Order{{Count: &stays, NullsFirst: true}}, "emile bare zhao sun member secret wang li"},
		{[]kg.Order{{Count: &led, Descending: true}, {Count: &stays}}, "wang li secret emile bare zhao sun member"},
		{[]kg.Order{{Count: &stays}, {Property: "works", Descending: true}}, "emile bare secret zhao member sun wang li"},
	} {
		p := s.pagedList(kg.System, kg.List{Kinds: []string{"Person"}, Order: c.order})
		if got := showAll(p.all(), rowName); got != c.want {
			t.Errorf("%+v: %s, not %s", c.order, got, c.want)
		}
		l := list("Person")
		l.Order, l.Page.Keys = c.order, true
		for _, row := range s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root.Rows {
			if row.Key[0].Type() != kg.TypeInt {
				t.Errorf("%+v: the key of %s is %v", c.order, row.ID, row.Key[0])
			}
		}
	}
	staff := kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In}
	h := hop("AFFILIATED_WITH", kg.Out)
	h.Order = []kg.Order{{Count: &staff, Descending: true}, {Property: "from", Edge: true}}
	level := s.from(ids("Person_li"), h)[0]
	if got := showAll(level.Rows, func(r kg.Row) string { return string(r.ID) }); got != "Institution_neu Institution_neu Institution_neu Laboratory_robots" {
		t.Errorf("along a relation: %s", got)
	}
}

// A page of a count whose condition has parameters, with its total.
func countedTotal(t *testing.T, s *subject) {
	led := stays
	led.Edge = eq("role", kg.Symbol("LEAD"))
	for _, kinds := range [][]string{{"Person"}, {"Person", "Institution"}} {
		l := list(kinds...)
		l.Order, l.Page.Limit = []kg.Order{{Count: &led}}, 0
		total := s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root.Pages[0].Total
		l.Page.Limit = 2
		if again := s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root.Pages[0].Total; total == 0 || again != total {
			t.Errorf("%v: totals %d and %d", kinds, total, again)
		}
	}
}

func countsRefused(t *testing.T, s *subject) {
	unknown := kg.Related{Relation: "NOWHERE"}
	for _, start := range []*kg.List{
		{Kinds: []string{"Person"}, Filter: kg.Counted{Related: unknown, Op: kg.OpEq}},
		{Kinds: []string{"Person"}, Filter: kg.Counted{Related: stays, Op: kg.OpIn}},
		{Kinds: []string{"Person"}, Order: []kg.Order{{Count: &unknown}}},
		{Kinds: []string{"Person"}, Order: []kg.Order{{Count: &stays, Edge: true}}},
	} {
		if _, err := s.tryRead(kg.System, &kg.Query{Start: kg.Start{List: start}}); err == nil {
			t.Errorf("%+v is answered", start)
		}
	}
}
