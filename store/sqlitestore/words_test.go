package sqlitestore

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/storetest"
)

// found returns the ids a search finds.
func found(t *testing.T, s *Store, f kg.Search) []kg.ID {
	t.Helper()
	f.Page.Limit = 1000
	result, err := s.Reader(kg.System).Read(t.Context(), &kg.Query{Start: kg.Start{Search: &f}})
	if err != nil {
		t.Fatalf("search %q: %v", f.Text, err)
	}
	var ids []kg.ID
	for _, row := range result.Root.Rows {
		ids = append(ids, row.ID)
	}
	return ids
}

// The index is filled anew when a store comes from before there was one, and when the
// rules of tokens are others.
func TestWordsOfOldStore(t *testing.T) {
	const nodes = 2500
	for name, spoil := range map[string][]string{
		"before there was an index": {"DROP TABLE words", "ALTER TABLE node DROP COLUMN place", "DELETE FROM meta WHERE key = 'words'", "DROP TABLE applied", "PRAGMA user_version = 2"},
		"of other rules": {"INSERT INTO words (words) VALUES ('delete-all')", "UPDATE node SET place = NULL WHERE number % 2 = 0",
			"UPDATE meta SET value = 'others' WHERE key IN ('words', 'generation')"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "graph.db")
			s := migrated(t, path, storetest.Model())
			cs := kg.Changeset{Bulk: true}
			for i := range nodes {
				cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: idOf("Project", i), Kind: "Project", Properties: map[string]kg.Value{
					"title": kg.Text(fmt.Sprintf("沈阳 number %d", i)), "summary": kg.Text("机器人 " + lorem)}})
			}
			cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: "Team_1", Kind: "Team", Properties: map[string]kg.Value{"title": kg.Text("!")}})
			apply(t, s, cs)
			if err := s.Close(context.Background()); err != nil {
				t.Fatal(err)
			}
			integrity(t, path)
			sqliteFile(t, path, spoil...)
			s = migrated(t, path, storetest.Model())
			for text, want := range map[string]int{"沈": 1000, "number 77": 11, "机器人 summary": 1000, "nothing": 0} {
				if got := len(found(t, s, kg.Search{Text: text})); got != want {
					t.Errorf("%q finds %d, want %d", text, got, want)
				}
			}
			apply(t, s, kg.Changeset{DeleteNodes: []kg.ID{idOf("Project", 77)}, Nodes: []kg.NodeChange{
				{ID: idOf("Project", 770), Kind: "Project", Properties: map[string]kg.Value{"title": kg.Text("renamed")}}}})
			if got := len(found(t, s, kg.Search{Text: "number 77"})); got != 9 {
				t.Errorf("after changes: %d", got)
			}
			if err := s.Close(context.Background()); err != nil {
				t.Fatal(err)
			}
			integrity(t, path)
		})
	}
}

// A model that weighs properties otherwise has the nodes of those kinds found so.
func TestWeightsChange(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	node := kg.NodeChange{ID: "Person_1", Kind: "Person", Properties: map[string]kg.Value{
		"name": kg.Localized(map[string]string{"en": "One"}), "note": kg.Text("quiet"), "aliases": kg.Texts("Uno")}}
	s := migrated(t, path, storetest.Model())
	apply(t, s, kg.Changeset{Nodes: []kg.NodeChange{node}})
	for i, c := range []struct{ note, aliases int }{{0, 2}, {3, 2}, {1, 3}, {0, 0}, {0, 2}} {
		if err := s.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		integrity(t, path)
		s = migrated(t, path, changedModel(t, func(m *kg.Model) {
			setProperty(m, "Person", "note", func(p *kg.Property) { p.Search = c.note })
			setProperty(m, "Person", "aliases", func(p *kg.Property) { p.Search = c.aliases })
		}))
		for least := 1; least <= text.MaxWeight; least++ {
			for asked, weight := range map[string]int{"quiet": c.note, "uno": c.aliases, "one": 3} {
				if got := len(found(t, s, kg.Search{Text: asked, MinWeight: least})) > 0; got != (weight >= least) {
					t.Errorf("model %d: %q of weight %d is found: %t", i, asked, least, got)
				}
			}
		}
	}
}

// A changeset that leaves texts as they are leaves the index alone.
func TestUntouchedWords(t *testing.T) {
	s := migrated(t, Memory, storetest.Model())
	node := kg.NodeChange{ID: "Person_1", Kind: "Person", Properties: map[string]kg.Value{"name": kg.Localized(map[string]string{"en": "One"})}}
	apply(t, s, kg.Changeset{Nodes: []kg.NodeChange{node}})
	var touched []string
	s.Observe(func(text string) {
		if strings.Contains(text, "words") {
			touched = append(touched, text)
		}
	})
	node.Properties = map[string]kg.Value{"works": kg.Int(3)}
	apply(t, s, kg.Changeset{Nodes: []kg.NodeChange{node}})
	if len(touched) > 0 {
		t.Errorf("it runs %q", touched)
	}
	node.Properties = map[string]kg.Value{"aliases": kg.Texts("Uno")}
	apply(t, s, kg.Changeset{Nodes: []kg.NodeChange{node}})
	if len(touched) != 2 {
		t.Errorf("a new alias runs %q", touched)
	}
}

// The bands of a search are all that is found, each node once, whatever is asked.
func TestBandsCoverAll(t *testing.T) {
	s := openCrowd(t, crowd{people: 300, institutions: 30, projects: 60, affiliations: 1, participations: 1})
	count := func(match string) (n int64) {
		err := s.read(t.Context(), false, func(ses *session) error {
			r := &reading{ctx: t.Context(), session: ses}
			total, err := r.total(&statement{args: []any{match}}, "SELECT count(*) FROM words f WHERE f.words MATCH ?1")
			n = total
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", match, err)
		}
		return n
	}
	for _, asked := range []string{"p", "person", "of 1", "人", "人员1", "project number", "number 1 project", "1 of", "matter paragraph", "研究所 of 1"} {
		for weight := range text.MaxWeight + 1 {
			q, err := text.ParseQuery(asked)
			if err != nil {
				t.Fatal(err)
			}
			m := newMatcher(q, weight, []int{1, 3, 5}[:weight])
			all, seen := count(m.all()), int64(0)
			for _, b := range m.bands() {
				if over := m.over(b.points); over != "" && count(over) != seen {
					t.Errorf("%q of weight %d: %d over %d points, want %d", asked, weight, count(over), b.points, seen)
				}
				seen += count(b.match)
				if under := count(m.under(b.points)); under != all-seen {
					t.Errorf("%q of weight %d: %d under %d points, want %d", asked, weight, under, b.points, all-seen)
				}
			}
			if seen != all || weight == 0 && all == 0 {
				t.Errorf("%q of weight %d: %d in bands, %d in all", asked, weight, seen, all)
			}
		}
	}
}
