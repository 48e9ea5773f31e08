package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"innograph/kg"
)

func concurrentChapter() chapter {
	return chapter{name: "concurrency", load: loadAccounts, scenarios: []scenario{
		{"readers beside a writer see whole changesets", wholeChangesets},
		{"levels of one read belong together", wholeReads},
		{"paging beside a writer meets what stays, once, in order", pageBeside},
		{"of writers who expect one version one wins", noLostUpdate},
		{"writers side by side leave a gapless log", gaplessWriters},
		{"a writer's bookmark shows its write to others", readYourWrites},
	}}
}

// loadAccounts gives people a and b whose works always add up to nothing, and
// as many acquaintances of a as it has works.
func loadAccounts(s *subject) {
	s.must(nodesOf(person("a", "works", kg.Int(0)), person("b", "works", kg.Int(0))))
}

// write applies to the store under test alone.
func (s *subject) write(cs kg.Changeset) error {
	_, err := s.store.Apply(context.Background(), &cs)
	return err
}

// beside runs a writer and, from before it begins until it has ended, readers.
func beside(t *testing.T, readers int, write func() error, read func() error) {
	t.Helper()
	done := make(chan struct{})
	var group, ready sync.WaitGroup
	for range readers {
		ready.Add(1)
		group.Go(func() {
			for reads := 0; ; reads++ {
				select {
				case <-done:
					return
				default:
				}
				err := read()
				if err != nil {
					t.Errorf("reader: %v", err)
				}
				if reads == 0 {
					ready.Done()
				}
				if err != nil {
					return
				}
			}
		})
	}
	ready.Wait()
	err := write()
	close(done)
	group.Wait()
	if err != nil {
		t.Errorf("writer: %v", err)
	}
}

func wholeChangesets(t *testing.T, s *subject) {
	write := func() error {
		for i := range int64(sized(150)) {
			amount := i * (1 - 2*(i%2))
			if err := s.write(nodesOf(person("a", "works", kg.Int(amount)), person("b", "works", kg.Int(-amount)))); err != nil {
				return err
			}
		}
		return nil
	}
	q := &kg.Query{Start: ids(personID("a"), personID("b")), Select: kg.Selection{Properties: map[string][]string{"Person": {"works"}}, Facts: kg.FactVersion}}
	beside(t, 3, write, func() error {
		result, err := s.store.Reader(kg.Anyone).Read(t.Context(), q)
		if err != nil {
			return err
		}
		a, b := result.Root.Rows[0], result.Root.Rows[1]
		if a.Values[0].Int()+b.Values[0].Int() != 0 || a.Node.Version != b.Node.Version {
			return fmt.Errorf("a has %s in version %d, b %s in version %d", a.Values[0], a.Node.Version, b.Values[0], b.Node.Version)
		}
		return nil
	})
}

func wholeReads(t *testing.T, s *subject) {
	write := func() error {
		for i := range int64(sized(100)) {
			key := fmt.Sprintf("friend%d", i)
			cs := kg.Changeset{Nodes: []kg.NodeChange{person(key), person("a", "works", kg.Int(i+1))},
				Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID(key))}}
			if err := s.write(cs); err != nil {
				return err
			}
		}
		return nil
	}
	q := &kg.Query{Start: ids(personID("a")), Select: kg.Selection{
		Properties: map[string][]string{"Person": {"works"}},
		Hops:       []kg.Hop{{Relations: []string{"KNOWS"}, Page: kg.Page{Limit: 200}, Total: true}},
	}}
	beside(t, 3, write, func() error {
		result, err := s.store.Reader(kg.Anyone).Read(t.Context(), q)
		if err != nil {
			return err
		}
		works, friends := result.Root.Rows[0].Values[0].Int(), result.Root.Hops[0]
		if int64(len(friends.Rows)) != works || friends.Pages[0].Total != works {
			return fmt.Errorf("%d works, %d rows, total %d", works, len(friends.Rows), friends.Pages[0].Total)
		}
		return nil
	})
}

func noLostUpdate(t *testing.T, s *subject) {
	const writers, each = 4, 25
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for done := 0; done < each; {
				err := addOne(t.Context(), s.store)
				switch {
				case err == nil:
					done++
				case !errors.Is(err, kg.ErrConflict):
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	result, err := s.store.Reader(kg.System).Read(t.Context(), worksOfA())
	if err != nil {
		t.Fatal(err)
	}
	if got := result.Root.Rows[0].Values[0].Int(); got != writers*each {
		t.Errorf("%d of %d additions are there", got, writers*each)
	}
}

func worksOfA() *kg.Query {
	return &kg.Query{Start: ids(personID("a")), Select: kg.Selection{Properties: map[string][]string{"Person": {"works"}}, Facts: kg.FactVersion}}
}

// addOne reads a and writes it with one more work, if nobody else has meanwhile.
func addOne(ctx context.Context, store kg.Store) error {
	result, err := store.Reader(kg.System).Read(ctx, worksOfA())
	if err != nil {
		return err
	}
	a := result.Root.Rows[0]
	_, err = store.Apply(ctx, &kg.Changeset{
		Expect: []kg.Precondition{{ID: a.ID, Version: a.Node.Version}},
		Nodes:  []kg.NodeChange{{ID: a.ID, Kind: "Person", Properties: map[string]kg.Value{"works": kg.Int(a.Values[0].Int() + 1)}}},
	})
	return err
}

func gaplessWriters(t *testing.T, s *subject) {
	const writers, each = 4, 20
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := range each {
				if err := s.write(nodesOf(person(fmt.Sprintf("w%d-%d", w, i)))); err != nil {
					t.Error(err)
				}
				if err := s.write(nodesOf(node("Person", "nameless"))); !errors.Is(err, kg.ErrInvalid) {
					t.Errorf("a nameless person: %v", err)
				}
			}
		})
	}
	group.Wait()
	changes, err := s.store.Reader(kg.System).Changes(t.Context(), 0, 1000)
	if err != nil || len(changes) != 1+writers*each {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	for i, c := range changes {
		if c.Revision != kg.Revision(i+1) {
			t.Errorf("entry %d has revision %d", i, c.Revision)
		}
	}
	records, err := collect(s.store.Reader(kg.System), kg.ScanMark{})
	if err != nil {
		t.Fatal(err)
	}
	if last := records[len(records)-1].Node; last == nil || last.Number != 2+writers*each {
		t.Errorf("the last node: %+v", last)
	}
}

func readYourWrites(t *testing.T, s *subject) {
	for i := range int64(40) {
		cs := nodesOf(person("a", "works", kg.Int(i+1)))
		receipt, err := s.store.Apply(t.Context(), &cs)
		if err != nil {
			t.Fatal(err)
		}
		result, err := s.store.Reader(kg.Anyone, receipt.Bookmark).Read(t.Context(), worksOfA())
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Root.Rows[0].Values[0].Int(); got != i+1 {
			t.Errorf("after writing %d it reads %d", i+1, got)
		}
	}
}

// pageBeside pages through people while others come and go. Those who are there
// throughout are met once each, in order.
func pageBeside(t *testing.T, s *subject) {
	cs := kg.Changeset{}
	for i := range 60 {
		cs.Nodes = append(cs.Nodes, person(fmt.Sprintf("stays%02d", i), "works", kg.Int(int64(i/4)), "note", kg.Text("stays")))
	}
	if err := s.write(cs); err != nil {
		t.Fatal(err)
	}
	write := func() error {
		for i := range 60 {
			passing := person(fmt.Sprintf("passes%d", i), "works", kg.Int(int64(i*7%16)))
			if err := s.write(nodesOf(passing)); err != nil {
				return err
			}
			if i%2 == 1 {
				if err := s.write(kg.Changeset{DeleteNodes: []kg.ID{passing.ID, personID(fmt.Sprintf("passes%d", i-1))}}); err != nil {
					return err
				}
			}
		}
		return nil
	}
	beside(t, 2, write, func() error {
		page, met := kg.Page{Limit: 7, Keys: true}, 0
		for {
			l := &kg.List{Kinds: []string{"Person"}, Order: []kg.Order{{Property: "works", Descending: true}}, Page: page}
			root, err := s.store.Reader(kg.Anyone).Read(t.Context(), &kg.Query{Start: kg.Start{List: l},
				Select: kg.Selection{Properties: map[string][]string{"Person": {"note"}}}})
			if err != nil {
				return err
			}
			rows := root.Root.Rows
			for _, row := range rows {
				if row.Values[0].IsNull() {
					continue
				}
				// Fours of equal works come from the most down, each four upwards.
				if want := personID(fmt.Sprintf("stays%02d", (14-met/4)*4+met%4)); row.ID != want {
					return fmt.Errorf("after %d comes %s, want %s", met, row.ID, want)
				}
				met++
			}
			if !root.Root.Pages[0].HasNext {
				break
			}
			page.After = cursorOf(&rows[len(rows)-1])
		}
		if met != 60 {
			return fmt.Errorf("%d of 60 are met", met)
		}
		return nil
	})
}
