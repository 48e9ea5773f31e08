package storetest

import (
	"testing"

	"innograph/kg"
)

func readChapter() chapter {
	return chapter{name: "read", load: loadWorld, shared: true, scenarios: []scenario{
		{"a start by ids keeps their order", startIDs},
		{"a start by numbers keeps their order", startNumbers},
		{"a start by identifiers keeps their order", startIdentifiers},
		{"a start by edges gives edges and leads to their ends", startEdges},
		{"an empty start gives no parents", startNothing},
		{"a list of one kind", listOneKind},
		{"a list of several kinds is merged", listSeveralKinds},
		{"a list of no kinds is empty", listNoKinds},
		{"properties are chosen by kind", propertiesByKind},
		{"facts are told when asked for", factsAsked},
		{"a page of none still has a total", totalsAlone},
		{"rows have keys when asked for", rowKeys},
		{"rows beyond the budget are too many", budget},
		{"unknown names are refused", unknownNames},
	}}
}

// ids reads nodes by id.
func ids(list ...kg.ID) kg.Start { return kg.Start{IDs: list} }

// every selects the name of each kind, so that answers can be told apart.
func every(hops ...kg.Hop) kg.Selection {
	return kg.Selection{
		Properties: map[string][]string{
			"Person": {"name"}, "Institution": {"name"}, "Laboratory": {"name"}, "Team": {"title"}, "Project": {"title"}, "Region": {"title"},
		},
		Hops: hops,
	}
}

// list asks for up to 100 nodes of kinds.
func list(kinds ...string) *kg.List {
	return &kg.List{Kinds: kinds, Page: kg.Page{Limit: 100}, Total: true}
}

// rowIDs returns the ids of the rows of one parent.
func rowIDs(l *kg.Level, parent int) []kg.ID {
	var found []kg.ID
	for _, row := range l.Rows[l.Offsets[parent]:l.Offsets[parent+1]] {
		found = append(found, row.ID)
	}
	return found
}

func startIDs(t *testing.T, s *subject) {
	q := &kg.Query{Start: ids("Team_core", "nowhere", "Person_li", "Person_wang", "Team_core", ""), Select: every()}
	result := s.read(kg.System, q)
	want := []kg.ID{"Team_core", "", "Person_li", "Person_wang", "Team_core", ""}
	for i, id := range want {
		found := rowIDs(result.Root, i)
		if id == "" && len(found) != 0 || id != "" && (len(found) != 1 || found[0] != id) {
			t.Errorf("entry %d: %q, want %q", i, found, id)
		}
	}
}

func startNumbers(t *testing.T, s *subject) {
	li, wang := s.node("Person_li").Number, s.node("Person_wang").Number
	result := s.read(kg.System, &kg.Query{Start: kg.Start{Numbers: []int64{li, 0, 1 << 40, -1, wang, li}}, Select: every()})
	if got := showAll(result.Root.Rows, func(r kg.Row) string { return string(r.ID) }); got != "Person_li Person_wang Person_li" {
		t.Errorf("rows: %s", got)
	}
}

func startIdentifiers(t *testing.T, s *subject) {
	result := s.read(kg.System, &kg.Query{Select: every(), Start: kg.Start{Identifiers: []kg.Identifier{
		{Scheme: "region", Value: "GBT2260/21%2F01"}, {Scheme: "orcid", Value: "0000-0002-1825-0097"}, {Scheme: "orcid", Value: "none"},
		{Scheme: "source", Value: "0000-0002-1825-0097"}, {Scheme: "uscc", Value: "91210100"}, {Scheme: "source", Value: "甲/1"},
	}}})
	if got := showAll(result.Root.Rows, func(r kg.Row) string { return string(r.ID) }); got != "Region_shenyang Person_li Laboratory_robots Person_wang" {
		t.Errorf("rows: %s", got)
	}
	if o := result.Root.Offsets; len(o) != 7 || o[1] != 1 || o[2] != 2 || o[4] != 2 || o[6] != 4 {
		t.Errorf("offsets: %d", o)
	}
}

func startEdges(t *testing.T, s *subject) {
	stay := s.edges("AFFILIATED_WITH")[0]
	q := &kg.Query{
		Start: kg.Start{
			Edges:          []int64{stay.Number, 1 << 40, stay.Number},
			EdgeProperties: map[string][]string{"AFFILIATED_WITH": {"to", "role", "from"}},
			EdgeFacts:      kg.FactVersion | kg.FactProvenance,
		},
		Select: kg.Selection{Hops: []kg.Hop{
			{Edge: kg.FromEnd, Select: every()},
			{Edge: kg.ToEnd, Select: every(kg.Hop{Relations: []string{"LOCATED_IN"}, Page: kg.Page{Limit: 5}, Select: every()})},
			{Relations: []string{"KNOWS"}, Page: kg.Page{Limit: 5}, Total: true}, // there is no node to hop from
		}},
	}
	root := s.read(kg.System, q).Root
	if len(root.Rows) != 2 || root.Rows[0].Kind != nil || root.Rows[0].Number != 0 || root.Rows[0].Edge == nil {
		t.Fatalf("rows: %+v", root.Rows)
	}
	e := root.Rows[0].Edge
	if e.ID != stay.ID || !e.Out || len(e.Values) != 3 || !e.Values[1].Equal(stay.Properties["role"]) {
		t.Errorf("the edge: %+v", e)
	}
	for i, want := range []kg.ID{stay.From, stay.To} {
		if got := rowIDs(root.Hops[i], 0); len(got) != 1 || got[0] != want || root.Hops[i].Rows[0].Edge != nil {
			t.Errorf("end %d: %q, want %q", i, got, want)
		}
	}
	if rows := root.Hops[2].Rows; len(rows) != 0 {
		t.Errorf("from no node leads: %+v", rows)
	}
}

func startNothing(t *testing.T, s *subject) {
	for _, start := range []kg.Start{{IDs: []kg.ID{}}, {Numbers: []int64{}}, {Identifiers: []kg.Identifier{}}, {Edges: []int64{}}} {
		root := s.read(kg.System, &kg.Query{Start: start, Select: every(kg.Hop{Page: kg.Page{Limit: 3}})}).Root
		if len(root.Offsets) != 1 || len(root.Hops) != 1 {
			t.Errorf("root: %+v", root)
		}
	}
}

func listOneKind(t *testing.T, s *subject) {
	result := s.read(kg.System, &kg.Query{Start: kg.Start{List: list("Region")}, Select: every()})
	if got := len(result.Root.Rows); got != 3 || result.Root.Pages[0].Total != 3 {
		t.Errorf("%d regions of %d", got, result.Root.Pages[0].Total)
	}
}

func listSeveralKinds(t *testing.T, s *subject) {
	result := s.read(kg.System, &kg.Query{Start: kg.Start{List: list("Laboratory", "Person", "Region")}, Select: every()})
	rows := result.Root.Rows
	for i := 1; i < len(rows); i++ {
		if rows[i-1].Number >= rows[i].Number {
			t.Errorf("number %d comes before %d", rows[i-1].Number, rows[i].Number)
		}
	}
	l := list("Laboratory", "Person")
	l.Order = []kg.Order{{Property: "name", Language: "en"}}
	s.read(kg.System, &kg.Query{Start: kg.Start{List: l}, Select: every()})
}

func listNoKinds(t *testing.T, s *subject) {
	result := s.read(kg.System, &kg.Query{Start: kg.Start{List: list()}, Select: every()})
	if len(result.Root.Rows) != 0 || len(result.Root.Offsets) != 2 {
		t.Errorf("root: %+v", result.Root)
	}
}

func propertiesByKind(t *testing.T, s *subject) {
	selection := kg.Selection{Properties: map[string][]string{
		"Person":     {"works", "name", "works", "bio", "aliases", "salary"},
		"Laboratory": {"level"},
		"Project":    {}, // and none of the others
	}}
	result := s.read(kg.System, &kg.Query{Start: kg.Start{List: list("Person", "Laboratory", "Project", "Team")}, Select: selection})
	for _, row := range result.Root.Rows {
		if want := len(selection.Properties[row.Kind.Name]); len(row.Values) != want {
			t.Errorf("%s has %d values, want %d", row.ID, len(row.Values), want)
		}
	}
}

func factsAsked(t *testing.T, s *subject) {
	for facts := kg.Facts(0); facts < 8; facts++ {
		result := s.read(kg.System, &kg.Query{Start: ids("Person_li"), Select: kg.Selection{Facts: facts, Hops: []kg.Hop{{
			Relations: []string{"AFFILIATED_WITH"}, Page: kg.Page{Limit: 10}, EdgeFacts: facts,
		}}}})
		if node := result.Root.Rows[0].Node; (node == nil) != (facts == 0) {
			t.Errorf("facts %b: %+v", facts, node)
		}
	}
}

func totalsAlone(t *testing.T, s *subject) {
	l := list("Person")
	l.Page.Limit = 0
	result := s.read(kg.System, &kg.Query{Start: kg.Start{List: l}})
	if len(result.Root.Rows) != 0 || result.Root.Pages[0].Total == 0 {
		t.Errorf("%d rows of %d", len(result.Root.Rows), result.Root.Pages[0].Total)
	}
	result = s.read(kg.System, &kg.Query{Start: ids("Person_li"), Select: every(
		kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Total: true},
		kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Page: kg.Page{Limit: 1}, Total: true},
		kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Page: kg.Page{Limit: 1}},
	)})
	for i, want := range []int64{4, 4, 0} {
		if got := result.Root.Hops[i].Pages[0].Total; got != want {
			t.Errorf("hop %d: total %d, want %d", i, got, want)
		}
	}
}

func rowKeys(t *testing.T, s *subject) {
	l := list("Person")
	l.Page.Keys = true
	l.Order = []kg.Order{{Property: "born"}, {Property: "name", Language: "zh"}, {Property: "salary", Descending: true}, {Property: kg.OwnCreatedAt}}
	result := s.read(kg.System, &kg.Query{Start: kg.Start{List: l}, Select: every(kg.Hop{
		Relations: []string{"CONCERNS"}, Page: kg.Page{Limit: 3, Keys: true}, // by its default order
	})})
	for _, row := range result.Root.Rows {
		if len(row.Key) != 4 || row.Key[1].Type() != kg.TypeText {
			t.Errorf("key of %s: %s", row.ID, showAll(row.Key, showValue))
		}
	}
}

func budget(t *testing.T, s *subject) {
	q := &kg.Query{Start: ids("Person_li", "Person_wang"), Select: every(kg.Hop{
		Relations: []string{"AFFILIATED_WITH"}, Page: kg.Page{Limit: 10}, Select: every(kg.Hop{
			Relations: []string{"LOCATED_IN"}, Page: kg.Page{Limit: 10},
		}),
	})}
	root := s.read(kg.System, q).Root
	rows := len(root.Rows) + len(root.Hops[0].Rows) + len(root.Hops[0].Hops[0].Rows)
	q.Budget = rows
	s.read(kg.System, q)
	for q.Budget = range rows - 1 {
		if q.Budget > 0 {
			s.refuseRead(q, kg.ErrTooLarge)
		}
	}
	q.Budget = rows - 1
	s.refuseRead(q, kg.ErrTooLarge)
	if rows < 6 {
		t.Errorf("only %d rows were counted", rows)
	}
}

// Names come from whoever wrote the query; they must never reach a statement.
func unknownNames(_ *testing.T, s *subject) {
	const bad = `name") OR 1=1 --`
	li := ids("Person_li")
	hop := func(h kg.Hop) *kg.Query { return &kg.Query{Start: li, Select: kg.Selection{Hops: []kg.Hop{h}}} }
	lists := func(change func(*kg.List)) *kg.Query {
		l := list("Person")
		change(l)
		return &kg.Query{Start: kg.Start{List: l}}
	}
	for _, q := range []*kg.Query{
		{Start: li, Select: kg.Selection{Properties: map[string][]string{"Person": {bad}}}},
		{Start: li, Select: kg.Selection{Properties: map[string][]string{bad: {"name"}}}},
		{Start: kg.Start{Edges: []int64{1}, EdgeProperties: map[string][]string{"KNOWS": {bad}}}},
		lists(func(l *kg.List) { l.Kinds = []string{bad} }),
		lists(func(l *kg.List) { l.Order = []kg.Order{{Property: bad}} }),
		lists(func(l *kg.List) { l.Order = []kg.Order{{Property: "name", Language: bad}} }),
		lists(func(l *kg.List) { l.Order = []kg.Order{{Property: "name", Language: "fr"}} }),
		lists(func(l *kg.List) { l.Filter = kg.Compare{Property: bad, Op: kg.OpEq, Values: []kg.Value{kg.Text("x")}} }),
		lists(func(l *kg.List) { l.Filter = kg.Not{Filter: kg.Or{kg.KindIn{bad}}} }),
		lists(func(l *kg.List) { l.Filter = kg.Related{Relation: bad} }),
		lists(func(l *kg.List) { l.Filter = kg.Related{Relation: "KNOWS", To: []string{bad}} }),
		lists(func(l *kg.List) { l.Filter = kg.Related{Relation: "AFFILIATED_WITH", On: bad} }),
		hop(kg.Hop{Relations: []string{bad}, Page: kg.Page{Limit: 1}}),
		hop(kg.Hop{Relations: []string{"KNOWS"}, To: []string{bad}, Page: kg.Page{Limit: 1}}),
		hop(kg.Hop{Relations: []string{"KNOWS"}, On: bad, Page: kg.Page{Limit: 1}}),
		hop(kg.Hop{Relations: []string{"KNOWS"}, EdgeProperties: map[string][]string{"KNOWS": {bad}}, Page: kg.Page{Limit: 1}}),
		hop(kg.Hop{Relations: []string{"KNOWS"}, Order: []kg.Order{{Property: bad, Edge: true}}, Page: kg.Page{Limit: 1}}),
		hop(kg.Hop{Relations: []string{"KNOWS"}, EdgeFilter: kg.Compare{Property: bad, Op: kg.OpIsNull}, Page: kg.Page{Limit: 1}}),
	} {
		s.refuseRead(q, kg.ErrInvalid)
	}
}
