package sqlitestore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"innograph/kg"
	"innograph/store/storetest"
)

// The changesets of appendForever: the i-th makes three nodes and two edges and
// writes i on a node they all share.
func appended(i int) *kg.Changeset {
	name := func(s string) kg.Value { return kg.Localized(map[string]string{"en": s}) }
	person, other, institution := idOf("Person", 2*i), idOf("Person", 2*i+1), idOf("Institution", i)
	member := map[string]kg.Value{"role": kg.Symbol("MEMBER")}
	return &kg.Changeset{
		Nodes: []kg.NodeChange{
			{ID: person, Kind: "Person", Properties: map[string]kg.Value{"name": name("first"), "works": kg.Int(int64(i)), "bio": kg.Text("a long story")}},
			{ID: other, Kind: "Person", Properties: map[string]kg.Value{"name": name("second"), "orcid": kg.Text(strconv.Itoa(i))}},
			{ID: institution, Kind: "Institution", Properties: map[string]kg.Value{"name": name("third")}},
			{ID: "Team_counter", Kind: "Team", Properties: map[string]kg.Value{"title": kg.Text(strconv.Itoa(i))}},
		},
		Edges: []kg.EdgeChange{
			{Relation: "AFFILIATED_WITH", From: person, To: institution, Properties: member},
			{Relation: "AFFILIATED_WITH", From: other, To: institution, Properties: member},
		},
	}
}

// appendForever goes on where the store's counter stands, and prints the number
// of every changeset that has been acknowledged.
func appendForever(ctx context.Context, s *Store) error {
	n, err := counterOf(ctx, s)
	if err != nil {
		return err
	}
	for {
		n++
		if _, err := s.Apply(ctx, appended(n)); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func counterOf(ctx context.Context, s *Store) (int, error) {
	result, err := s.Reader(kg.System).Read(ctx, &kg.Query{Start: kg.Start{IDs: []kg.ID{"Team_counter"}},
		Select: kg.Selection{Properties: map[string][]string{"Team": {"title"}}}})
	if err != nil || len(result.Root.Rows) == 0 {
		return 0, err
	}
	return strconv.Atoi(result.Root.Rows[0].Values[0].Text())
}

// A process is killed amid its changesets, again and again. What it had
// acknowledged is there, and nothing is there in part.
func TestKill(t *testing.T) {
	cycles := 10
	if n, err := strconv.Atoi(os.Getenv("SQLITESTORE_KILLS")); err == nil {
		cycles = n
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	acknowledged := 0
	for cycle := range cycles {
		c := startChild(t, "append", path)
		var kill sync.Once
		for {
			line, ok := c.line()
			if !ok {
				break
			}
			kill.Do(func() { // once it is at work, but not between two changesets alone
				time.AfterFunc(time.Duration(1000+7919*cycle%100_000)*time.Microsecond, func() { _ = c.cmd.Process.Kill() })
			})
			n, err := strconv.Atoi(line)
			if err != nil || n != acknowledged+1 {
				t.Fatalf("child printed %q after %d", line, acknowledged)
			}
			acknowledged = n
		}
		_ = c.cmd.Wait() // it was killed
		acknowledged = checkAppended(t, path, acknowledged)
	}
	t.Logf("%d kills, %d changesets", cycles, acknowledged)
	if acknowledged < cycles {
		t.Errorf("%d changesets in %d cycles: a child has done nothing", acknowledged, cycles)
	}
}

// checkAppended opens the store again and compares it with its counter, which it
// returns.
func checkAppended(t *testing.T, path string, acknowledged int) int {
	t.Helper()
	started := time.Now()
	s := openAt(t, path, storetest.Model())
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if ready := time.Since(started); ready > 10*time.Second {
		t.Errorf("ready only after %v", ready)
	}
	n, err := counterOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if n < acknowledged || n > acknowledged+1 {
		t.Fatalf("changeset %d was acknowledged and the store stands at %d", acknowledged, n)
	}
	nodes, edges := 0, 0
	err = s.Reader(kg.System).Scan(t.Context(), kg.ScanMark{}, func(r kg.Record) error {
		if r.Node != nil {
			nodes++
		} else {
			edges++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := 3*n + 1
	if n == 0 {
		want = 0
	}
	if nodes != want || edges != 2*n {
		t.Fatalf("%d nodes and %d edges after %d changesets", nodes, edges, n)
	}
	if err := s.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	integrity(t, path)
	return n
}
