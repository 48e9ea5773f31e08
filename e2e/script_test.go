package e2e

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"
	_ "modernc.org/sqlite"

	"innograph/internal/neo4jtest"
)

// The scripts in testdata/script run the program by its name. Beside the
// commands of testscript they have:
//
//	start NAME ARGS...   start a server and keep its URL in $NAME, host and port in $NAME_address
//	[!] end NAME         ask it to stop, and wait; it must end well, or not
//	graphql URL FILE     post the document in a file and print the answer
//	[!] get URL          get an address and print the answer; it must have status 200, or not
//	log NAME             print what a server has written
//	sqlite FILE SQL      change a SQLite file, which is created when it is not there
//	damage FILE          overwrite all of a file but its beginning
//	cypher STATEMENT     change the Neo4j database
//
// The commands stop and skip are testscript's own, and would end a script as if the
// rest of it had passed.
func TestScripts(t *testing.T) { runScripts(t, "testdata/script", nil) }

// Those in testdata/neo4j have an empty database at host and port $NEO4J, whose
// password is $PASSWORD.
func TestScriptsOnNeo4j(t *testing.T) {
	address := neo4jtest.Cleared(t)
	// Scripts run beside each other, and there is one database: the test must be its
	// owner until the last has ended.
	t.Run("all", func(t *testing.T) {
		runScripts(t, "testdata/neo4j", func(e *testscript.Env) {
			e.Setenv("NEO4J", address.Host)
			e.Setenv("PASSWORD", address.Password)
			e.Values[driverKey{}] = neo4jtest.Driver(t, address)
		})
	})
}

func runScripts(t *testing.T, dir string, setup func(*testscript.Env)) {
	t.Helper()
	examples, err := filepath.Abs("../docs/examples")
	if err != nil {
		t.Fatal(err)
	}
	runToTheirEnd(t, dir)
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(binary)+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Setenv("EXAMPLES", examples)
			e.Values[serversKey{}] = map[string]*server{}
			e.Defer(func() {
				for _, s := range e.Values[serversKey{}].(map[string]*server) {
					_ = s.cmd.Process.Kill() // most have ended already
				}
			})
			if setup != nil {
				setup(e)
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"start": startCommand, "end": endCommand, "log": logCommand, "graphql": graphqlCommand, "get": getCommand,
			"sqlite": sqliteCommand, "damage": damageCommand, "cypher": cypherCommand,
		},
	})
}

// runToTheirEnd refuses scripts that would leave off before they are through.
func runToTheirEnd(t *testing.T, dir string) {
	t.Helper()
	early := regexp.MustCompile(`(?m)^(\[.*\] *)?(! *)?(stop|skip)\b.*$`)
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no scripts", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if found := early.Find(archive.Comment); found != nil {
			t.Fatalf("%s would pass at %q, whatever follows", path, found)
		}
	}
}

type serversKey struct{}

func servers(ts *testscript.TestScript) map[string]*server {
	return ts.Value(serversKey{}).(map[string]*server)
}

func startCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: start NAME ARGS...")
	}
	var env []string
	for _, name := range []string{"PATH", "HOME", "TMPDIR"} {
		env = append(env, name+"="+ts.Getenv(name))
	}
	s, err := start(ts.MkAbs("."), env, args[1:]...)
	ts.Check(err)
	servers(ts)[args[0]] = s
	ts.Setenv(args[0], s.url)
	ts.Setenv(args[0]+"_address", strings.TrimPrefix(s.url, "http://"))
	ts.Logf("%s", s.output)
}

func named(ts *testscript.TestScript, args []string) *server {
	if len(args) != 1 || servers(ts)[args[0]] == nil {
		ts.Fatalf("name a server that was started")
	}
	return servers(ts)[args[0]]
}

func endCommand(ts *testscript.TestScript, neg bool, args []string) {
	s := named(ts, args)
	err := s.end(syscall.SIGTERM)
	ts.Logf("%s", s.output)
	if (err != nil) != neg {
		ts.Fatalf("%s ended with %v", args[0], err)
	}
}

func logCommand(ts *testscript.TestScript, _ bool, args []string) {
	fmt.Fprint(ts.Stdout(), named(ts, args).output)
}

func graphqlCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: graphql URL FILE")
	}
	answer, err := post(args[0], ts.ReadFile(args[1]), nil)
	ts.Check(err)
	fmt.Fprint(ts.Stdout(), string(answer))
}

func getCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: get URL")
	}
	resp, err := client.Get(args[0])
	ts.Check(err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%s %s\n%s", resp.Status, strings.TrimSpace(resp.Header.Get("Content-Type")), body)
	if (resp.StatusCode != http.StatusOK) != neg {
		ts.Fatalf("%s: status %s", args[0], resp.Status)
	}
}

func sqliteCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sqlite FILE SQL")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(err)
	ts.Check(db.Close())
}

type driverKey struct{}

func cypherCommand(ts *testscript.TestScript, neg bool, args []string) {
	driver, ok := ts.Value(driverKey{}).(neo4j.DriverWithContext)
	if neg || len(args) != 1 || !ok {
		ts.Fatalf("usage, where there is a Neo4j: cypher STATEMENT")
	}
	_, err := neo4j.ExecuteQuery(context.Background(), driver, args[0], nil, neo4j.EagerResultTransformer)
	ts.Check(err)
}

func damageCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FILE")
	}
	const intact = 4096
	content, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(content) <= intact {
		ts.Fatalf("%s has %d bytes", args[0], len(content))
	}
	copy(content[intact:], bytes.Repeat([]byte("damage "), len(content)/7))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o600))
}
