package neo4jstore

import (
	"context"
	"slices"
	"sync"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/storetest"
)

func TestReadBeforeMigrate(t *testing.T) {
	s := opened(t, neo4jtest.Cleared(t), storetest.Model())
	_, err := s.reader(kg.System).Read(t.Context(), &kg.Query{Start: kg.Start{Numbers: []int64{1}}})
	told(t, err, kg.ErrUnavailable)
}

// sentDuring counts the statements that fn sends.
func sentDuring(s *Store, fn func()) int {
	var lock sync.Mutex
	sent := 0
	s.Observe(func(string) {
		lock.Lock()
		defer lock.Unlock()
		sent++
	})
	defer s.Observe(nil)
	fn()
	return sent
}

func TestReadsOfACrowd(t *testing.T) {
	s := crowd{people: 20, institutions: 5, projects: 3, affiliations: 40, participations: 30, hub: 20}.load(t)
	r := s.reader(kg.System)
	read := func(q *kg.Query) *kg.Level {
		t.Helper()
		result, err := r.Read(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return result.Root
	}
	hub := idOf("Project", 0)
	root := read(&kg.Query{Start: kg.Start{IDs: []kg.ID{hub}}, Select: kg.Selection{Hops: []kg.Hop{{
		Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In, Page: kg.Page{Limit: 50, Keys: true}, Total: true}}}})
	rows := root.Hops[0].Rows
	if len(rows) < 20 || root.Hops[0].Pages[0].Total != int64(len(rows)) ||
		!slices.IsSortedFunc(rows, func(a, b kg.Row) int { return a.Key[0].Compare(b.Key[0]) }) {
		t.Fatalf("%d rows of %d", len(rows), root.Hops[0].Pages[0].Total)
	}
	edge := rows[7].Edge.Number
	start := &kg.Query{Start: kg.Start{Edges: []int64{edge}}}
	for i, most := range []int{len(s.catalog.model.Relations), 1} { // it is looked for, and then remembered
		sent := sentDuring(s, func() {
			if found := read(start).Rows; len(found) != 1 || found[0].Edge.ID != rows[7].Edge.ID {
				t.Errorf("edge %d: %+v", edge, found)
			}
		})
		if sent > most || i == 0 && sent < 2 {
			t.Errorf("edge %d took %d statements, want %d", edge, sent, most)
		}
	}
	found, err := r.Expand(t.Context(), &kg.Frontier{Nodes: []int64{root.Rows[0].Number, -1, root.Rows[0].Number}, Direction: kg.Both, Limit: len(rows) + 3})
	if err != nil || len(found.Edges) != len(rows)+3 || !found.Truncated || !slices.Equal(found.Offsets, []int{0, len(rows), len(rows), len(rows) + 3}) {
		t.Errorf("expanded: %+v, %v", found, err)
	}
	if met := sentDuring(s, func() { read(&kg.Query{Start: kg.Start{Edges: []int64{found.Edges[0].Edge, found.Edges[1].Edge}}}) }); met != 1 {
		t.Errorf("edges that a frontier met took %d statements", met)
	}
}

// What another process writes while several levels are read is seen whole or not at
// all.
func TestReadsAreOfOneState(t *testing.T) {
	address := neo4jtest.Cleared(t)
	writer, reading := migrated(t, address, storetest.Model()), migrated(t, address, storetest.Model())
	pair := func(works int64) kg.Changeset {
		return kg.Changeset{Nodes: []kg.NodeChange{somePerson("a", works), somePerson("b", works)}}
	}
	reading.asked.instead = alternately()
	applied(t, writer, pair(0))
	applied(t, writer, kg.Changeset{Edges: []kg.EdgeChange{{Relation: "KNOWS", From: "Person_a", To: "Person_b"}}})
	works := map[string][]string{"Person": {"works"}}
	q := &kg.Query{Start: kg.Start{IDs: []kg.ID{"Person_a"}}, Select: kg.Selection{Properties: works,
		Hops: []kg.Hop{{Relations: []string{"KNOWS"}, Page: kg.Page{Limit: 1}, Select: kg.Selection{Properties: works}}}}}
	done := make(chan struct{})
	var group sync.WaitGroup
	reads, torn := 0, 0
	group.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			result, err := reading.reader(kg.Anyone).Read(context.Background(), q)
			if err != nil {
				t.Error(err)
				return
			}
			reads++
			if result.Root.Rows[0].Values[0].Int() != result.Root.Hops[0].Rows[0].Values[0].Int() {
				torn++
			}
		}
	})
	for i := range int64(100) {
		applied(t, writer, pair(i+1))
	}
	close(done)
	group.Wait()
	if torn > 0 || reads == 0 {
		t.Errorf("%d of %d reads saw two states", torn, reads)
	}
}

func TestBookmarksOfOtherStores(t *testing.T) {
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	own := applied(t, s, kg.Changeset{Nodes: []kg.NodeChange{somePerson("a", 0)}}).Bookmark
	if _, err := s.reader(kg.Anyone, own).Read(t.Context(), &kg.Query{Start: kg.Start{Numbers: []int64{1}}}); err != nil {
		t.Error(err)
	}
	for _, b := range []kg.Bookmark{"", "x", "-1", "2"} {
		r := s.reader(kg.Anyone, own, b)
		_, err := r.Read(t.Context(), &kg.Query{Start: kg.Start{Numbers: []int64{1}}})
		told(t, err, kg.ErrBadBookmark)
		_, err = r.Changes(t.Context(), 0, 1)
		told(t, err, kg.ErrBadBookmark)
		told(t, r.Scan(t.Context(), kg.ScanMark{}, func(kg.Record) error { return nil }), kg.ErrBadBookmark)
	}
}
