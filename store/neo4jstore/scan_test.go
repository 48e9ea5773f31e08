package neo4jstore

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/storetest"
)

// A spool hands on what it was given, from memory and from its file, and leaves no
// file behind.
func TestSpool(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	row := func(i int) []any {
		return []any{fmt.Sprint("text ", i, "\n<&>\u2028"), int64(i) << 40, -int64(i), true, nil, []any{"a", []any{int64(1), nil}}}
	}
	for _, n := range []int{0, 1, spoolRows, spoolRows + 1, spoolRows + 1000} {
		s := &spool{}
		for i := range n {
			if err := s.add(row(i)); err != nil {
				t.Fatal(err)
			}
		}
		i := 0
		err := s.each(func(got []any) error {
			if !reflect.DeepEqual(got, row(i)) {
				t.Fatalf("%d of %d is %v", i, n, got)
			}
			i++
			return nil
		})
		if err != nil || i != n {
			t.Errorf("%d of %d rows, %v", i, n, err)
		}
		s.close()
	}
	if left, err := filepath.Glob(os.TempDir() + "/*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	t.Setenv("TMPDIR", filepath.Join(os.TempDir(), "away"))
	s := &spool{rows: make([][]any, spoolRows)}
	told(t, s.add(row(1)), kg.ErrUnavailable)
}

// A scan beside writers, of its own program or another, shows one state: as many
// acquaintances as the hub has works.
func TestScanBesideWriters(t *testing.T) {
	address := neo4jtest.Cleared(t)
	s, other := migrated(t, address, storetest.Model()), migrated(t, address, storetest.Model())
	applied(t, s, kg.Changeset{Nodes: []kg.NodeChange{somePerson("hub", 0)}})
	written := int64(0)
	for _, by := range []*Store{s, other} {
		for range 4 {
			// Two are written meanwhile, each when a scan is between its statements.
			turn, done := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(done)
				for range turn {
					written++
					key := fmt.Sprint(written)
					applied(t, by, kg.Changeset{Nodes: []kg.NodeChange{somePerson(key, 0), somePerson("hub", written)},
						Edges: []kg.EdgeChange{{Relation: "KNOWS", From: "Person_hub", To: kg.ID("Person_" + key)}}})
				}
			}()
			statements := 0
			s.Observe(func(text string) {
				if !strings.Contains(text, "$after") {
					return
				}
				if statements++; statements == 2 || statements == 9 {
					select {
					case turn <- struct{}{}:
					case <-time.After(time.Second): // the last one still waits until the scan has read
					}
				}
			})
			checkWorks(t, s)
			s.Observe(nil)
			close(turn)
			<-done
			if statements < 9 {
				t.Errorf("a scan is %d statements", statements)
			}
		}
	}
	if written != 16 {
		t.Errorf("%d were written meanwhile", written)
	}
	checkWorks(t, s)
}

func checkWorks(t *testing.T, s *Store) {
	t.Helper()
	works, edges, nodes := int64(0), int64(0), int64(0)
	for _, r := range scanned(t, s) {
		switch {
		case r.Edge != nil:
			edges++
		case r.Node.ID == "Person_hub":
			works = r.Node.Properties["works"].Int()
		default:
			nodes++
		}
	}
	if works != edges || works != nodes {
		t.Errorf("%d works, %d others, %d edges", works, nodes, edges)
	}
}

// All orders of records come by number, whatever the sizes of batches.
func TestScanMerges(t *testing.T) {
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	cs := kg.Changeset{Bulk: true, Nodes: []kg.NodeChange{
		{ID: "Project_1", Kind: "Project", Properties: map[string]kg.Value{"title": kg.Text("p")}}}}
	for i := range 2*scanBatch + 10 {
		cs.Nodes = append(cs.Nodes, somePerson(fmt.Sprint(i), int64(i)))
	}
	for i := range 2*scanBatch + 5 {
		from, to := kg.ID(fmt.Sprintf("Person_%d", i)), kg.ID(fmt.Sprintf("Person_%d", i+1))
		cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: "KNOWS", From: from, To: to})
		if i%3 == 0 {
			cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: "CONCERNS", From: from, To: "Project_1"})
		}
	}
	applied(t, s, cs)
	all := scanned(t, s)
	if len(all) != len(cs.Nodes)+len(cs.Edges) {
		t.Fatalf("%d records of %d", len(all), len(cs.Nodes)+len(cs.Edges))
	}
	for i, r := range all {
		if i < len(cs.Nodes) {
			if r.Node == nil || r.Node.Number != int64(i+1) || r.Node.ID != cs.Nodes[i].ID {
				t.Fatalf("record %d is %+v", i, r)
			}
			continue
		}
		e := cs.Edges[i-len(cs.Nodes)]
		if r.Edge == nil || r.Edge.Number != int64(i-len(cs.Nodes)+1) || r.Edge.From != e.From || r.Edge.To != e.To || r.Edge.Relation != e.Relation {
			t.Fatalf("record %d is %+v", i, r.Edge)
		}
	}
}
