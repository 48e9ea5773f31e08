package storetest

import (
	"testing"

	"innograph/kg"
)

func visibilityChapter() chapter {
	return chapter{name: "visibility", load: loadWorld, shared: true, scenarios: []scenario{
		{"hidden nodes are absent from lists and totals", hiddenFromLists},
		{"hidden nodes are not found by id, number or identifier", hiddenFromStarts},
		{"hidden edges are not found by number", hiddenEdges},
		{"what is hidden is absent from hops, totals and counts", hiddenFromHops},
		{"an edge to or from a hidden node is hidden", hiddenEnds},
		{"what is hidden is absent from filters", hiddenFromFilters},
		{"a hidden target leaves a to-one relation empty", hiddenToOne},
		{"what is hidden is absent from expansion", hiddenFromExpand},
		{"what is hidden does not shift pages", hiddenFromPages},
		{"every viewer's answers, compared", viewersCompared},
	}}
}

var viewers = []kg.Viewer{kg.Anyone, kg.Member, kg.System}

// rowsOf returns how many rows each viewer gets at the root, or at the first
// hop where there is one, and what totals they get there.
func (s *subject) rowsOf(t *testing.T, what string, q *kg.Query, want [3]int) {
	t.Helper()
	for i, v := range viewers {
		level := s.read(v, q).Root
		if len(level.Hops) > 0 {
			level = level.Hops[0]
		}
		if len(level.Rows) != want[i] {
			t.Errorf("%s: viewer %d gets %d rows, want %d", what, i, len(level.Rows), want[i])
		}
		for _, p := range level.Pages {
			if len(level.Pages) == 1 && p.Total != 0 && p.Total != int64(want[i]) {
				t.Errorf("%s: viewer %d gets total %d, want %d", what, i, p.Total, want[i])
			}
		}
	}
}

func hiddenFromLists(t *testing.T, s *subject) {
	s.rowsOf(t, "people", &kg.Query{Start: kg.Start{List: list("Person")}}, [3]int{6, 7, 8})
	s.rowsOf(t, "organisations", &kg.Query{Start: kg.Start{List: list("Institution", "Laboratory")}}, [3]int{4, 4, 5})
	s.rowsOf(t, "projects", &kg.Query{Start: kg.Start{List: list("Project")}}, [3]int{2, 3, 3})
	l := list("Person")
	l.Order = []kg.Order{{Property: "works", Descending: true}}
	s.rowsOf(t, "sorted", &kg.Query{Start: kg.Start{List: l}}, [3]int{6, 7, 8})
}

func hiddenFromStarts(t *testing.T, s *subject) {
	secret, member := s.node("Person_secret").Number, s.node("Person_member").Number
	s.rowsOf(t, "by id", &kg.Query{Start: ids("Person_secret", "Person_member", "Person_li")}, [3]int{1, 2, 3})
	s.rowsOf(t, "by number", &kg.Query{Start: kg.Start{Numbers: []int64{secret, member, 1}}}, [3]int{1, 2, 3})
	s.rowsOf(t, "by identifier", &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{
		{Scheme: "orcid", Value: "0000-0001-5109-3700"}, {Scheme: "orcid", Value: "0000-0002-1825-0097"}}}}, [3]int{1, 2, 2})
}

func hiddenEdges(t *testing.T, s *subject) {
	var numbers []int64
	for _, e := range append(s.edges("AFFILIATED_WITH"), s.edges("KNOWS")...) {
		numbers = append(numbers, e.Number)
	}
	// of 17: hidden for all but the system are those of secret (2), of the hidden laboratory and the hidden acquaintance
	s.rowsOf(t, "edges", &kg.Query{Start: kg.Start{Edges: numbers}}, [3]int{11, 13, 17})
}

func hiddenFromHops(t *testing.T, s *subject) {
	h := hop("AFFILIATED_WITH", kg.In)
	h.Counts = true
	s.rowsOf(t, "staff", &kg.Query{Start: ids("Institution_neu"), Select: kg.Selection{Hops: []kg.Hop{h}}}, [3]int{3, 5, 6})
	for i, want := range []int64{3, 5, 6} {
		if c := s.read(viewers[i], &kg.Query{Start: ids("Institution_neu"), Select: kg.Selection{Hops: []kg.Hop{h}}}).Root.Hops[0].Pages[0].Counts; len(c) != 1 || c[0].Count != want {
			t.Errorf("viewer %d counts %+v, want %d", i, c, want)
		}
	}
	h = hop("PARTICIPATED_IN", kg.In)
	s.rowsOf(t, "participants", &kg.Query{Start: ids("Project_arm"), Select: kg.Selection{Hops: []kg.Hop{h}}}, [3]int{3, 3, 4})
	h = hop("KNOWS", kg.Both)
	s.rowsOf(t, "acquaintances", &kg.Query{Start: ids("Person_li"), Select: kg.Selection{Hops: []kg.Hop{h}}}, [3]int{3, 3, 5})
}

func hiddenEnds(t *testing.T, s *subject) {
	h := hop("PARTICIPATED_IN", kg.Out)
	s.rowsOf(t, "to a hidden project", &kg.Query{Start: ids("Laboratory_robots"), Select: kg.Selection{Hops: []kg.Hop{h}}}, [3]int{1, 2, 2})
	s.rowsOf(t, "from a hidden person", &kg.Query{Start: ids("Person_secret"), Select: kg.Selection{Hops: []kg.Hop{{Direction: kg.Both, Page: kg.Page{Limit: 10}}}}},
		[3]int{0, 0, 3})
}

func hiddenFromFilters(t *testing.T, s *subject) {
	counts := func(f kg.Filter, kinds ...string) [3]int {
		var got [3]int
		for i, v := range viewers {
			l := list(kinds...)
			l.Filter = f
			got[i] = int(s.read(v, &kg.Query{Start: kg.Start{List: l}}).Root.Pages[0].Total)
		}
		return got
	}
	works99 := eq("works", kg.Int(99)) // secret alone
	for _, c := range []struct {
		name   string
		filter kg.Filter
		kind   string
		want   [3]int
	}{
		{"knows secret", related("KNOWS", kg.Out, kg.Some, works99, nil), "Person", [3]int{0, 0, 1}},
		{"knows nobody like secret", related("KNOWS", kg.Out, kg.None, works99, nil), "Person", [3]int{6, 7, 7}},
		{"knows exactly one", related("KNOWS", kg.Out, kg.Single, nil, nil), "Person", [3]int{3, 3, 3}},
		{"knows only wang", related("KNOWS", kg.Out, kg.All, eq(kg.OwnID, kg.Reference("Person_wang")), nil), "Person", [3]int{3, 4, 3}},
		{"has a participant of rank 0", related("PARTICIPATED_IN", kg.In, kg.Some, nil, eq("rank", kg.Int(0))), "Project", [3]int{0, 1, 2}},
		{"not knows secret", kg.Not{Filter: related("KNOWS", kg.Out, kg.Some, works99, nil)}, "Person", [3]int{6, 7, 7}},
		{"is registered", eq(kg.OwnVisibility, kg.Symbol("REGISTERED")), "Person", [3]int{0, 1, 1}},
		{"by way of a hidden laboratory", related("AFFILIATED_WITH", kg.Out, kg.Some, eq("name", kg.Text("隐")), nil), "Person", [3]int{0, 0, 1}},
		{"by way of a hidden person", related("AFFILIATED_WITH", kg.In, kg.Some, related("KNOWS", kg.In, kg.Some, eq("works", kg.Int(3)), nil), nil), "Institution", [3]int{1, 1, 1}},
	} {
		if got := counts(c.filter, c.kind); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func hiddenToOne(t *testing.T, s *subject) {
	h := hop("HEADED_BY", kg.Out)
	s.rowsOf(t, "heads", &kg.Query{Start: ids("Team_core", "Team_core-b"), Select: kg.Selection{Hops: []kg.Hop{h}}}, [3]int{1, 1, 2})
}

func hiddenFromExpand(t *testing.T, s *subject) {
	f := s.frontier(kg.Both, "Institution_neu", "Person_secret", "Person_li")
	for i, want := range []int{20, 22, 28} {
		if got := len(s.expand(viewers[i], f).Edges); got != want {
			t.Errorf("viewer %d: %d edges, want %d", i, got, want)
		}
	}
	f.Limit = 7
	if found := s.expand(kg.Anyone, f); len(found.Edges) != 7 || !found.Truncated {
		t.Errorf("limited: %+v", found)
	}
	one := s.frontier(kg.Both, "Team_core-b") // headed by secret alone
	one.Limit = 1
	if found := s.expand(kg.Anyone, one); len(found.Edges) != 0 || found.Truncated {
		t.Errorf("a hidden edge counts against the limit: %+v", found)
	}
}

func hiddenFromPages(t *testing.T, s *subject) {
	for _, v := range viewers {
		s.pagedList(v, kg.List{Kinds: []string{"Person"}, Order: []kg.Order{{Property: "works", Descending: true}}}).check(t, 2)
		s.pagedHop(v, "Institution_neu", hop("AFFILIATED_WITH", kg.In)).check(t, 2)
		s.pagedHop(v, "Person_li", kg.Hop{Direction: kg.Both}).check(t, 2)
	}
}

func viewersCompared(_ *testing.T, s *subject) {
	everything := kg.Hop{Direction: kg.Both, Page: kg.Page{Limit: 50}, Total: true, Counts: true, Select: every(
		kg.Hop{Edge: kg.FromEnd, Select: every()},
		kg.Hop{Direction: kg.Both, Page: kg.Page{Limit: 3, Opposite: true, Last: true}, Total: true, Counts: true, Select: every()})}
	var kinds []string
	for i := range s.model.Kinds {
		kinds = append(kinds, s.model.Kinds[i].Name)
	}
	for _, v := range viewers {
		s.read(v, &kg.Query{Start: kg.Start{List: list(kinds...)}, Select: every(everything)})
	}
}
