package storetest

import (
	"slices"
	"testing"

	"innograph/kg"
)

func cursorChapter() chapter {
	return chapter{name: "cursors", load: loadCrowd, shared: true, scenarios: []scenario{
		{"a list paged by 7 is the whole list, either way", pageLists},
		{"a list of a role paged by 7 is the whole list, either way", pageRoles},
		{"a hop paged by 7 is the whole hop, either way", pageHops},
		{"neighbours paged by 7 are all neighbours, either way", pageNeighbours},
		{"a filtered list pages like any other", pageFiltered},
		{"a filtered list of a role pages like any other, however many pass", pageFilteredRoles},
		{"between two cursors", betweenCursors},
		{"has-page flags", pageFlags},
		{"one cursor serves many parents", cursorParents},
		{"a cursor of another order is refused", foreignCursor},
	}}
}

func placeChapter() chapter {
	return chapter{name: "places", load: loadCrowd, scenarios: []scenario{
		{"a cursor outlives its row", cursorOutlives},
		{"a cursor keeps its place when rows come and go", cursorPlace},
	}}
}

// A paged is a list or a hop that can be read in pages.
type paged struct {
	order []kg.Order
	read  func(kg.Page) *kg.Level // of one parent
}

// list is a paged list.
func (s *subject) pagedList(v kg.Viewer, l kg.List) paged {
	return paged{l.Order, func(p kg.Page) *kg.Level {
		l.Page = p
		return s.read(v, &kg.Query{Start: kg.Start{List: &l}}).Root
	}}
}

func (s *subject) pagedHop(v kg.Viewer, parent kg.ID, h kg.Hop) paged {
	order := h.Order
	if len(order) == 0 {
		order = kg.DefaultOrder(s.model, h.Relations)
	}
	return paged{order, func(p kg.Page) *kg.Level {
		h.Page = p
		return s.read(v, &kg.Query{Start: ids(parent), Select: kg.Selection{Hops: []kg.Hop{h}}}).Root.Hops[0]
	}}
}

// all returns the whole list.
func (p paged) all() []kg.Row { return p.read(kg.Page{Limit: 1000, Keys: true}).Rows }

// check pages through a list by size, forwards and backwards, and compares
// with the whole of it. It returns the number of its rows.
func (p paged) check(t test, size int) int {
	t.Helper()
	whole := p.all()
	var forwards, backwards []kg.Row
	page := kg.Page{Limit: size, Keys: true, Opposite: true}
	for range len(whole) + 2 {
		l := p.read(page)
		forwards = append(forwards, l.Rows...)
		if facts := l.Pages[0]; facts.HasNext != (len(forwards) < len(whole)) || facts.HasPrevious != (len(forwards) > len(l.Rows)) {
			t.Fatalf("order %+v: after %d of %d rows forwards: %+v", p.order, len(forwards), len(whole), facts)
		}
		if len(l.Rows) < size || !l.Pages[0].HasNext {
			break
		}
		page.After = throughText(t, cursorOf(&l.Rows[len(l.Rows)-1]), "field", p.order)
	}
	page = kg.Page{Limit: size, Keys: true, Opposite: true, Last: true}
	for range len(whole) + 2 {
		l := p.read(page)
		backwards = append(slices.Clone(l.Rows), backwards...)
		if facts := l.Pages[0]; facts.HasPrevious != (len(backwards) < len(whole)) || facts.HasNext != (len(backwards) > len(l.Rows)) {
			t.Fatalf("order %+v: after %d of %d rows backwards: %+v", p.order, len(backwards), len(whole), facts)
		}
		if len(l.Rows) < size || !l.Pages[0].HasPrevious {
			break
		}
		page.Before = throughText(t, cursorOf(&l.Rows[0]), "field", p.order)
	}
	want := rowNames(whole)
	if got := rowNames(forwards); !slices.Equal(got, want) {
		t.Fatalf("order %+v: forwards %q, want %q", p.order, got, want)
	}
	if got := rowNames(backwards); !slices.Equal(got, want) {
		t.Fatalf("order %+v: backwards %q, want %q", p.order, got, want)
	}
	return len(whole)
}

func pageLists(t *testing.T, s *subject) {
	for _, o := range sample(everyWay(append(sortable(s.model.Kind("Person").Properties, false), ownOrders()...)), 5) {
		s.pagedList(kg.System, kg.List{Kinds: []string{"Person"}, Order: []kg.Order{o}}).check(t, 7)
	}
	if n := s.pagedList(kg.Anyone, kg.List{Kinds: []string{"Person"}}).check(t, 7); n < 40 || n >= 60 {
		t.Errorf("%d people are seen by anyone", n)
	}
}

func pageRoles(t *testing.T, s *subject) {
	for _, order := range sample([][]kg.Order{
		nil, {{Property: "name", Language: "zh"}}, {{Property: "name", Language: "en", Descending: true}}, {{Property: "foundedOn", NullsFirst: true}},
		{{Property: "foundedOn", Descending: true}, {Property: "students"}}, {{Property: "level"}}, {{Property: kg.OwnUpdatedAt, Descending: true}},
	}, 2) {
		for _, kinds := range [][]string{{"Institution", "Laboratory"}, {"Laboratory", "Person", "Institution"}} {
			s.pagedList(kg.Member, kg.List{Kinds: kinds, Order: order}).check(t, 7)
		}
	}
}

func pageHops(t *testing.T, s *subject) {
	for _, o := range sample(everyWay(sortable(s.model.Relation("CONCERNS").Properties, true)), 7) {
		h := hop("CONCERNS", kg.In)
		h.Order = []kg.Order{o}
		s.pagedHop(kg.System, "Project_0", h).check(t, 7)
	}
	for i, c := range []struct {
		parent kg.ID
		hop    kg.Hop
	}{
		{"Project_1", hop("PARTICIPATED_IN", kg.In)}, {"Project_1", hop("CONCERNS", kg.Both)}, {"Person_1", hop("AFFILIATED_WITH", kg.Out)},
		{"Person_2", hop("KNOWS", kg.Both)}, {"Institution_0", hop("AFFILIATED_WITH", kg.In)},
	} {
		for j, order := range [][]kg.Order{
			nil, {{Property: "name", Language: "en"}}, {{Property: "title", Descending: true}, {Property: "note", Edge: true}},
			{{Property: "role", Edge: true, NullsFirst: true}, {Property: "from", Edge: true, Descending: true}},
		} {
			c.hop.Order = order
			if raced && (i+j)%3 != 0 {
				continue
			}
			viewer := viewers[(i+j/2)%len(viewers)]
			if n := s.pagedHop(viewer, c.parent, c.hop).check(t, 7); n < 8 {
				t.Errorf("from %s only %d rows", c.parent, n)
			}
		}
	}
}

func pageNeighbours(t *testing.T, s *subject) {
	for _, order := range [][]kg.Order{nil, {{Property: "name", Language: "zh"}}, {{Property: "from", Edge: true}}} {
		for _, relations := range [][]string{nil, {"CONCERNS", "KNOWS", "AFFILIATED_WITH"}} {
			h := kg.Hop{Relations: relations, Direction: kg.Both, Order: order}
			if n := s.pagedHop(kg.System, "Person_0", h).check(t, 7); n < 15 {
				t.Errorf("only %d neighbours", n)
			}
		}
	}
}

func pageFiltered(t *testing.T, s *subject) {
	l := kg.List{Kinds: []string{"Person"}, Order: []kg.Order{{Property: "works"}}, Filter: kg.Or{
		compare("note", kg.OpGt, kg.Text("a")), related("AFFILIATED_WITH", kg.Out, kg.Some, nil, nil)}}
	if n := s.pagedList(kg.System, l).check(t, 3); n < 9 {
		t.Errorf("only %d rows", n)
	}
	h := hop("CONCERNS", kg.In)
	h.To, h.EdgeFilter = []string{"Person", "Team"}, kg.Not{Filter: isNull("note")}
	s.pagedHop(kg.System, "Project_0", h).check(t, 3)
}

func pageFilteredRoles(t *testing.T, s *subject) {
	few := compare("name", kg.OpContains, kg.Text("1"))
	kinds := []string{"Institution", "Person", "Laboratory"}
	for _, order := range sample([][]kg.Order{
		nil, {{Property: "name", Language: "zh"}}, {{Property: "name", Language: "en", Descending: true}},
		{{Property: "works", Descending: true}}, {{Property: "foundedOn", NullsFirst: true}},
	}, 2) {
		total := s.pagedList(kg.Member, kg.List{Kinds: kinds, Order: order}).check(t, 7)
		passed := 0
		for _, filter := range []kg.Filter{few, kg.Not{Filter: few}} {
			passed += s.pagedList(kg.Member, kg.List{Kinds: kinds, Order: order, Filter: filter}).check(t, 3)
		}
		if passed != total {
			t.Errorf("%d nodes pass a filter or its complement, of %d", passed, total)
		}
	}
}

func betweenCursors(t *testing.T, s *subject) {
	p := s.pagedList(kg.System, kg.List{Kinds: []string{"Person"}, Order: []kg.Order{{Property: "works"}, {Property: "note", Descending: true}}})
	whole := p.all()
	for _, c := range []struct{ after, before, limit int }{{5, 20, 100}, {5, 20, 4}, {0, 59, 7}, {10, 11, 3}, {20, 5, 3}, {8, 8, 3}, {30, 37, 6}} {
		for _, last := range []bool{false, true} {
			page := kg.Page{Limit: c.limit, Last: last, Opposite: true, After: cursorOf(&whole[c.after]), Before: cursorOf(&whole[c.before])}
			want := rowNames(whole[min(c.after+1, c.before):c.before])
			more := len(want) > c.limit
			if n := len(want); last {
				want = want[max(0, n-c.limit):]
			} else {
				want = want[:min(n, c.limit)]
			}
			l := p.read(page)
			if got := rowNames(l.Rows); !slices.Equal(got, want) {
				t.Errorf("%+v last %t: %q, want %q", c, last, got, want)
			}
			if f := l.Pages[0]; last && (f.HasPrevious != more || !f.HasNext) || !last && (f.HasNext != more || !f.HasPrevious) {
				t.Errorf("%+v last %t: %+v", c, last, f)
			}
		}
	}
}

func pageFlags(t *testing.T, s *subject) {
	p := s.pagedHop(kg.System, "Project_0", hop("CONCERNS", kg.In))
	whole := p.all()
	n := len(whole)
	for _, c := range []struct {
		page           kg.Page
		previous, next bool
	}{
		{kg.Page{Limit: n}, false, false}, {kg.Page{Limit: n - 1}, false, true}, {kg.Page{Limit: n - 1, Last: true}, true, false},
		{kg.Page{Limit: 2, After: cursorOf(&whole[3])}, false, true}, // the other flag is not asked for
		{kg.Page{Limit: 2, After: cursorOf(&whole[3]), Opposite: true}, true, true},
		{kg.Page{Limit: 2, Opposite: true}, false, true},
		{kg.Page{Limit: 2, Last: true, Before: cursorOf(&whole[3])}, true, false},
		{kg.Page{Limit: 2, Last: true, Before: cursorOf(&whole[3]), Opposite: true}, true, true},
		{kg.Page{Limit: 2, Last: true, Opposite: true}, true, false},
		{kg.Page{Limit: 5, After: cursorOf(&whole[n-1]), Opposite: true}, true, false},
		{kg.Page{Limit: 5, Before: cursorOf(&whole[0]), Last: true, Opposite: true}, false, true},
		{kg.Page{Limit: 5, Before: cursorOf(&whole[0]), Opposite: true}, false, false},
		{kg.Page{Limit: 5, After: &kg.Cursor{Key: []kg.Value{date("0001")}}, Opposite: true}, false, true}, // before all
		{kg.Page{Limit: 0, After: cursorOf(&whole[3]), Opposite: true}, false, false},
	} {
		if f := p.read(c.page).Pages[0]; f.HasPrevious != c.previous || f.HasNext != c.next {
			t.Errorf("page %s: %+v", showPage(c.page), f)
		}
	}
}

func cursorOutlives(t *testing.T, s *subject) {
	for _, o := range []kg.Order{{Property: "works"}, {Property: "name", Language: "zh", Descending: true}, {Property: "salary", NullsFirst: true}} {
		p := s.pagedList(kg.System, kg.List{Kinds: []string{"Person"}, Order: []kg.Order{o}})
		whole := p.all()
		at := len(whole) / 2
		cursor := cursorOf(&whole[at])
		s.must(kg.Changeset{DeleteNodes: []kg.ID{whole[at].ID}})
		if got := rowNames(p.read(kg.Page{Limit: 100, After: cursor}).Rows); !slices.Equal(got, rowNames(whole[at+1:])) {
			t.Errorf("order %+v: after it come %q", o, got)
		}
		if got := rowNames(p.read(kg.Page{Limit: 100, Before: cursor, Last: true}).Rows); !slices.Equal(got, rowNames(whole[:at])) {
			t.Errorf("order %+v: before it come %q", o, got)
		}
	}
	p := s.pagedHop(kg.System, "Project_0", hop("CONCERNS", kg.In))
	whole := p.all()
	at := len(whole) / 2
	s.must(kg.Changeset{DeleteEdges: []kg.ID{whole[at].Edge.ID}})
	if got := rowNames(p.read(kg.Page{Limit: 100, After: cursorOf(&whole[at])}).Rows); !slices.Equal(got, rowNames(whole[at+1:])) {
		t.Errorf("after a deleted edge come %q", got)
	}
}

func cursorPlace(t *testing.T, s *subject) {
	p := s.pagedList(kg.System, kg.List{Kinds: []string{"Person"}, Order: []kg.Order{{Property: "works"}}})
	whole := p.all()
	cursor := cursorOf(&whole[20])
	s.must(kg.Changeset{
		DeleteNodes: []kg.ID{whole[5].ID, whole[30].ID},
		Nodes:       []kg.NodeChange{person("low", "works", kg.Int(-1<<63)), person("none")},
	})
	rest := p.read(kg.Page{Limit: 100, After: cursor}).Rows
	want := append(rowNames(whole[21:30]), rowNames(whole[31:])...)
	if got := rowNames(rest); !slices.Equal(got[:len(got)-1], want) || rest[len(rest)-1].ID != personID("none") {
		t.Errorf("after it come %q, want %q and a new one", got, want)
	}
}

func cursorParents(t *testing.T, s *subject) {
	h := hop("CONCERNS", kg.In)
	h.Order, h.Page = []kg.Order{{Property: "count", Edge: true}}, kg.Page{Limit: 3, After: &kg.Cursor{Key: []kg.Value{kg.Int(0)}, Node: 50, Edge: 9}, Opposite: true}
	levels := s.from(ids("Project_0", "Project_1", "Project_2", "Project_3"), h)
	h.Page.Last, h.Page.After, h.Page.Before = true, nil, &kg.Cursor{Key: []kg.Value{kg.Null}}
	levels = append(levels, s.from(ids("Project_0", "Project_1", "Project_2", "Project_3"), h)...)
	for _, l := range levels {
		if len(l.Rows) < 6 {
			t.Errorf("only %d rows", len(l.Rows))
		}
	}
}

func foreignCursor(_ *testing.T, s *subject) {
	for _, key := range [][]kg.Value{nil, {kg.Int(1), kg.Int(2)}, {kg.Text("1")}, {kg.Money("CNY", 1)}} {
		c := &kg.Cursor{Key: key, Node: 1}
		for _, page := range []kg.Page{{Limit: 3, After: c}, {Limit: 3, Before: c, Last: true}} {
			s.refuseRead(&kg.Query{Start: kg.Start{List: &kg.List{Kinds: []string{"Person"}, Order: []kg.Order{{Property: "works"}}, Page: page}}}, kg.ErrBadCursor)
			s.refuseRead(&kg.Query{Start: ids("Project_0"), Select: kg.Selection{Hops: []kg.Hop{{Relations: []string{"CONCERNS"}, Page: page}}}}, kg.ErrBadCursor)
		}
	}
}
