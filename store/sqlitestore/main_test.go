package sqlitestore

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"innograph/kg"
	"innograph/store/storetest"
)

// childRole, when set, makes the test binary a child process with that role.
const childRole = "SQLITESTORE_TEST_CHILD"

// childRoles are what a child process does with the store of a path until it is
// killed or its input ends.
var childRoles = map[string]func(ctx context.Context, s *Store) error{
	"append": appendForever,
	"churn":  churnForever,
}

func TestMain(m *testing.M) {
	role := os.Getenv(childRole)
	if role == "" {
		os.Exit(m.Run())
	}
	if err := runChild(role, os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func runChild(role, path string) error {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // the parent ends a child by closing its input
		_, _ = os.Stdin.Read(make([]byte, 1))
		cancel()
	}()
	s, err := Open(ctx, path, storetest.Model())
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	if err := childRoles[role](ctx, s); err != nil && ctx.Err() == nil {
		return err
	}
	return s.Close(context.Background())
}

// A child is another process on the same store.
type child struct {
	t     *testing.T
	cmd   *exec.Cmd
	input *os.File
	lines *bufio.Scanner
}

func startChild(t *testing.T, role, path string) *child {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, path)
	cmd.Env = append(os.Environ(), childRole+"="+role)
	cmd.Stderr = os.Stderr
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin = read
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = read.Close() // the child has it
	c := &child{t: t, cmd: cmd, input: write, lines: bufio.NewScanner(output)}
	t.Cleanup(func() {
		_ = c.input.Close()
		if c.cmd.ProcessState == nil {
			_ = c.cmd.Process.Kill()
			_ = c.cmd.Wait()
		}
	})
	return c
}

// line returns the next line the child has printed.
func (c *child) line() (string, bool) {
	ok := c.lines.Scan()
	return c.lines.Text(), ok
}

// integrity checks a closed store's file by SQLite's own means, and that both
// adjacency tables tell of every edge and the index of words of every node that has
// some.
func integrity(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", location(path))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	for query, want := range map[string]string{
		"SELECT group_concat(integrity_check) FROM pragma_integrity_check":                                                                      "ok",
		"SELECT count(*) FROM pragma_foreign_key_check":                                                                                         "0",
		"SELECT count(*) FROM (SELECT source, relation, sort, target, number, level FROM edge EXCEPT SELECT * FROM out_edge)":                   "0",
		"SELECT count(*) FROM (SELECT target, relation, sort, source, number, level FROM edge EXCEPT SELECT * FROM in_edge)":                    "0",
		"SELECT count(*) FROM edge e JOIN node s ON s.number = e.source JOIN node t ON t.number = e.target WHERE e.level <> " + levelInSQL:      "0",
		"SELECT count(*) FROM (" + partiesInSQL + " EXCEPT SELECT node, party, edge FROM party)":                                                "0",
		"SELECT (SELECT count(*) FROM party) = (SELECT count(*) FROM (" + partiesInSQL + "))":                                                   "1",
		"SELECT (SELECT count(*) FROM edge) = (SELECT count(*) FROM out_edge) AND (SELECT count(*) FROM edge) = (SELECT count(*) FROM in_edge)": "1",
		"SELECT count(*) FROM (SELECT place FROM node WHERE place IS NOT NULL EXCEPT SELECT rowid FROM words)":                                  "0",
		"SELECT count(*) = (SELECT count(*) FROM words) FROM node WHERE number = place & 0xffffffffffffff":                                      "1",
		"SELECT count(*) = coalesce(max(revision), 0) AND count(*) = (SELECT last FROM counter WHERE name = 'revision') FROM change":            "1",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", query, got, err, want)
		}
	}
}

// What levels and parties are, in the words of SQL.
const (
	levelInSQL = "CASE WHEN max(e.visibility, s.visibility, t.visibility) < 2 THEN max(e.visibility, s.visibility, t.visibility)" +
		" WHEN s.visibility < 2 AND t.visibility < 2 THEN 2 WHEN t.visibility < 2 THEN 3 WHEN s.visibility < 2 THEN 4 ELSE 5 END"
	partiesInSQL = "SELECT e.source, e.target, e.number FROM edge e JOIN relation r ON r.number = e.relation WHERE r.party_end = 2" +
		" UNION ALL SELECT e.target, e.source, e.number FROM edge e JOIN relation r ON r.number = e.relation WHERE r.party_end = 1"
)

// migrated opens and migrates a store that the test closes.
func migrated(t *testing.T, path string, model *kg.Model) *Store {
	t.Helper()
	s := openAt(t, path, model)
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatalf("migrate: %v", err)
	}
	return s
}
