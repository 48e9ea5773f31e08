package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// migrated opens and migrates the store at an address.
func migrated(t testing.TB, address launcher.Address, model *kg.Model) *Store {
	t.Helper()
	s := opened(t, address, model)
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatalf("migrate: %v", err)
	}
	return s
}

// write runs a statement that this program would not.
func write(t testing.TB, s *Store, text string) {
	t.Helper()
	if _, err := s.transact(t.Context(), "test", func(run runner) error { return run(t.Context(), text, nil, nil) }); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func applied(t testing.TB, s *Store, cs kg.Changeset) *kg.Receipt {
	t.Helper()
	receipt, err := s.Apply(t.Context(), &cs)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	return receipt
}

// dump lists all that a graph is stored as, the store's own nodes apart.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	var all []string
	for _, text := range []string{
		"MATCH (n:Node) RETURN labels(n), properties(n), [(n)-[:HAS_IDENTIFIER]->(i) | properties(i)]",
		"MATCH (a:Node)-[r]->(b:Node) RETURN type(r), properties(r), a.id, b.id",
	} {
		rows, err := rowsOf(context.Background(), s, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, column := range row {
				if list, ok := column.([]any); ok {
					slices.SortFunc(list, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
				}
			}
			all = append(all, fmt.Sprint(row...))
		}
	}
	slices.Sort(all)
	return all
}

// same holds what is stored to what is wanted.
func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Fatalf("%s: there is no\n%s", what, want[i])
		case i >= len(want):
			t.Fatalf("%s: there is also\n%s", what, got[i])
		case got[i] != want[i]:
			t.Fatalf("%s: there is\n%s\nin place of\n%s", what, got[i], want[i])
		}
	}
	if len(got) == 0 {
		t.Fatalf("%s: there is nothing", what)
	}
}

func TestForeignGraph(t *testing.T) {
	address := neo4jtest.Empty(t)
	s := opened(t, address, storetest.Model())
	write(t, s, "CREATE (:Thing {id: 'Person_1', name: 'theirs'})-[:KNOWS]->(:Thing {name: 'theirs too'})")
	err := s.Migrate(t.Context())
	told(t, err, kg.ErrInvalid, address.Password)
	if err == nil || !strings.Contains(err.Error(), "another program") || !strings.Contains(err.Error(), "adopt=true") {
		t.Errorf("it says %v", err)
	}
	if rows, err := rowsOf(t.Context(), s, "SHOW INDEXES YIELD name WHERE name STARTS WITH 'innograph' RETURN name"); err != nil || len(rows) > 0 {
		t.Errorf("indexes have been made: %v, %v", rows, err)
	}
	_, err = s.Apply(t.Context(), &kg.Changeset{})
	told(t, err, kg.ErrUnavailable)

	both, err := Open(t.Context(), address.URL()+"?adopt=true", storetest.Model())
	if err != nil {
		t.Fatal(err)
	}
	defer both.Close(context.Background())
	if err := both.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	applied(t, both, kg.Changeset{Nodes: []kg.NodeChange{{ID: "Person_1", Kind: "Person", Properties: map[string]kg.Value{"name": kg.Localized(map[string]string{"en": "ours"})}}}})
	rows, err := rowsOf(t.Context(), s, "MATCH (n) WHERE n.name IS NOT NULL RETURN n.name ORDER BY n.name")
	if got := fmt.Sprint(rows); err != nil || got != "[[ours] [theirs] [theirs too]]" {
		t.Errorf("there are %s, %v", got, err)
	}
	if got := scanned(t, both); len(got) != 1 || got[0].Node.ID != "Person_1" {
		t.Errorf("of the graph there is %v", got)
	}
	again := migrated(t, address, storetest.Model()) // now it is the store's own
	if got := scanned(t, again); len(got) != 1 {
		t.Errorf("of the graph there is %v", got)
	}
}

// scanned returns all records.
func scanned(t testing.TB, s *Store) []kg.Record {
	t.Helper()
	var records []kg.Record
	err := allOf(s).run(t.Context(), nil, func(r kg.Record) error {
		records = append(records, r)
		return nil
	})
	if err != nil {
		t.Fatalf("scan: %v", err)
	}
	return records
}

func allOf(s *Store) *scan {
	all := &scan{store: s}
	all.visible.node, all.visible.edge = "true", "true"
	return all
}

// few is a graph with something of every form.
func few() kg.Changeset {
	return kg.Changeset{
		At: time.Date(2026, 1, 2, 3, 4, 5, 678901000, time.UTC),
		Nodes: []kg.NodeChange{
			{ID: "Person_1", Kind: "Person", Properties: map[string]kg.Value{
				"name": kg.Localized(map[string]string{"en": "Ann", "zh": "安"}), "orcid": kg.Text("0000-0001"), "note": kg.Text("（x"),
				"works": kg.Int(3), "score": kg.Decimal(2_500_000), "seen": kg.Instant(time.Unix(7, 0)), "salary": kg.Money("CNY", 512), "aliases": kg.Texts("A.", "B.")}},
			{ID: "Person_2", Kind: "Person", Properties: map[string]kg.Value{
				"name": kg.Localized(map[string]string{"zh": "沈阳"}), "note": kg.Text("note"), "bio": kg.Text("long")}},
			{ID: "Institution_1", Kind: "Institution", Properties: map[string]kg.Value{
				"name": kg.Localized(map[string]string{"en": "One"}), "uscc": kg.Text("u1"), "ror": kg.Text("r1"), "students": kg.Int(7)}},
			{ID: "Project_1", Kind: "Project", Properties: map[string]kg.Value{"title": kg.Text("First"), "number": kg.Text("n1"), "summary": kg.Text("about it")}},
			{ID: "Project_2", Kind: "Project", Properties: map[string]kg.Value{"title": kg.Text("Second"), "number": kg.Text("n2")}},
		},
		Edges: []kg.EdgeChange{
			{Relation: "PARTICIPATED_IN", From: "Institution_1", To: "Project_1", Properties: map[string]kg.Value{"part": kg.Int(1), "rank": kg.Int(2), "amount": kg.Money("EUR", 9)}},
			{Relation: "PARTICIPATED_IN", From: "Institution_1", To: "Project_2", Properties: map[string]kg.Value{"part": kg.Int(1), "amount": kg.Money("EUR", 1)}},
			{Relation: "CONCERNS", From: "Person_1", To: "Project_1", Properties: map[string]kg.Value{
				"remark": kg.Localized(map[string]string{"en": "why"}), "since": kg.Stored(kg.TypeDate, "2024", 0)}},
		},
	}
}

// changedModel returns the suite's model with a change.
func changedModel(t *testing.T, change func(m *kg.Model)) *kg.Model {
	t.Helper()
	m := storetest.Model()
	change(m)
	changed, err := kg.NewModel(m.Kinds, m.Roles, m.Enums, m.Relations)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// kind and relation return one of a model that is to be changed.
func kind(m *kg.Model, name string) *kg.Kind {
	k := &m.Kinds[slices.IndexFunc(m.Kinds, func(k kg.Kind) bool { return k.Name == name })]
	k.Properties = slices.Clone(k.Properties)
	return k
}

func relation(m *kg.Model, name string) *kg.Relation {
	return &m.Relations[slices.IndexFunc(m.Relations, func(r kg.Relation) bool { return r.Name == name })]
}

func property(k *kg.Kind, name string) *kg.Property {
	return &k.Properties[slices.IndexFunc(k.Properties, func(p kg.Property) bool { return p.Name == name })]
}

// otherModels store the same in another way.
func otherModels(t *testing.T) map[string]*kg.Model {
	t.Helper()
	models := map[string]func(m *kg.Model){
		"other natural keys": func(m *kg.Model) {
			kind(m, "Project").Keys = []kg.Key{{Scheme: "number", Properties: []string{"number"}, Field: "number"}}
			k := kind(m, "Institution")
			k.Keys = []kg.Key{{Scheme: "uscc", Properties: []string{"ror"}, Field: "ror"}}
		},
		"another default order": func(m *kg.Model) { relation(m, "PARTICIPATED_IN").OrderBy = "amount" },
		"no default order":      func(m *kg.Model) { relation(m, "CONCERNS").OrderBy = "" },
		"other weights in search": func(m *kg.Model) {
			k := kind(m, "Project")
			property(k, "number").Search = 2
			property(k, "title").Search = 1
		},
		"long text, and no longer": func(m *kg.Model) {
			k := kind(m, "Project")
			property(k, "summary").Long = false
			property(k, "number").Long = true
			property(k, "number").Index = false
		},
		"another role": func(m *kg.Model) {
			kind(m, "Project").Roles = []string{"Undertaking"}
			kind(m, "Person").Roles = nil
			m.Roles = append(slices.Clone(m.Roles), kg.Role{Name: "Undertaking", Plural: "undertakings", Kinds: []string{"Project"},
				Properties: []kg.Property{{Name: "title", Type: kg.TypeText, Required: true, Index: true, Search: 3}}})
			m.Roles[1].Kinds = []string{"Institution", "Laboratory"}
		},
	}
	changed := map[string]*kg.Model{}
	for name, change := range models {
		changed[name] = changedModel(t, change)
	}
	return changed
}

// Under a model that stores records in another way they are, after migrating, as if
// they had been stored under it; and so after a migration that was broken off.
func TestModelsThatStoreOtherwise(t *testing.T) {
	address := neo4jtest.Cleared(t)
	driver := neo4jtest.Driver(t, address)
	begin := func(model *kg.Model) *Store {
		if err := neo4jtest.Clear(t.Context(), driver); err != nil {
			t.Fatal(err)
		}
		s := migrated(t, address, model)
		applied(t, s, few())
		return s
	}
	for name, model := range otherModels(t) {
		want := dump(t, begin(model))
		old := begin(storetest.Model())
		if slices.Equal(dump(t, old), want) {
			t.Fatalf("%s: nothing is stored otherwise", name)
		}
		same(t, name, dump(t, migrated(t, address, model)), want)

		old = begin(storetest.Model())
		m, err := newMigration(opened(t, address, model))
		if err == nil {
			err = m.look(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := m.transact(t.Context(), func(run runner) error { return m.begin(t.Context(), run) }); err != nil {
			t.Fatal(err)
		}
		cs := few()
		_, err = old.Apply(t.Context(), &cs)
		told(t, err, kg.ErrUnavailable)
		same(t, name+", broken off", dump(t, migrated(t, address, model)), want)
		back := dump(t, migrated(t, address, storetest.Model()))
		first := dump(t, begin(storetest.Model()))
		same(t, name+", and back", back, first)
		breakOff(t, address, model, marking, 2, func(cancel context.CancelFunc) { cancel() })
		same(t, name+", broken off at its end, and back", dump(t, migrated(t, address, storetest.Model())), first)
	}
}

// Other rules of collation and of words make sort keys and words anew.
func TestOtherRules(t *testing.T) {
	address := neo4jtest.Cleared(t)
	s := migrated(t, address, storetest.Model())
	applied(t, s, few())
	want := dump(t, s)
	for name, change := range map[string]string{
		"collation": "MATCH (m:InnographMeta) SET m.collation = 'older', m.generation = 'older' WITH m MATCH (n:Node) WHERE n._name_zh IS NOT NULL SET n._name_zh = '0'",
		"words":     "MATCH (m:InnographMeta) SET m.words = 'older', m.generation = 'older' WITH m MATCH (n:Node) SET n._w3 = 'older'",
	} {
		write(t, s, change)
		if slices.Equal(dump(t, s), want) {
			t.Fatalf("%s: nothing has changed", name)
		}
		same(t, name, dump(t, migrated(t, address, storetest.Model())), want)
	}
	write(t, s, "MATCH (m:InnographMeta) SET m.collation = 'older', m.generation = 'older' WITH m MATCH ()-[r:CONCERNS]->() SET r._remark_en = '0'")
	same(t, "collation of edges", dump(t, migrated(t, address, storetest.Model())), want)
}

// What a newer program has written is refused and left as it is.
func TestNewerStore(t *testing.T) {
	address := neo4jtest.Cleared(t)
	s := migrated(t, address, storetest.Model())
	applied(t, s, few())
	before := dump(t, s)
	refuse := func(what string) {
		err := opened(t, address, storetest.Model()).Migrate(t.Context())
		told(t, err, kg.ErrInvalid, address.Password)
		if err != nil && !strings.Contains(err.Error(), "newer program") {
			t.Errorf("%s: %v", what, err)
		}
	}
	write(t, s, "MATCH (m:InnographMeta) SET m.layout = 99")
	refuse("a newer layout")
	write(t, s, "MATCH (m:InnographMeta) SET m.layout = 1")
	wider := changedModel(t, func(m *kg.Model) {
		k := kind(m, "Person")
		k.Properties = append(k.Properties, kg.Property{Name: "height", Type: kg.TypeInt, Index: true})
	})
	other := migrated(t, address, wider)
	refuse("a wider model")
	cs := few()
	_, err := s.Apply(t.Context(), &cs)
	told(t, err, kg.ErrUnavailable)
	same(t, "what was refused", dump(t, other), before)
	write(t, s, "MATCH (m:InnographMeta) SET m.model = 'x', m.generation = ''")
	told(t, opened(t, address, storetest.Model()).Migrate(t.Context()), kg.ErrDamaged)
	write(t, s, "MATCH (m:InnographMeta) DELETE m")
	_, err = other.Apply(t.Context(), &cs)
	told(t, err, kg.ErrUnavailable)
}

// A key that two nodes would hold under the new model is told, and nothing is lost.
func TestKeyOfTwo(t *testing.T) {
	address := neo4jtest.Cleared(t)
	s := migrated(t, address, storetest.Model())
	cs := few()
	cs.Nodes[4].Properties["number"] = kg.Text("n1")
	applied(t, s, cs)
	before := dump(t, s)
	keyed := changedModel(t, func(m *kg.Model) {
		kind(m, "Project").Keys = []kg.Key{{Scheme: "number", Properties: []string{"number"}, Field: "number"}}
	})
	told(t, opened(t, address, keyed).Migrate(t.Context()), kg.ErrConflict)
	same(t, "the old model", dump(t, migrated(t, address, storetest.Model())), before)
	applied(t, migrated(t, address, storetest.Model()), kg.Changeset{DeleteNodes: []kg.ID{"Project_2"}})
	if err := opened(t, address, keyed).Migrate(t.Context()); err != nil {
		t.Error(err)
	}
}

// Several programs may migrate at once.
func TestMigrateTogether(t *testing.T) {
	address := neo4jtest.Empty(t)
	var group sync.WaitGroup
	for range 3 {
		s := opened(t, address, storetest.Model())
		group.Go(func() {
			if err := s.Migrate(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	checkSchema(t, migrated(t, address, storetest.Model()))
}

// Rules that are being changed stand in the store as nobody's.
func TestRulesUnderway(t *testing.T) {
	address := neo4jtest.Cleared(t)
	s := migrated(t, address, storetest.Model())
	applied(t, s, few())
	want := dump(t, s)
	write(t, s, "MATCH (m:InnographMeta) SET m.collation = 'older', m.words = 'older', m.generation = 'older' WITH m MATCH (n:Node) SET n._w3 = 'older'")
	breakOff(t, address, storetest.Model(), marking, 2, func(cancel context.CancelFunc) { cancel() })
	rows, err := rowsOf(t.Context(), s, "MATCH (m:InnographMeta) RETURN m.collation, m.words")
	if err != nil || fmt.Sprint(rows) != fmt.Sprint([][]any{{underway, underway}}) {
		t.Errorf("the rules are %v, %v", rows, err)
	}
	same(t, "afterwards", dump(t, migrated(t, address, storetest.Model())), want)
}
