package neo4jstore

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// breakOff migrates to a model and does something before the statement that a number
// counts, from 1, of those that are wanted. It reports how many there were.
func breakOff(t *testing.T, address launcher.Address, model *kg.Model, wanted func(text string) bool, at int, what func(cancel context.CancelFunc)) int {
	t.Helper()
	s := opened(t, address, model)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	met := 0
	s.Observe(func(text string) {
		if !wanted(text) {
			return
		}
		if met++; met == at {
			what(cancel)
		}
	})
	err := s.Migrate(ctx)
	s.Observe(nil)
	if err != nil {
		told(t, err, kg.ErrUnavailable, address.Password)
	}
	if err == nil && at > 0 {
		t.Errorf("it is broken off before statement %d of %d, and nobody told", at, met)
	}
	return met
}

// marking are the statements by which a migration that writes records anew begins and
// ends.
func marking(text string) bool { return text == setFacts }

// killMigrations kills the server while an empty database gets its schema and its
// first facts.
func killMigrations(t *testing.T, server *launcher.Server) {
	startsWith := func(beginning string) func(string) bool {
		return func(text string) bool { return strings.HasPrefix(text, beginning) }
	}
	kill := func() {
		if err := server.Kill(); err != nil {
			t.Error(err)
		}
	}
	soon := func(after time.Duration) func(context.CancelFunc) {
		return func(context.CancelFunc) { go func() { time.Sleep(after); kill() }() }
	}
	now := func(context.CancelFunc) { kill() }
	items := len(opened(t, server.Address, storetest.Model()).catalog.wantedSchema())
	points := []struct {
		name   string
		wanted func(string) bool
		at     int
		what   func(context.CancelFunc)
	}{
		{"while the schema is committed", startsWith("CREATE "), items, soon(20 * time.Millisecond)},
		{"among the constraints and indexes", startsWith("CREATE "), items / 2, now},
		{"while the schema is committed, later", startsWith("CREATE "), items, soon(100 * time.Millisecond)},
		{"while the schema is committed, last", startsWith("CREATE "), items, soon(300 * time.Millisecond)},
		{"while indexes are filled", startsWith("CALL db.awaitIndexes"), 1, now},
		{"before the first facts", startsWith(createMeta), 1, now},
		{"before the end", marking, 1, now},
	}
	for _, p := range points[:sample(t, "kills", 1, len(points))] {
		empty(t, server.Address, neo4jtest.Wipe)
		breakOff(t, server.Address, storetest.Model(), p.wanted, p.at, p.what)
		if err := server.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		s := migrated(t, server.Address, storetest.Model())
		checkSchema(t, s)
		applied(t, s, few())
		if n := len(scanned(t, s)); n != len(few().Nodes)+len(few().Edges) {
			t.Errorf("%s: %d records are there", p.name, n)
		}
	}
}

// many is few with so many more projects and participations that they are written
// anew in several transactions.
func many() kg.Changeset {
	cs := few()
	for i := range batchRows + 100 {
		id := kg.ID(fmt.Sprintf("Project_more%d", i))
		cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: id, Kind: "Project",
			Properties: map[string]kg.Value{"title": kg.Text(fmt.Sprint("Title ", i)), "number": kg.Text(fmt.Sprint("m", i))}})
		cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: "PARTICIPATED_IN", From: "Institution_1", To: id,
			Properties: map[string]kg.Value{"part": kg.Int(int64(i)), "rank": kg.Int(int64(i % 7)), "amount": kg.Money("EUR", int64(i%11))}})
	}
	return cs
}

// movedModel stores nearly all of many in another way.
func movedModel(t *testing.T) *kg.Model {
	return changedModel(t, func(m *kg.Model) {
		k := kind(m, "Project")
		k.Keys = []kg.Key{{Scheme: "number", Properties: []string{"number"}, Field: "number"}}
		property(k, "number").Search = 2
		property(k, "title").Search = 1
		k.Roles = []string{"Undertaking"}
		m.Roles = append(m.Roles[:len(m.Roles):len(m.Roles)], kg.Role{Name: "Undertaking", Plural: "undertakings", Kinds: []string{"Project"},
			Properties: []kg.Property{{Name: "title", Type: kg.TypeText, Required: true, Index: true}}})
		relation(m, "PARTICIPATED_IN").OrderBy = "amount"
	})
}

// killRebuilds kills the server, and elsewhere breaks the migration off, while records
// are written anew. Another store goes on, to what one would have come to that was
// under the new model from the beginning.
func killRebuilds(t *testing.T, server *launcher.Server) {
	moved := movedModel(t)
	begin := func(model *kg.Model) *Store {
		empty(t, server.Address, neo4jtest.Clear)
		s := migrated(t, server.Address, model)
		applied(t, s, many())
		return s
	}
	want := dump(t, begin(moved))
	begin(storetest.Model())
	all := func(string) bool { return true }
	statements := breakOff(t, server.Address, moved, all, 0, nil)
	same(t, "at once", dump(t, migrated(t, server.Address, moved)), want)

	places, kills := sample(t, "places", 2, 24), sample(t, "kills", 1, 8)
	for i := range places {
		begin(storetest.Model())
		at := (i + 1) * statements / (places + 1)
		breakOff(t, server.Address, moved, all, at, func(cancel context.CancelFunc) {
			if (i+1)%(places/kills) > 0 {
				cancel()
			} else if err := server.Kill(); err != nil {
				t.Error(err)
			}
		})
		if server.PID() == 0 {
			if err := server.Restart(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		same(t, fmt.Sprint("broken off before statement ", at), dump(t, migrated(t, server.Address, moved)), want)
	}
}
