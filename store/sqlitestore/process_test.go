package sqlitestore

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"innograph/kg"
	"innograph/store/storetest"
)

// churnForever inserts and deletes nodes between those that stay, and prints a
// line for every round.
func churnForever(ctx context.Context, s *Store) error {
	for round := 0; ; round++ {
		var cs kg.Changeset
		for i := range 50 {
			id := idOf("Person", 1_000_000+(round*50+i)%400)
			if round/8%2 == 1 {
				cs.DeleteNodes = append(cs.DeleteNodes, id)
				continue
			}
			cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: id, Kind: "Person",
				Properties: map[string]kg.Value{"name": kg.Localized(map[string]string{"en": "passing"}), "works": kg.Int(int64(i * 7 % 100))}})
		}
		if _, err := s.Apply(ctx, &cs); err != nil {
			return err
		}
		fmt.Println(round)
		time.Sleep(20 * time.Millisecond) // it shall write beside the other, not shut it out
	}
}

// While another process inserts and deletes, lists paged to their end have all
// that is there throughout, in order, and nothing twice; and this process can
// write as well.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := migrated(t, path, storetest.Model())
	var stay []kg.ID
	var cs kg.Changeset
	for i := range 300 {
		properties := map[string]kg.Value{"name": kg.Localized(map[string]string{"en": "staying"})}
		if i%5 > 0 {
			properties["works"] = kg.Int(int64(i * 31 % 100))
		}
		stay = append(stay, idOf("Person", i))
		cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: idOf("Person", i), Kind: "Person", Properties: properties})
	}
	apply(t, s, cs)
	slices.Sort(stay)

	c := startChild(t, "churn", path)
	if _, ok := c.line(); !ok {
		t.Fatal("the child has not begun")
	}
	var rounds atomic.Int64
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			if _, ok := c.line(); !ok {
				return
			}
			rounds.Add(1)
		}
	}()
	for i, begun := 0, time.Now(); i < 12 || rounds.Load() < 3 && time.Since(begun) < busyTimeout; i++ {
		for _, last := range []bool{false, true} {
			checkPaged(t, s, stay, last)
		}
		apply(t, s, kg.Changeset{Nodes: []kg.NodeChange{{ID: "Team_1", Kind: "Team", Properties: map[string]kg.Value{"title": kg.Text(strconv.Itoa(i))}}}})
	}
	_ = c.input.Close()
	<-ended
	if err := c.cmd.Wait(); err != nil {
		t.Fatalf("child: %v", err)
	}
	n := rounds.Load()
	t.Logf("%d rounds of the other process meanwhile", n)
	if n < 3 {
		t.Errorf("the other process has hardly written: %d rounds", n)
	}
}

// checkPaged pages by 7 to the end, or to the beginning, and compares what is
// known to stay.
func checkPaged(t *testing.T, s *Store, stay []kg.ID, last bool) {
	t.Helper()
	order := []kg.Order{{Property: "works"}}
	var seen []kg.ID
	var cursor *kg.Cursor
	var before *kg.Row
	for {
		page := kg.Page{Limit: 7, Last: last, Keys: true}
		if page.After = cursor; last {
			page.After, page.Before = nil, cursor
		}
		result, err := s.Reader(kg.System).Read(context.Background(), &kg.Query{Start: kg.Start{List: &kg.List{Kinds: []string{"Person"}, Order: order, Page: page}}})
		if err != nil {
			t.Fatal(err)
		}
		rows := result.Root.Rows
		if last {
			slices.Reverse(rows)
		}
		for i := range rows {
			if before != nil && !follows(before, &rows[i], last) {
				t.Fatalf("%s comes after %s", rows[i].ID, before.ID)
			}
			before = &rows[i]
			seen = append(seen, rows[i].ID)
			cursor = &kg.Cursor{Key: rows[i].Key, Node: rows[i].Number}
		}
		if facts := result.Root.Pages[0]; !last && !facts.HasNext || last && !facts.HasPrevious {
			break
		}
	}
	slices.Sort(seen)
	if len(slices.Compact(slices.Clone(seen))) != len(seen) {
		t.Fatal("a row came twice")
	}
	for _, id := range stay {
		if _, ok := slices.BinarySearch(seen, id); !ok {
			t.Fatalf("%s was there throughout and was not listed", id)
		}
	}
}

// follows reports whether b stands after a when read in that direction.
func follows(a, b *kg.Row, back bool) bool {
	if back {
		a, b = b, a
	}
	x, y := a.Key[0], b.Key[0]
	switch {
	case x.IsNull() != y.IsNull():
		return y.IsNull()
	case x.IsNull() || x.Equal(y):
		return a.Number < b.Number
	default:
		return x.Compare(y) < 0
	}
}
