package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/layout"
	"innograph/store/storetest"
)

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

func kindOf(m *kg.Model, name string) *kg.Kind {
	return find(m.Kinds, func(k *kg.Kind) bool { return k.Name == name })
}

func relationOf(m *kg.Model, name string) *kg.Relation {
	return find(m.Relations, func(r *kg.Relation) bool { return r.Name == name })
}

func find[T any](list []T, is func(*T) bool) *T {
	return &list[slices.IndexFunc(list, func(e T) bool { return is(&e) })]
}

func addProperty(m *kg.Model, kind string, p kg.Property) {
	k := kindOf(m, kind)
	k.Properties = append(slices.Clone(k.Properties), p)
}

func setProperty(m *kg.Model, kind, name string, set func(p *kg.Property)) {
	k := kindOf(m, kind)
	k.Properties = slices.Clone(k.Properties)
	set(find(k.Properties, func(p *kg.Property) bool { return p.Name == name }))
}

// schemaOf returns the statements of a store's indexes from the model, by name.
func indexesOf(t *testing.T, s *Store) map[string]string {
	t.Helper()
	var present map[string]string
	err := s.read(context.Background(), false, func(ses *session) (err error) {
		present, err = presentIndexes(context.Background(), ses)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return present
}

func hasIndex(indexes map[string]string, end string) bool {
	for name := range indexes {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// A model grows: kinds, relations, properties and indexes come, in whatever
// place they are declared, and indexes go; what was stored reads as before.
func TestModelGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	storeFile(t, path)
	first := migrated(t, path, storetest.Model())
	before, err := storetest.Checksum(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	grown := changedModel(t, func(m *kg.Model) {
		m.Kinds = slices.Insert(m.Kinds, 0, kg.Kind{Name: "Award", Properties: []kg.Property{{Name: "title", Type: kg.TypeText, Index: true}}})
		m.Relations = slices.Insert(m.Relations, 0, kg.Relation{Name: "WON_BY", From: []string{"Award"}, To: []string{"Person"}, OrderBy: "year",
			Properties: []kg.Property{{Name: "year", Type: kg.TypeInt}}})
		addProperty(m, "Team", kg.Property{Name: "size", Type: kg.TypeInt, Index: true})
		setProperty(m, "Person", "works", func(p *kg.Property) { p.Index = false })
	})
	s := migrated(t, path, grown)
	if after, err := storetest.Checksum(t.Context(), s); err != nil || after != before {
		t.Errorf("what was stored has changed: %v", err)
	}
	indexes := indexesOf(t, s)
	if !hasIndex(indexes, "_size") || hasIndex(indexes, "_works") || !hasIndex(indexes, "_score") {
		t.Errorf("indexes: %v", indexes)
	}
	apply(t, s, kg.Changeset{
		Nodes: []kg.NodeChange{
			{ID: "Award_1", Kind: "Award", Properties: map[string]kg.Value{"title": kg.Text("Prize")}},
			{ID: "Team_counter", Kind: "Team", Properties: map[string]kg.Value{"size": kg.Int(3)}},
		},
		Edges: []kg.EdgeChange{{Relation: "WON_BY", From: "Award_1", To: idOf("Person", 2), Properties: map[string]kg.Value{"year": kg.Int(2024)}}},
	})
	three := kg.Compare{Property: "size", Op: kg.OpEq, Values: []kg.Value{kg.Int(3)}}
	result, err := s.Reader(kg.System).Read(t.Context(), &kg.Query{
		Start: kg.Start{List: &kg.List{Kinds: []string{"Team"}, Filter: three, Order: []kg.Order{{Property: "size"}}, Page: kg.Page{Limit: 5}}}})
	if err != nil || len(result.Root.Rows) != 1 {
		t.Errorf("new property: %+v, %v", result, err)
	}
	result, err = s.Reader(kg.System).Read(t.Context(), &kg.Query{Start: kg.Start{IDs: []kg.ID{idOf("Person", 2)}},
		Select: kg.Selection{Hops: []kg.Hop{{Relations: []string{"WON_BY"}, Direction: kg.In, Page: kg.Page{Limit: 5}}}}})
	if err != nil || len(result.Root.Hops[0].Rows) != 1 {
		t.Errorf("new relation: %+v, %v", result, err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	// The program that knew less is refused from now on, by what it lacks.
	old := openAt(t, path, storetest.Model())
	err = old.Migrate(t.Context())
	for _, word := range []string{path, "newer program", "kind Award", "relation WON_BY", "property Team.size"} {
		if !errors.Is(err, kg.ErrInvalid) || !strings.Contains(err.Error(), word) {
			t.Errorf("error %v does not say %q", err, word)
		}
	}
	if _, err := old.Apply(t.Context(), appended(60)); !errors.Is(err, kg.ErrUnavailable) {
		t.Errorf("apply without migration: %v", err)
	}
	if err := old.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	integrity(t, path)
}

// A store that another program brings to a newer model while this one has it
// open is not written any more, for this one would lose what it does not know.
func TestModelGrowsMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	storeFile(t, path)
	old := migrated(t, path, storetest.Model())
	migrated(t, path, changedModel(t, func(m *kg.Model) { addProperty(m, "Team", kg.Property{Name: "size", Type: kg.TypeInt}) }))
	if _, err := old.Apply(t.Context(), appended(60)); !errors.Is(err, kg.ErrUnavailable) || !strings.Contains(err.Error(), "newer model") {
		t.Errorf("apply: %v", err)
	}
	if n, err := counterOf(t.Context(), old); n != 50 || err != nil {
		t.Errorf("read: %d, %v", n, err)
	}
}

// What two models mean differently cannot be mended and is refused.
func TestModelChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	storeFile(t, path)
	for name, c := range map[string]struct {
		change func(m *kg.Model)
		says   string
	}{
		"type":    {func(m *kg.Model) { setProperty(m, "Person", "works", func(p *kg.Property) { p.Type = kg.TypeText }) }, "Person.works (integer in the store, text in the program)"},
		"list":    {func(m *kg.Model) { setProperty(m, "Person", "note", func(p *kg.Property) { p.List = true }) }, "list of text"},
		"key":     {func(m *kg.Model) { relationOf(m, "AFFILIATED_WITH").Key = []string{"role"} }, "the key of AFFILIATED_WITH"},
		"symbol":  {func(m *kg.Model) { m.Enums[1].Values = []string{"SENIOR", "JUNIOR"} }, "symbol Grade.MIDDLE"},
		"end":     {func(m *kg.Model) { relationOf(m, "CONCERNS").To = []string{"Project"} }, "CONCERNS to Region"},
		"removed": {func(m *kg.Model) { m.Relations = m.Relations[:len(m.Relations)-1] }, "relation CONCERNS"},
	} {
		t.Run(name, func(t *testing.T) {
			s := openAt(t, path, changedModel(t, c.change))
			if err := s.Migrate(t.Context()); !errors.Is(err, kg.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error is %v; want %q", err, c.says)
			}
			if err := s.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Migrate only reads where there is nothing to do, and does all in one go
// otherwise, also when two programs begin at once.
func TestMigrateTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	stores := make([]*Store, 4)
	failures := make(chan error, len(stores))
	for i := range stores {
		stores[i] = openAt(t, path, storetest.Model())
		go func() { failures <- stores[i].Migrate(context.Background()) }()
	}
	for range stores {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
	for _, s := range stores {
		s.Observe(func(text string) {
			if !strings.HasPrefix(text, "SELECT") && !strings.HasPrefix(text, "PRAGMA user_version") {
				t.Errorf("it runs %s", text)
			}
		})
		if err := s.Migrate(t.Context()); err != nil {
			t.Error(err)
		}
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	integrity(t, path)
}

// Where a model stores the same in another way, what is there is rewritten.
func TestRebuild(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := migrated(t, path, storetest.Model())
	rank := func(n int64) map[string]kg.Value {
		return map[string]kg.Value{"part": kg.Int(n), "rank": kg.Int(n), "amount": kg.Money("EUR", -n)}
	}
	cs := kg.Changeset{Nodes: []kg.NodeChange{
		{ID: "Project_1", Kind: "Project", Properties: map[string]kg.Value{"title": kg.Text("One"), "summary": kg.Text("at length"), "number": kg.Text("n1")}},
		{ID: "Institution_1", Kind: "Institution", Properties: map[string]kg.Value{"name": kg.Localized(map[string]string{"zh": "沈阳"}), "ror": kg.Text("r1"), "uscc": kg.Text("u1")}},
	}}
	for i := range int64(5) {
		cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: "PARTICIPATED_IN", From: "Institution_1", To: "Project_1", Properties: rank(i)})
	}
	apply(t, s, cs)
	before, err := storetest.Checksum(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	sqliteFile(t, path, "UPDATE meta SET value = 'older rules' WHERE key = 'collation'",
		"UPDATE node SET keys = jsonb('{\"name\":{\"zh\":\"\",\"en\":\"\"}}') WHERE keys IS NOT NULL")

	s = migrated(t, path, changedModel(t, func(m *kg.Model) {
		relationOf(m, "PARTICIPATED_IN").OrderBy = "amount"
		setProperty(m, "Project", "summary", func(p *kg.Property) { p.Long = false })
		setProperty(m, "Project", "title", func(p *kg.Property) { p.Long = true })
		kindOf(m, "Project").Keys = []kg.Key{{Scheme: "project", Properties: []string{"number"}, Field: "number"}}
		kindOf(m, "Institution").Keys = kindOf(m, "Institution").Keys[:1]
	}))
	result, err := s.Reader(kg.System).Read(t.Context(), &kg.Query{
		Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "project", Value: "n1"}, {Scheme: "ror", Value: "r1"}, {Scheme: "uscc", Value: "u1"}}},
		Select: kg.Selection{Properties: map[string][]string{"Project": {"summary", "title"}},
			Hops: []kg.Hop{{From: []string{"Project"}, Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In, Page: kg.Page{Limit: 9},
				EdgeProperties: map[string][]string{"PARTICIPATED_IN": {"rank"}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	if offsets := result.Root.Offsets; !slices.Equal(offsets, []int{0, 1, 1, 2}) {
		t.Errorf("identifiers find rows at %v", offsets)
	}
	if v := result.Root.Rows[0].Values; v[0].Text() != "at length" || v[1].Text() != "One" {
		t.Errorf("texts are %v", v)
	}
	var ranks []int64
	for _, row := range result.Root.Hops[0].Rows {
		ranks = append(ranks, row.Edge.Values[0].Int())
	}
	if !slices.Equal(ranks, []int64{4, 3, 2, 1, 0}) {
		t.Errorf("the new default order gives %v", ranks)
	}
	var key string
	err = s.read(t.Context(), false, func(ses *session) error {
		return ses.query(t.Context(), "SELECT json_extract(keys, '$.name.zh') FROM node WHERE keys IS NOT NULL", nil, func(rows *sql.Rows) error { return rows.Scan(&key) })
	})
	want, wantErr := kg.SortKey(kg.Localized(map[string]string{"zh": "沈阳"}), "zh")
	if err != nil || wantErr != nil || key != want.Text() {
		t.Errorf("sort key is %q, %v; want %q, %v", key, err, want.Text(), wantErr)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	integrity(t, path)

	s = migrated(t, path, changedModel(t, func(m *kg.Model) {
		kindOf(m, "Project").Keys = nil
	}))
	if after, err := storetest.Checksum(t.Context(), s); err != nil || after != before {
		t.Errorf("there and back is not the same: %v", err)
	}
}

// Natural keys that a model adds must be unique among what is stored.
func TestRebuildConflict(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := migrated(t, path, storetest.Model())
	apply(t, s, kg.Changeset{Nodes: []kg.NodeChange{
		{ID: "Team_1", Kind: "Team", Properties: map[string]kg.Value{"title": kg.Text("same")}},
		{ID: "Team_2", Kind: "Team", Properties: map[string]kg.Value{"title": kg.Text("same")}},
	}})
	keyed := openAt(t, path, changedModel(t, func(m *kg.Model) {
		kindOf(m, "Team").Keys = []kg.Key{{Scheme: "team", Properties: []string{"title"}, Field: "title"}}
	}))
	err := keyed.Migrate(t.Context())
	if !errors.Is(err, kg.ErrConflict) || !strings.Contains(err.Error(), "Team_1") || !strings.Contains(err.Error(), "team same") {
		t.Errorf("error is %v", err)
	}
	if err := keyed.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Errorf("the old model no longer fits: %v", err)
	}
}

// A newer program that comes between looking and writing is not overwritten.
func TestNewerLayoutMeanwhile(t *testing.T) {
	s := migrated(t, Memory, storetest.Model())
	m := &migration{store: s, wanted: layout.ModelOf(s.model)} // of a program that knows no layout
	err := s.write(t.Context(), func(ses *session) error { return m.run(t.Context(), ses) })
	if !errors.Is(err, kg.ErrInvalid) || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("error is %v", err)
	}
}

// A store from before there were parties learns who they are, and what is for whom.
func TestPartiesOfOldStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	model := storetest.Model()
	stored := layout.ModelOf(model)
	for i := range stored.Relations {
		stored.Relations[i].Party = kg.NoEnd
	}
	modelText, generation, err := stored.Encode(text.Collation, wordRules)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := migrationTexts()
	if err != nil {
		t.Fatal(err)
	}
	sqliteFile(t, path, steps[0], fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 1", applicationID),
		"INSERT INTO meta VALUES ('model', '"+modelText+"'), ('generation', '"+generation+"'), ('collation', '"+text.Collation+"')",
		"INSERT INTO kind VALUES (1, 'Institution'), (2, 'Project')", "INSERT INTO relation VALUES (7, 'PARTICIPATED_IN')",
		`INSERT INTO node (number, kind, visibility, version, created, updated, id, props) VALUES
			(1, 1, 0, 1, 0, 0, 'Institution_1', jsonb('{"name":{"en":"One"}}')),
			(2, 2, 2, 1, 0, 0, 'Project_1', jsonb('{"title":"One"}')), (3, 2, 0, 1, 0, 0, 'Project_2', jsonb('{"title":"Two"}'))`,
		`INSERT INTO edge (number, relation, source, target, visibility, level, id, sort, props) VALUES
			(1, 7, 1, 2, 0, 2, 'a', x'ff', jsonb('{}')), (2, 7, 1, 3, 2, 2, 'b', x'ff', jsonb('{}'))`,
		"INSERT INTO out_edge SELECT source, relation, sort, target, number, level FROM edge",
		"INSERT INTO in_edge SELECT target, relation, sort, source, number, level FROM edge",
		"UPDATE counter SET last = CASE name WHEN 'node' THEN 3 WHEN 'edge' THEN 2 ELSE 0 END")
	s := migrated(t, path, model)
	for viewer, want := range map[kg.Viewer]int{kg.Member: 0, kg.ActingFor("Project_2"): 1, kg.ActingFor("Institution_1"): 2} {
		result, err := s.Reader(viewer).Read(t.Context(), &kg.Query{Start: kg.Start{IDs: []kg.ID{"Institution_1"}},
			Select: kg.Selection{Hops: []kg.Hop{{Relations: []string{"PARTICIPATED_IN"}, Page: kg.Page{Limit: 5}}}}})
		if err != nil || len(result.Root.Hops[0].Rows) != want {
			t.Errorf("%v sees %+v, %v; want %d projects", viewer.Acts(), result.Root, err, want)
		}
	}
	integrity(t, path)
}

// A model that says otherwise who the parties are is followed.
func TestPartiesChange(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := migrated(t, path, storetest.Model())
	hidden := kg.Parties
	apply(t, s, kg.Changeset{
		Nodes: []kg.NodeChange{
			{ID: "Team_1", Kind: "Team", Visibility: &hidden, Properties: map[string]kg.Value{"title": kg.Text("Team")}},
			{ID: "Person_1", Kind: "Person", Visibility: &hidden, Properties: map[string]kg.Value{"name": kg.Localized(map[string]string{"en": "One"})}},
		},
		Edges: []kg.EdgeChange{{Relation: "HEADED_BY", From: "Team_1", To: "Person_1"}},
	})
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, end := range []kg.EdgeEnd{kg.FromEnd, kg.NoEnd, kg.ToEnd} {
		s := migrated(t, path, changedModel(t, func(m *kg.Model) { relationOf(m, "HEADED_BY").Party = end }))
		for viewer, want := range map[kg.Viewer]bool{
			kg.ActingFor("Person_1"): end == kg.ToEnd, kg.ActingFor("Team_1"): end == kg.FromEnd, kg.ActingFor("Person_1", "Team_1"): true,
		} {
			result, err := s.Reader(viewer).Read(t.Context(), &kg.Query{Start: kg.Start{IDs: []kg.ID{"Team_1", "Person_1"}}})
			if err != nil || (len(result.Root.Rows) == 2) != want {
				t.Errorf("parties at end %d: %v sees %+v, %v", end, viewer.Acts(), result.Root, err)
			}
		}
		if err := s.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		integrity(t, path)
	}
}
