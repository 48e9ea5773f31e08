package storetest

import (
	"slices"
	"testing"

	"innograph/kg"
)

func filterChapter() chapter {
	c := chapter{name: "filters", load: loadWorld, shared: true, scenarios: []scenario{
		{"of absent values only isNull holds", filterNulls},
		{"in of nothing and or of nothing match nothing", filterEmpty},
		{"not is the plain complement", filterNot},
		{"conditions nest", filterNested},
		{"text is compared bytewise", filterText},
		{"localised text matches in any language", filterLocalized},
		{"dates of mixed precision hold for every day", filterDates},
		{"money is compared within a currency", filterMoney},
		{"lists have", filterLists},
		{"own facts are compared under their names", filterOwn},
		{"kinds", filterKinds},
		{"a property some kinds lack is absent there", filterForeign},
		{"some, all, none, single", filterQuantifiers},
		{"all of no edges holds", filterAllOfNone},
		{"node and edge conditions hold of the same edge", filterSameEdge},
		{"related on a day", filterOn},
		{"related either way, loops once", filterDirections},
		{"related within related", filterRelatedNested},
		{"so many edges", filterCounted},
		{"what may not be seen is not counted", countedHidden},
		{"sorted by a count", orderCounted},
		{"totals beside an order by a count", countedTotal},
		{"counts that are refused", countsRefused},
	}}
	return c
}

func eq(property string, v kg.Value) kg.Compare {
	return kg.Compare{Property: property, Op: kg.OpEq, Values: []kg.Value{v}}
}

func compare(property string, op kg.Op, values ...kg.Value) kg.Compare {
	return kg.Compare{Property: property, Op: op, Values: values}
}

func isNull(property string) kg.Compare { return kg.Compare{Property: property, Op: kg.OpIsNull} }

// people compares which people satisfy a filter, by the ends of their ids, in
// order of number: li wang zhao sun emile bare member secret.
func (s *subject) people(t *testing.T, f kg.Filter, want ...string) {
	t.Helper()
	l := list("Person")
	l.Filter = f
	root := s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root
	var got []string
	for _, id := range rowIDs(root, 0) {
		got = append(got, string(id)[len("Person_"):])
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v: %q, want %q", f, got, want)
	}
	if root.Pages[0].Total != int64(len(want)) {
		t.Errorf("%+v: total %d, want %d", f, root.Pages[0].Total, len(want))
	}
}

func filterNulls(t *testing.T, s *subject) {
	s.people(t, isNull("works"), "emile", "bare")
	s.people(t, kg.Not{Filter: isNull("works")}, "li", "wang", "zhao", "sun", "member", "secret")
	s.people(t, compare("works", kg.OpNe, kg.Int(3)), "wang", "sun", "secret")
	s.people(t, kg.Not{Filter: eq("works", kg.Int(3))}, "wang", "sun", "emile", "bare", "secret")
	s.people(t, compare("works", kg.OpLt, kg.Int(5)), "li", "zhao", "sun", "member")
	s.people(t, compare("active", kg.OpNe, kg.Bool(true)), "li")
	s.people(t, eq("active", kg.Bool(false)), "li")
	s.people(t, isNull("aliases"), "zhao", "sun", "emile", "bare", "member", "secret")
	s.people(t, isNull("bio"), "li", "zhao", "sun", "emile", "bare", "member", "secret")
	s.people(t, isNull("name"))
}

func filterEmpty(t *testing.T, s *subject) {
	everybody := []string{"li", "wang", "zhao", "sun", "emile", "bare", "member", "secret"}
	s.people(t, nil, everybody...)
	s.people(t, kg.And{}, everybody...)
	s.people(t, kg.Or{})
	s.people(t, kg.KindIn{})
	s.people(t, compare("works", kg.OpIn))
	s.people(t, compare("aliases", kg.OpHasAny))
	s.people(t, kg.Not{Filter: kg.And{}})
	s.people(t, kg.Not{Filter: compare("works", kg.OpIn)}, everybody...)
	s.people(t, kg.And{kg.Or{}, kg.And{}})
}

func filterNot(t *testing.T, s *subject) {
	s.people(t, kg.Not{Filter: kg.Not{Filter: eq("works", kg.Int(3))}}, "li", "zhao", "member")
	s.people(t, kg.Not{Filter: kg.Or{isNull("works"), eq("works", kg.Int(3))}}, "wang", "sun", "secret")
	s.people(t, kg.Not{Filter: kg.And{eq("works", kg.Int(3)), eq("score", decimal("0.5"))}}, "li", "wang", "sun", "emile", "bare", "member", "secret")
	s.people(t, kg.Not{Filter: compare("note", kg.OpStartsWith, kg.Text("x"))}, "li", "wang", "sun", "emile", "bare", "member", "secret")
}

func filterNested(t *testing.T, s *subject) {
	s.people(t, kg.And{
		kg.Or{compare("works", kg.OpGt, kg.Int(5)), kg.And{eq("grade", kg.Symbol("SENIOR")), kg.Not{Filter: isNull("motto")}}},
		kg.Not{Filter: kg.KindIn{"Team"}}, compare("grade", kg.OpIn, kg.Symbol("SENIOR"), kg.Symbol("MIDDLE")),
	}, "wang", "zhao")
}

func filterText(t *testing.T, s *subject) {
	s.people(t, eq("note", kg.Text("x")), "zhao")
	s.people(t, eq("note", kg.Text("")), "sun")
	s.people(t, compare("note", kg.OpLt, kg.Text("x")), "sun", "emile")
	s.people(t, compare("note", kg.OpGt, kg.Text("（x")), "li") // 𬭊 comes after （, by bytes
	s.people(t, compare("note", kg.OpGte, kg.Text("（x")), "li", "wang")
	s.people(t, compare("note", kg.OpLte, kg.Text("𬭊")), "li", "wang", "zhao", "sun", "emile")
	s.people(t, compare("note", kg.OpContains, kg.Text("x")), "wang", "zhao")
	s.people(t, compare("note", kg.OpContains, kg.Text("")), "li", "wang", "zhao", "sun", "emile")
	s.people(t, compare("note", kg.OpStartsWith, kg.Text("（")), "wang")
	s.people(t, compare("note", kg.OpStartsWith, kg.Text("%")))
	s.people(t, compare("note", kg.OpContains, kg.Text("_")))
	s.people(t, compare("homepage", kg.OpContains, kg.Text("L")), "li")
}

func filterLocalized(t *testing.T, s *subject) {
	s.people(t, eq("name", kg.Text("李雷")), "li")
	s.people(t, eq("name", kg.Text("Li Lei")), "li")
	s.people(t, eq("name", kg.Text("en")))
	s.people(t, compare("name", kg.OpNe, kg.Text("Li Lei")), "wang", "zhao", "sun", "emile", "bare", "member", "secret")
	s.people(t, compare("name", kg.OpIn, kg.Text("Émile"), kg.Text("sun"), kg.Text("王")), "sun", "emile")
	s.people(t, compare("name", kg.OpStartsWith, kg.Text("王（")), "wang")
	s.people(t, compare("name", kg.OpStartsWith, kg.Text("L")), "li")
	s.people(t, compare("name", kg.OpContains, kg.Text("e")), "li", "emile", "bare", "member", "secret")
	s.people(t, compare("motto", kg.OpNe, kg.Text("x")), "zhao", "emile")
}

func filterDates(t *testing.T, s *subject) {
	// li 1970, wang 1970-05, zhao 1970-05-04, sun 1969-12-31, emile 1970-06
	s.people(t, eq("born", date("1970")), "li")
	s.people(t, compare("born", kg.OpNe, date("1970")), "wang", "zhao", "sun", "emile")
	s.people(t, compare("born", kg.OpLt, date("1970")), "sun")
	s.people(t, compare("born", kg.OpLt, date("1970-06")), "wang", "zhao", "sun")
	s.people(t, compare("born", kg.OpLt, date("1970-05-05")), "zhao", "sun")
	s.people(t, compare("born", kg.OpGt, date("1970-05-03")), "zhao", "emile")
	s.people(t, compare("born", kg.OpGt, date("1969")), "li", "wang", "zhao", "emile")
	s.people(t, compare("born", kg.OpLte, date("1970-05")), "wang", "sun")
	s.people(t, compare("born", kg.OpGte, date("1970-05")), "wang", "emile")
	s.people(t, compare("born", kg.OpGte, date("1970")), "li")
	s.people(t, compare("born", kg.OpIn, date("1970-05"), date("1969")), "wang")
}

func filterMoney(t *testing.T, s *subject) {
	// li EUR 1000, wang CNY 1000, zhao CNY -3, sun CNY 1000.01
	s.people(t, eq("salary", money("CNY", "1000")), "wang")
	s.people(t, compare("salary", kg.OpNe, money("CNY", "1000")), "zhao", "sun")
	s.people(t, compare("salary", kg.OpGte, money("CNY", "1000")), "wang", "sun")
	s.people(t, compare("salary", kg.OpLt, money("EUR", "1000.01")), "li")
	s.people(t, compare("salary", kg.OpGt, money("USD", "0")))
	s.people(t, compare("salary", kg.OpIn, money("EUR", "1000"), money("CNY", "-3")), "li", "zhao")
	s.people(t, kg.Not{Filter: compare("salary", kg.OpLt, money("CNY", "1000"))}, "li", "wang", "sun", "emile", "bare", "member", "secret")
}

func filterLists(t *testing.T, s *subject) {
	s.people(t, compare("aliases", kg.OpHas, kg.Text("明")), "li", "wang")
	s.people(t, compare("aliases", kg.OpHas, kg.Text("X")))
	s.people(t, compare("aliases", kg.OpHasAny, kg.Text("李"), kg.Text("X. Wang"), kg.Text("z")), "li", "wang")
	s.people(t, compare("grades", kg.OpHas, kg.Symbol("SENIOR")), "wang")
	s.people(t, compare("grades", kg.OpHasAny, kg.Symbol("MIDDLE"), kg.Symbol("JUNIOR")), "wang", "emile")
	s.people(t, kg.Not{Filter: isNull("grades")}, "wang", "emile")
}

func filterOwn(t *testing.T, s *subject) {
	moved := kg.Instant(s.node("Person_sun").UpdatedAt) // later than the others
	s.people(t, eq(kg.OwnID, kg.Reference("Person_li")), "li")
	s.people(t, compare(kg.OwnID, kg.OpIn, kg.Reference("Person_li"), kg.Reference("Person_sun"), kg.Reference("x")), "li", "sun")
	s.people(t, compare(kg.OwnUpdatedAt, kg.OpGte, moved), "sun")
	s.people(t, compare(kg.OwnCreatedAt, kg.OpGte, moved))
	s.people(t, compare(kg.OwnUpdatedAt, kg.OpLt, moved), "li", "wang", "zhao", "emile", "bare", "member", "secret")
	s.people(t, eq(kg.OwnVisibility, kg.Symbol("PARTIES")), "secret")
	s.people(t, compare(kg.OwnVisibility, kg.OpNe, kg.Symbol("PUBLIC")), "member", "secret")
	s.people(t, compare(kg.OwnVisibility, kg.OpIn, kg.Symbol("REGISTERED"), kg.Symbol("PUBLIC")), "li", "wang", "zhao", "sun", "emile", "bare", "member")
	s.people(t, isNull(kg.OwnVisibility))
	h := hop("KNOWS", kg.Both)
	h.EdgeFilter = eq(kg.OwnVisibility, kg.Symbol("PARTIES"))
	wantRows(t, "hidden acquaintances", s.from(ids("Person_li"), h)[0], 0, "Person_sun")
	h.EdgeFilter = eq(kg.OwnID, kg.Reference(s.edges("KNOWS")[1].ID))
	wantRows(t, "one acquaintance", s.from(ids("Person_li"), h)[0], 0, "Person_wang")
}

func filterKinds(t *testing.T, s *subject) {
	l := list("Person", "Laboratory", "Team")
	l.Filter = kg.Or{kg.KindIn{"Team", "Region"}, eq("level", kg.Symbol("CITY"))}
	wantRows(t, "teams and city laboratories", s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root, 0, "Team_core", "Team_core-b", "Laboratory_sensors")
	l.Filter = kg.Not{Filter: kg.KindIn{"Person", "Laboratory"}}
	wantRows(t, "neither people nor laboratories", s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root, 0, "Team_core", "Team_core-b")
}

func filterForeign(t *testing.T, s *subject) {
	l := list("Institution", "Laboratory")
	for _, c := range []struct {
		filter kg.Filter
		want   []kg.ID
	}{
		{isNull("level"), []kg.ID{"Laboratory_hidden", "Institution_neu", "Institution_dlut"}},
		{compare("level", kg.OpNe, kg.Symbol("CITY")), []kg.ID{"Laboratory_robots"}},
		{kg.Not{Filter: eq("level", kg.Symbol("CITY"))}, []kg.ID{"Laboratory_robots", "Laboratory_hidden", "Institution_neu", "Institution_dlut"}},
		{compare("students", kg.OpGt, kg.Int(0)), []kg.ID{"Institution_neu"}},
		{eq("works", kg.Int(3)), nil},
	} {
		l.Filter = c.filter
		wantRows(t, "organisations", s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root, 0, c.want...)
	}
}

func related(relation string, d kg.Direction, q kg.Quantifier, node, edge kg.Filter) kg.Related {
	return kg.Related{Relation: relation, Direction: d, Quantifier: q, Node: node, Edge: edge}
}

func filterQuantifiers(t *testing.T, s *subject) {
	lead := eq("role", kg.Symbol("LEAD"))
	lab := kg.KindIn{"Laboratory"}
	for q, want := range map[kg.Quantifier][2][]string{
		kg.Some:   {{"li", "wang", "secret"}, {"li", "wang"}},
		kg.All:    {{"wang", "emile", "bare", "secret"}, {"wang", "emile", "bare", "secret"}},
		kg.None:   {{"zhao", "sun", "emile", "bare", "member"}, {"zhao", "sun", "emile", "bare", "member", "secret"}},
		kg.Single: {{"secret"}, {"li"}},
	} {
		s.people(t, related("AFFILIATED_WITH", kg.Out, q, nil, lead), want[0]...)
		if q != kg.All {
			s.people(t, related("AFFILIATED_WITH", kg.Out, q, lab, nil), want[1]...)
		}
	}
	s.people(t, related("AFFILIATED_WITH", kg.Out, kg.All, lab, nil), "wang", "emile", "bare")
	narrowed := related("AFFILIATED_WITH", kg.Out, kg.All, nil, eq("role", kg.Symbol("MEMBER")))
	narrowed.To = []string{"Laboratory"}
	s.people(t, narrowed, "li", "zhao", "sun", "emile", "bare", "member", "secret")
}

func filterAllOfNone(t *testing.T, s *subject) {
	s.people(t, related("AFFILIATED_WITH", kg.Out, kg.All, kg.Or{}, nil), "emile", "bare")
	s.people(t, kg.Not{Filter: related("AFFILIATED_WITH", kg.Out, kg.Some, nil, nil)}, "emile", "bare")
	s.people(t, related("PARTICIPATED_IN", kg.Out, kg.All, nil, nil), "li", "wang", "zhao", "sun", "emile", "bare", "member", "secret")
	s.people(t, related("PARTICIPATED_IN", kg.Out, kg.Some, nil, nil))
}

func filterSameEdge(t *testing.T, s *subject) {
	// li leads an institution and is a member of a laboratory, never the other way round
	lead := eq("role", kg.Symbol("LEAD"))
	s.people(t, kg.And{related("AFFILIATED_WITH", kg.Out, kg.Some, kg.KindIn{"Laboratory"}, nil), related("AFFILIATED_WITH", kg.Out, kg.Some, nil, lead)}, "li", "wang")
	s.people(t, related("AFFILIATED_WITH", kg.Out, kg.Some, kg.KindIn{"Laboratory"}, lead), "wang")
}

func filterOn(t *testing.T, s *subject) {
	f := related("AFFILIATED_WITH", kg.Out, kg.Single, nil, eq("role", kg.Symbol("LEAD")))
	s.people(t, f, "secret")
	f.On = "2015-06-01"
	s.people(t, f, "li", "wang", "secret")
	f.On = "2020-01-01" // one stay follows on the other
	s.people(t, f, "li", "secret")
	f.On = "2009-12-31"
	s.people(t, f)
	f.Quantifier = kg.All
	s.people(t, f, "wang", "sun", "emile", "bare", "member", "secret")
}

func filterDirections(t *testing.T, s *subject) {
	s.people(t, related("KNOWS", kg.Out, kg.Some, nil, nil), "li", "wang", "zhao", "sun", "emile")
	s.people(t, related("KNOWS", kg.In, kg.Some, nil, nil), "li", "wang", "sun", "secret")
	s.people(t, related("KNOWS", kg.Both, kg.None, nil, nil), "bare", "member")
	wang := eq(kg.OwnID, kg.Reference("Person_wang"))
	s.people(t, related("KNOWS", kg.Both, kg.Some, wang, nil), "li", "wang")
	s.people(t, related("KNOWS", kg.Both, kg.Single, wang, nil), "wang") // its loop once; li knows and is known
	s.people(t, related("KNOWS", kg.Out, kg.Single, wang, nil), "li", "wang")
}

func filterRelatedNested(t *testing.T, s *subject) {
	s.people(t, related("AFFILIATED_WITH", kg.Out, kg.Some,
		related("PARTICIPATED_IN", kg.Out, kg.Some, compare("title", kg.OpEq, kg.Text("Arm")), compare("rank", kg.OpLt, kg.Int(2))),
		compare("from", kg.OpGt, date("2017"))), "li", "sun", "member")
	s.people(t, kg.And{
		related("KNOWS", kg.Out, kg.Some, related("KNOWS", kg.Out, kg.Some, related("KNOWS", kg.In, kg.Some, eq("works", kg.Int(-4)), nil), nil), nil),
		kg.Not{Filter: related("KNOWS", kg.In, kg.None, nil, nil)},
	}, "li", "wang")
	s.people(t, related("KNOWS", kg.In, kg.All, related("AFFILIATED_WITH", kg.Out, kg.None, related("LOCATED_IN", kg.Out, kg.Some, eq("code", kg.Text("21/01")), nil), nil), nil),
		"zhao", "sun", "emile", "bare", "member")
}
