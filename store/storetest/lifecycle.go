package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"innograph/kg"
)

func lifecycleChapter() chapter {
	return chapter{name: "life", scenarios: []scenario{
		{"migrating may be repeated", migrateAgain},
		{"a store that is there answers a ping", pings},
		{"a closed store is unavailable", closedStore},
		{"what was acknowledged is there after reopening", reopenSame},
		{"numbers and revisions go on after reopening", reopenGoesOn},
		{"a wider model adds to what is there", reopenWider},
		{"a narrower model is refused", reopenNarrower},
	}}
}

func migrateAgain(t *testing.T, s *subject) {
	loadWorld(s)
	before := s.checksum()
	for range 2 {
		if err := s.store.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if s.checksum() != before {
		t.Error("the store has changed")
	}
	s.must(nodesOf(person("late")))
}

func pings(t *testing.T, s *subject) {
	if err := s.store.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func closedStore(t *testing.T, s *subject) {
	s.must(nodesOf(person("a")))
	ctx := context.Background()
	for range 2 { // closing twice is no failure
		if err := s.store.Close(ctx); err != nil {
			t.Fatal(err)
		}
	}
	_, applied := s.store.Apply(ctx, &kg.Changeset{Nodes: []kg.NodeChange{person("b")}})
	_, read := s.store.Reader(kg.System).Read(ctx, &kg.Query{Start: ids(personID("a"))})
	_, expanded := s.store.Reader(kg.System).Expand(ctx, &kg.Frontier{Nodes: []int64{1}})
	_, changes := s.store.Reader(kg.System).Changes(ctx, 0, 1)
	scanned := s.store.Reader(kg.System).Scan(ctx, kg.ScanMark{}, func(kg.Record) error { return nil })
	for i, err := range []error{applied, read, expanded, changes, scanned, s.store.Ping(ctx), s.store.Migrate(ctx)} {
		if !errors.Is(err, kg.ErrUnavailable) {
			t.Errorf("call %d: error %v, want unavailable", i, err)
		}
	}
}

// again reopens the store under test with a model and without migrating it.
func (s *subject) again(t *testing.T, model *kg.Model) {
	t.Helper()
	if s.reopen == nil {
		t.Skip("not run: this engine keeps nothing beyond its life")
	}
	s.store = s.reopen(t, s.store, model)
	s.model = model
	closing(t, s.store)
}

func (s *subject) migrate(t *testing.T) {
	t.Helper()
	if err := s.store.Migrate(t.Context()); err != nil {
		t.Fatalf("migrate: %v", err)
	}
}

func reopenSame(t *testing.T, s *subject) {
	wornWorld(s)
	before := s.checksum()
	for range 2 {
		s.again(t, Model())
		s.migrate(t)
		if s.checksum() != before {
			t.Fatal("the store has changed")
		}
	}
	s.changes(kg.System, 0, 100)
	viewersCompared(t, s)
	s.pagedList(kg.Member, kg.List{Kinds: []string{"Person"}, Order: []kg.Order{{Property: "name", Language: "zh"}}}).check(t, 3)
}

func reopenGoesOn(t *testing.T, s *subject) {
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("a"), person("b")}, Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID("b"))}})
	s.must(kg.Changeset{DeleteNodes: []kg.ID{personID("b")}})
	s.again(t, Model())
	s.migrate(t)
	receipt := s.must(kg.Changeset{Nodes: []kg.NodeChange{person("c")}, Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID("c"))}})
	if n := s.node(personID("c")); receipt.Revision != 3 || n.Number != 3 || s.edges("KNOWS")[0].Number != 2 {
		t.Errorf("revision %d, node %d", receipt.Revision, n.Number)
	}
}

// changed returns the suite's model after a change to its parts.
func changed(change func(kinds []kg.Kind, roles []kg.Role, enums []kg.Enum, relations []kg.Relation) ([]kg.Kind, []kg.Relation)) *kg.Model {
	ks, rs, es, ls := kinds(), roles(), enums(), relations()
	ks, ls = change(ks, rs, es, ls)
	m, err := kg.NewModel(ks, rs, es, ls)
	if err != nil {
		panic(err) // as wrong for every caller as for one
	}
	return m
}

// widerModel has a kind, a relation, properties, an enum value and an index
// more, each in the middle of its list, so that places shift.
func widerModel() *kg.Model {
	return changed(func(ks []kg.Kind, _ []kg.Role, es []kg.Enum, ls []kg.Relation) ([]kg.Kind, []kg.Relation) {
		ks = slices.Insert(ks, 2, kg.Kind{Name: "Event", Plural: "events", Description: "Something that happens.", Label: "title",
			Properties: []kg.Property{{Name: "title", Type: kg.TypeText, Required: true}}})
		es[1].Values = slices.Insert(es[1].Values, 1, "CHIEF")
		person := &ks[slices.IndexFunc(ks, func(k kg.Kind) bool { return k.Name == "Person" })]
		person.Properties = slices.Insert(person.Properties, 3, kg.Property{Name: "nickname", Type: kg.TypeLocalized, Index: true})
		for i := range person.Properties {
			if name := person.Properties[i].Name; name == "active" || name == "motto" || name == "seen" {
				person.Properties[i].Index = true
			}
		}
		ls[2].Properties = []kg.Property{{Name: "since", Type: kg.TypeDate}} // KNOWS had none
		return ks, slices.Insert(ls, 1, kg.Relation{Name: "ATTENDED", Link: "Attendance", Description: "Who was there.",
			From: []string{"Person"}, To: []string{"Event"}})
	})
}

func reopenWider(t *testing.T, s *subject) {
	wornWorld(s)
	before := s.checksum()
	s.again(t, widerModel())
	s.memory = memoryOf(s, s.model)
	s.migrate(t)
	if s.checksum() != before {
		t.Error("the store has changed")
	}
	viewersCompared(t, s)
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{node("Event", "fair", "title", kg.Text("fair")), node("Person", "li", "nickname", zh("雷"), "grade", kg.Symbol("CHIEF"))},
		Edges: []kg.EdgeChange{edge("ATTENDED", "Person_li", "Event_fair"), edge("KNOWS", "Person_li", "Person_sun", "since", date("2024"))},
	})
	s.expand(kg.System, s.frontier(kg.Both, "Person_li", "Event_fair"))
	for _, o := range []kg.Order{{Property: "nickname", Language: "zh"}, {Property: "active", NullsFirst: true}, {Property: "motto", Language: "en"}, {Property: "seen"}} {
		s.pagedList(kg.System, kg.List{Kinds: []string{"Person"}, Order: []kg.Order{o}}).check(t, 3)
	}
	l := list("Person")
	l.Filter = related("KNOWS", kg.Out, kg.Some, nil, compare("since", kg.OpGt, date("2020")))
	wantRows(t, "knows since 2020", s.read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root, 0, "Person_li")
}

// memoryOf returns an in-memory store of another model that holds the same.
func memoryOf(s *subject, model *kg.Model) kg.Store {
	old := s.memory.(*memory)
	g := *old.graph
	g.model = model
	return &memory{model: model, graph: &g}
}

func reopenNarrower(t *testing.T, s *subject) {
	loadWorld(s)
	before := s.checksum()
	for name, model := range map[string]*kg.Model{
		"without a relation": changed(func(ks []kg.Kind, _ []kg.Role, _ []kg.Enum, ls []kg.Relation) ([]kg.Kind, []kg.Relation) {
			return ks, slices.Delete(ls, 7, 8)
		}),
		"without a property": changed(func(ks []kg.Kind, _ []kg.Role, _ []kg.Enum, ls []kg.Relation) ([]kg.Kind, []kg.Relation) {
			ks[0].Properties = slices.Delete(ks[0].Properties, 2, 3)
			return ks, ls
		}),
		"without a property of an edge": changed(func(ks []kg.Kind, _ []kg.Role, _ []kg.Enum, ls []kg.Relation) ([]kg.Kind, []kg.Relation) {
			ls[1].Properties = slices.Delete(ls[1].Properties, 2, 3)
			return ks, ls
		}),
		"with another type": changed(func(ks []kg.Kind, _ []kg.Role, _ []kg.Enum, ls []kg.Relation) ([]kg.Kind, []kg.Relation) {
			ks[0].Properties[5].Type = kg.TypeDecimal
			return ks, ls
		}),
	} {
		s.again(t, model)
		if err := s.store.Migrate(t.Context()); !errors.Is(err, kg.ErrInvalid) {
			t.Errorf("%s: error %v, want invalid", name, err)
		}
	}
	s.again(t, Model())
	s.migrate(t)
	if s.checksum() != before {
		t.Error("the store has changed")
	}
}
