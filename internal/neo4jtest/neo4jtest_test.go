package neo4jtest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
)

func TestMain(m *testing.M) {
	os.Exit(neo4jtest.Run(m))
}

// values runs a statement and returns its rows.
func values(t *testing.T, driver neo4j.DriverWithContext, statement string, parameters map[string]any) [][]any {
	t.Helper()
	result, err := neo4j.ExecuteQuery(t.Context(), driver, statement, parameters, neo4j.EagerResultTransformer,
		neo4j.ExecuteQueryWithDatabase(launcher.Database))
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	var rows [][]any
	for _, record := range result.Records {
		rows = append(rows, record.Values)
	}
	return rows
}

func TestAnswers(t *testing.T) {
	address := neo4jtest.Shared(t)
	rows := values(t, neo4jtest.Driver(t, address), "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' RETURN versions[0], edition", nil)
	if len(rows) != 1 {
		t.Fatalf("components: %v", rows)
	}
	t.Logf("Neo4j %s, %s", rows[0]...)
	want := launcher.FromEnvironment().Version
	if want == "" {
		want = launcher.DefaultVersion
	}
	if os.Getenv("INNOGRAPH_TEST_NEO4J") == "" && rows[0][0] != want {
		t.Errorf("Neo4j %s runs instead of %s", rows[0][0], want)
	}
}

func TestWrongPassword(t *testing.T) {
	address := neo4jtest.Shared(t)
	for _, password := range []string{"neo4j", "", address.Password + "x"} {
		wrong := address
		wrong.Password = password
		err := neo4jtest.Driver(t, wrong).VerifyConnectivity(t.Context())
		var refused *neo4j.Neo4jError
		if !errors.As(err, &refused) || refused.Code != "Neo.ClientError.Security.Unauthorized" {
			t.Errorf("with the password %q: %v", password, err)
		}
	}
	if err := neo4jtest.Driver(t, address).VerifyConnectivity(t.Context()); err != nil {
		t.Errorf("with the right password, after wrong ones: %v", err)
	}
}

func TestEmptyLeavesNothing(t *testing.T) {
	const indexes = "SHOW INDEXES YIELD type RETURN type ORDER BY type"
	var fresh string
	for _, round := range []string{"first", "second"} {
		t.Run(round, func(t *testing.T) {
			driver := neo4jtest.Driver(t, neo4jtest.Empty(t))
			found := fmt.Sprint(
				values(t, driver, "MATCH (n) RETURN count(n)", nil),
				values(t, driver, "MATCH ()-[r]->() RETURN count(r)", nil),
				values(t, driver, "SHOW CONSTRAINTS YIELD name", nil),
				values(t, driver, indexes, nil))
			if fresh == "" {
				fresh = found
			}
			if want := "[[0]] [[0]] [] [[LOOKUP] [LOOKUP]]"; found != want {
				t.Errorf("found %s instead of %s", found, want)
			}
			values(t, driver, "CREATE CONSTRAINT `odd ``name` FOR (n:Person) REQUIRE n.id IS UNIQUE", nil)
			values(t, driver, "CREATE INDEX FOR (n:Person) ON (n.age)", nil)
			values(t, driver, "CREATE FULLTEXT INDEX words FOR (n:Person) ON EACH [n.text]", nil)
			values(t, driver, "UNWIND range(1, 1000) AS i CREATE (a:Person {id: i, text: 'a'}) CREATE (a)-[:KNOWS]->(a)", nil)
			values(t, driver, "MATCH (a:Person {id: 1}), (b:Person) CREATE (a)-[:KNOWS]->(b)", nil)
		})
	}
}

func TestClearedKeepsSchema(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		driver := neo4jtest.Driver(t, neo4jtest.Empty(t))
		values(t, driver, "CREATE CONSTRAINT kept FOR (n:Person) REQUIRE n.id IS UNIQUE", nil)
		values(t, driver, "CREATE (:Person {id: 1})-[:KNOWS]->(:Person {id: 2})", nil)
	})
	driver := neo4jtest.Driver(t, neo4jtest.Cleared(t))
	found := fmt.Sprint(values(t, driver, "MATCH (n) RETURN count(n)", nil), values(t, driver, "SHOW CONSTRAINTS YIELD name", nil))
	if want := "[[0]] [[kept]]"; found != want {
		t.Errorf("found %s instead of %s", found, want)
	}
}

// A server of a test's own outlives a kill with all it has acknowledged, and
// leaves nothing behind.
func TestKillRestartStop(t *testing.T) {
	// The folder for temporary files is the test's own, to see what is in it.
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder)
	server := neo4jtest.Start(t)
	driver := neo4jtest.Driver(t, server.Address)
	const written = 200
	for i := range written {
		values(t, driver, "CREATE (:Kept {i: $i})", map[string]any{"i": i})
	}
	before := server.PID()
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if err := driver.VerifyConnectivity(ctx); err == nil {
		t.Fatal("a killed server answers")
	}
	begun := time.Now()
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("answers %v after the restart", time.Since(begun).Round(time.Millisecond))
	if server.PID() == before {
		t.Error("the same process is said to run")
	}
	if rows := values(t, driver, "MATCH (n:Kept) RETURN count(DISTINCT n.i)", nil); rows[0][0] != int64(written) {
		t.Errorf("%v of %d acknowledged writes are there", rows[0][0], written)
	}
	done := server.Done()
	if left(t, folder) == nil {
		t.Error("the server keeps its data elsewhere")
	}
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	<-done
	if names := left(t, folder); names != nil {
		t.Errorf("left behind: %q", names)
	}
	if err := server.Stop(); err != nil {
		t.Errorf("a second stop: %v", err)
	}
}

// left lists the folders of servers in a folder.
func left(t *testing.T, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "innograph-*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}
