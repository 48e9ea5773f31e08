package storetest

import (
	"slices"
	"testing"

	"innograph/kg"
)

func hopChapter() chapter {
	return chapter{name: "hops", load: loadWorld, shared: true, scenarios: []scenario{
		{"a relation is followed either way", hopDirections},
		{"a role's kinds are met together", hopRole},
		{"a hop is narrowed to kinds arrived at", hopTo},
		{"a hop is narrowed to kinds it leaves from", hopFrom},
		{"hops go on over several levels", hopLevels},
		{"a relation may be followed twice with other arguments", hopTwice},
		{"parallel edges are rows of their own", hopParallel},
		{"a loop is met from both ends once each", hopLoop},
		{"a to-one relation", hopToOne},
		{"edge properties and facts", hopEdge},
		{"dated edges hold on a day", hopOn},
		{"a hop leads to an edge's ends", hopEdgeEnds},
		{"filters on the node and the edge", hopFilters},
		{"the default order is the relation's own", hopDefaultOrder},
		{"neighbours over several or all relations", hopNeighbours},
		{"counts by relation", hopCounts},
		{"the same parent twice", hopSameParent},
		{"hops that share what is below them, again and again", hopSharedBelow},
	}}
}

// hop asks for up to 50 rows of a relation.
func hop(relation string, d kg.Direction, below ...kg.Hop) kg.Hop {
	return kg.Hop{Relations: []string{relation}, Direction: d, Page: kg.Page{Limit: 50}, Total: true, Select: every(below...)}
}

// from follows hops from nodes and returns the levels they lead to.
func (s *subject) from(start kg.Start, hops ...kg.Hop) []*kg.Level {
	s.t.Helper()
	return s.read(kg.System, &kg.Query{Start: start, Select: every(hops...)}).Root.Hops
}

// wantRows compares the ids of one parent's rows.
func wantRows(t *testing.T, what string, l *kg.Level, parent int, want ...kg.ID) {
	t.Helper()
	if got := rowIDs(l, parent); !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func hopDirections(t *testing.T, s *subject) {
	levels := s.from(ids("Person_li"), hop("KNOWS", kg.Out), hop("KNOWS", kg.In), hop("KNOWS", kg.Both))
	wantRows(t, "out", levels[0], 0, "Person_wang", "Person_secret")
	wantRows(t, "in", levels[1], 0, "Person_wang", "Person_zhao", "Person_sun")
	wantRows(t, "both", levels[2], 0, "Person_wang", "Person_wang", "Person_zhao", "Person_sun", "Person_secret")
	for i, want := range []bool{true, false} {
		for _, row := range levels[i].Rows {
			if row.Edge.Out != want || row.Edge.Relation.Name != "KNOWS" {
				t.Errorf("hop %d: %+v", i, row.Edge)
			}
		}
	}
	first := levels[2].Rows[0].Edge
	if !first.Out || first.From != s.node("Person_li").Number || first.To != levels[2].Rows[0].Number {
		t.Errorf("the first of both: %+v", first)
	}
}

func hopRole(t *testing.T, s *subject) {
	levels := s.from(ids("Person_li", "Project_arm", "Institution_neu"), hop("AFFILIATED_WITH", kg.Out), hop("PARTICIPATED_IN", kg.In),
		hop("AFFILIATED_WITH", kg.In))
	wantRows(t, "organisations", levels[0], 0, "Laboratory_robots", "Institution_neu", "Institution_neu", "Institution_neu")
	wantRows(t, "participants", levels[1], 1, "Laboratory_sensors", "Institution_neu", "Laboratory_robots", "Institution_neu")
	if got := len(rowIDs(levels[2], 2)); got != 6 {
		t.Errorf("%d affiliations", got)
	}
}

func hopTo(t *testing.T, s *subject) {
	narrowed := hop("AFFILIATED_WITH", kg.Out)
	narrowed.To = []string{"Laboratory"}
	concerns := hop("CONCERNS", kg.Out)
	concerns.To = []string{"Region", "Team"} // to teams it never leads
	levels := s.from(ids("Person_li"), narrowed, concerns)
	wantRows(t, "laboratories", levels[0], 0, "Laboratory_robots")
	wantRows(t, "regions", levels[1], 0, "Region_china")
	if total := levels[0].Pages[0].Total; total != 1 {
		t.Errorf("total %d", total)
	}
}

func hopFrom(t *testing.T, s *subject) {
	narrowed := hop("CONCERNS", kg.Out)
	narrowed.From = []string{"Team", "Project"}
	levels := s.from(ids("Person_li", "Team_core", "Project_arm"), narrowed)
	wantRows(t, "from a person", levels[0], 0)
	wantRows(t, "from a team", levels[0], 1, "Project_arm")
	if p := levels[0].Pages; p[0].Total != 0 || p[1].Total != 1 || p[2].Total != 2 {
		t.Errorf("totals: %+v", p)
	}
}

func hopLevels(t *testing.T, s *subject) {
	levels := s.from(ids("Person_wang", "Person_bare", "Person_li"),
		hop("AFFILIATED_WITH", kg.Out,
			hop("PARTICIPATED_IN", kg.Out, hop("PARTICIPATED_IN", kg.In, hop("LOCATED_IN", kg.Out, hop("WITHIN", kg.Out))), hop("CONCERNS", kg.In)),
			hop("LOCATED_IN", kg.Out, hop("WITHIN", kg.Out, hop("WITHIN", kg.Out)))))
	region := levels[0].Hops[1].Hops[0].Hops[0]
	if len(region.Rows) == 0 || region.Rows[0].ID != "Region_china" {
		t.Errorf("the fourth level: %+v", region.Rows)
	}
}

func hopTwice(t *testing.T, s *subject) {
	first, second := hop("AFFILIATED_WITH", kg.Out), hop("AFFILIATED_WITH", kg.Out)
	first.Page.Limit = 1
	second.Filter = kg.KindIn{"Institution"}
	second.Page = kg.Page{Limit: 2, Last: true}
	levels := s.from(ids("Person_li"), first, second, hop("AFFILIATED_WITH", kg.Out))
	for i, want := range []int{1, 2, 4} {
		if got := len(levels[i].Rows); got != want {
			t.Errorf("hop %d: %d rows, want %d", i, got, want)
		}
	}
}

func hopParallel(t *testing.T, s *subject) {
	h := hop("AFFILIATED_WITH", kg.Out)
	h.To = []string{"Institution"}
	level := s.from(ids("Person_li"), h)[0]
	wantRows(t, "stays", level, 0, "Institution_neu", "Institution_neu", "Institution_neu")
	for i := 1; i < len(level.Rows); i++ {
		if level.Rows[i-1].Edge.Number >= level.Rows[i].Edge.Number {
			t.Errorf("edge %d comes before %d", level.Rows[i-1].Edge.Number, level.Rows[i].Edge.Number)
		}
	}
}

func hopLoop(t *testing.T, s *subject) {
	h := hop("KNOWS", kg.Both)
	h.Counts = true
	levels := s.from(ids("Person_wang"), hop("KNOWS", kg.Out), hop("KNOWS", kg.In), h)
	wantRows(t, "out", levels[0], 0, "Person_li", "Person_wang")
	wantRows(t, "in", levels[1], 0, "Person_li", "Person_wang")
	wantRows(t, "both", levels[2], 0, "Person_li", "Person_li", "Person_wang")
	if row := levels[2].Rows[2]; !row.Edge.Out {
		t.Errorf("the loop in both directions: %+v", row.Edge)
	}
	if c := levels[2].Pages[0].Counts; len(c) != 2 || c[0].Count != 2 || c[1].Count != 1 {
		t.Errorf("counts: %+v", c)
	}
}

func hopToOne(t *testing.T, s *subject) {
	levels := s.from(ids("Team_core", "Person_li", "Region_shenyang"), hop("HEADED_BY", kg.Out), hop("HEADED_BY", kg.In), hop("WITHIN", kg.Out))
	wantRows(t, "a team's head", levels[0], 0, "Person_li")
	wantRows(t, "a head's team", levels[1], 1, "Team_core")
	wantRows(t, "a region's region", levels[2], 2, "Region_liaoning")
}

func hopEdge(t *testing.T, s *subject) {
	h := hop("CONCERNS", kg.Out)
	h.EdgeProperties = map[string][]string{"CONCERNS": {"detail", "share", "note", "topics", "remark", "sure", "since"}, "KNOWS": {}}
	h.EdgeFacts = kg.FactVersion | kg.FactProvenance
	for _, row := range s.from(ids("Person_li"), h)[0].Rows {
		if len(row.Edge.Values) != 7 {
			t.Errorf("%s: %d values", row.Edge.ID, len(row.Edge.Values))
		}
	}
	stays := hop("AFFILIATED_WITH", kg.Out)
	stays.EdgeFacts = kg.FactVersion | kg.FactProvenance
	level := s.from(ids("Person_sun", "Person_li"), stays)[0]
	if v := level.Rows[0].Edge.Visibility; v != kg.Registered {
		t.Errorf("visibility %s", v)
	}
	if p := level.Rows[2].Edge.Provenance; len(p) != 1 || p[0].Source != "Source_a" {
		t.Errorf("provenance %+v", p)
	}
}

func hopOn(t *testing.T, s *subject) {
	for day, want := range map[string]int{ // of li's stays
		"2009-12-31": 1, "2010-01-01": 2, "2015-02-28": 2, "2015-03-01": 3, "2016-02-28": 3, "2016-02-29": 2,
		"2019-12-31": 2, "2020-01-01": 2, "9999-12-31": 2, "0001-01-01": 1,
	} {
		h := hop("AFFILIATED_WITH", kg.Out)
		h.On = day
		level := s.from(ids("Person_li"), h)[0]
		if got := len(level.Rows); got != want || level.Pages[0].Total != int64(want) {
			t.Errorf("on %s: %d rows of %d, want %d", day, got, level.Pages[0].Total, want)
		}
	}
	undated := hop("KNOWS", kg.Out) // what has no dates always holds
	undated.On = "1900-01-01"
	wantRows(t, "undated", s.from(ids("Person_li"), undated)[0], 0, "Person_wang", "Person_secret")
}

func hopEdgeEnds(t *testing.T, s *subject) {
	h := hop("AFFILIATED_WITH", kg.In, kg.Hop{Edge: kg.FromEnd, Select: every()}, kg.Hop{Edge: kg.ToEnd, Select: every(hop("LOCATED_IN", kg.Out))})
	level := s.from(ids("Laboratory_robots"), h, kg.Hop{Edge: kg.ToEnd, Select: every()})
	for i, row := range level[0].Rows {
		wantRows(t, "from end", level[0].Hops[0], i, row.ID)
		wantRows(t, "to end", level[0].Hops[1], i, "Laboratory_robots")
	}
	wantRows(t, "from no edge", level[1], 0)
}

func hopFilters(t *testing.T, s *subject) {
	h := hop("AFFILIATED_WITH", kg.In)
	h.Filter = kg.Compare{Property: "works", Op: kg.OpGte, Values: []kg.Value{kg.Int(3)}}
	h.EdgeFilter = kg.Compare{Property: "role", Op: kg.OpEq, Values: []kg.Value{kg.Symbol("LEAD")}}
	level := s.from(ids("Institution_neu"), h)[0]
	wantRows(t, "leads of three works", level, 0, "Person_li", "Person_li", "Person_secret")
	h.Page.Limit = 1
	level = s.from(ids("Institution_neu"), h)[0]
	if p := level.Pages[0]; p.Total != 3 || !p.HasNext || len(level.Rows) != 1 {
		t.Errorf("a page of one: %+v", p)
	}
}

func hopDefaultOrder(t *testing.T, s *subject) {
	level := s.from(ids("Project_arm", "Project_eye"), hop("PARTICIPATED_IN", kg.In))[0]
	wantRows(t, "by rank", level, 0, "Laboratory_sensors", "Institution_neu", "Laboratory_robots", "Institution_neu")
	wantRows(t, "absent rank last", level, 1, "Institution_dlut", "Institution_neu")
	last := hop("PARTICIPATED_IN", kg.In)
	last.Page = kg.Page{Limit: 2, Last: true}
	wantRows(t, "the last two", s.from(ids("Project_arm"), last)[0], 0, "Laboratory_robots", "Institution_neu")
}

func hopNeighbours(t *testing.T, s *subject) {
	for _, h := range []kg.Hop{
		{Direction: kg.Both}, {Direction: kg.Out}, {Direction: kg.In}, {Direction: kg.Both, Relations: []string{"KNOWS", "CONCERNS"}},
		{Direction: kg.Both, To: []string{"Project", "Person"}}, {Direction: kg.Both, On: "2016-01-15"},
		{Direction: kg.Both, Filter: kg.KindIn{"Institution", "Region"}}, {Direction: kg.Both, Page: kg.Page{Last: true}},
		{Direction: kg.Both, Order: []kg.Order{{Property: "rank", Edge: true, Descending: true}, {Property: "name", Language: "en"}}},
		{Direction: kg.Both, EdgeFilter: kg.Not{Filter: kg.Compare{Property: "note", Op: kg.OpIsNull}}},
	} {
		h.Page.Limit, h.Page.Keys, h.Total, h.Counts, h.Select = 30, true, true, true, every()
		h.EdgeProperties = map[string][]string{"AFFILIATED_WITH": {"role", "from"}, "CONCERNS": {"note"}, "PARTICIPATED_IN": {"rank"}}
		level := s.from(ids("Person_li", "Institution_neu", "Project_arm", "Region_liaoning"), h)[0]
		if len(level.Rows) == 0 {
			t.Errorf("hop %+v leads nowhere", h)
		}
	}
	all := s.from(ids("Person_li"), kg.Hop{Direction: kg.Both, Page: kg.Page{Limit: 50}})[0].Rows
	for i := 1; i < len(all); i++ {
		if a, b := all[i-1], all[i]; a.Number > b.Number || a.Number == b.Number && a.Edge.Number >= b.Edge.Number {
			t.Errorf("row %d is out of order", i)
		}
	}
}

func hopCounts(t *testing.T, s *subject) {
	h := kg.Hop{Direction: kg.Both, Counts: true}
	pages := s.from(ids("Person_li", "Region_liaoning", "Person_bare"), h)[0].Pages
	show := func(cs []kg.RelationCount) string {
		return showAll(cs, func(c kg.RelationCount) string {
			return c.Relation.Name + []string{"→", "←"}[c.Direction] + string('0'+rune(c.Count))
		})
	}
	for i, want := range []string{"AFFILIATED_WITH→4 KNOWS→2 KNOWS←3 HEADED_BY←1 CONCERNS→4", "LOCATED_IN←1 WITHIN→1 WITHIN←1", ""} {
		if got := show(pages[i].Counts); got != want {
			t.Errorf("node %d: %s, want %s", i, got, want)
		}
	}
	h.Filter, h.On = kg.Not{Filter: kg.KindIn{"Project"}}, "2020-06-01"
	if got := show(s.from(ids("Person_li"), h)[0].Pages[0].Counts); got != "AFFILIATED_WITH→2 KNOWS→2 KNOWS←3 HEADED_BY←1 CONCERNS→1" {
		t.Errorf("filtered: %s", got)
	}
}

func hopSameParent(t *testing.T, s *subject) {
	level := s.from(ids("Person_li", "Person_li"), hop("KNOWS", kg.Out, hop("AFFILIATED_WITH", kg.Out)))[0]
	if a, b := rowIDs(level, 0), rowIDs(level, 1); !slices.Equal(a, b) || len(a) != 2 {
		t.Errorf("first %q, then %q", a, b)
	}
}

// hopSharedBelow has two hops whose selections are one and the same value.
func hopSharedBelow(t *testing.T, s *subject) {
	out := hop("KNOWS", kg.Out, hop("AFFILIATED_WITH", kg.Out), hop("KNOWS", kg.Out))
	in, first := hop("KNOWS", kg.In), out
	in.Select, first.Page.Limit = out.Select, 1
	for range 4 {
		if levels := s.from(ids("Person_li", "Person_wang"), out, in, first); len(levels) != 3 || len(levels[0].Rows) == 0 {
			t.Fatalf("%d levels", len(levels))
		}
	}
}
