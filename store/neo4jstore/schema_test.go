package neo4jstore

import (
	"slices"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/storetest"
)

// Constraints and indexes come and go with the model, and those that are there are
// let alone; a migration with nothing to do only reads.
func TestSchemaFollowsTheModel(t *testing.T) {
	address := neo4jtest.Empty(t)
	s := migrated(t, address, storetest.Model())
	names := func() map[string]bool {
		rows, err := rowsOf(t.Context(), s, "SHOW INDEXES YIELD name, state, populationPercent WHERE name STARTS WITH 'innograph_' AND state = 'ONLINE' RETURN name")
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, row := range rows {
			found[row[0].(string)] = true
		}
		return found
	}
	first := names()
	if len(first) != len(s.catalog.wantedSchema()) {
		t.Errorf("%d of %d are there", len(first), len(s.catalog.wantedSchema()))
	}
	migrated(t, address, changedModel(t, func(m *kg.Model) {
		property(kind(m, "Person"), "works").Index = false
		property(kind(m, "Person"), "active").Index = true
	}))
	changed := names()
	if changed["innograph_Person_works"] || !changed["innograph_Person_active"] || len(changed) != len(first) {
		t.Errorf("the indexes are %v", changed)
	}
	migrated(t, address, storetest.Model())
	var texts []string
	again := opened(t, address, storetest.Model())
	again.Observe(func(text string) { texts = append(texts, text) })
	if err := again.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	again.Observe(nil)
	if len(texts) != 3 {
		t.Errorf("with nothing to do it runs %d statements: %q", len(texts), texts)
	}
}

// A schema that was broken off is completed: an index that was to be a constraint's
// and is not, one that is missing. What others have made and is not yet filled is
// waited for.
func TestSchemaBrokenOff(t *testing.T) {
	address := neo4jtest.Cleared(t)
	s := migrated(t, address, storetest.Model())
	write(t, s, "DROP CONSTRAINT innograph_node_number")
	write(t, s, "CREATE INDEX innograph_node_number FOR (n:Node) ON (n._number)")
	write(t, s, "DROP INDEX innograph_KNOWS_out")
	checkSchema(t, migrated(t, address, storetest.Model()))

	write(t, s, "DROP INDEX innograph_Person_works")
	write(t, s, "UNWIND range(1, 50000) AS i CREATE (:Person {works: i % 1000, _number: i})")
	text := s.catalog.wantedSchema()[slices.IndexFunc(s.catalog.wantedSchema(), func(i schemaItem) bool { return i.name == "innograph_Person_works" })].text
	other := opened(t, address, storetest.Model())
	write(t, s, text)
	if rows, err := rowsOf(t.Context(), s, "SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'innograph_' AND state <> 'ONLINE' RETURN name"); err != nil || len(rows) != 1 {
		t.Logf("the index was filled at once, so that nothing is waited for: %v, %v", rows, err)
	}
	if err := other.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkSchema(t, s)
}
