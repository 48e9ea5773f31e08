package sqlitestore

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"innograph/kg"
	"innograph/store/query"
	"innograph/store/storetest"
)

// A store in memory answers like one in a file.
func TestMemory(t *testing.T) {
	s := migrated(t, Memory, storetest.Model())
	other := migrated(t, Memory, storetest.Model())
	apply(t, s, *appended(1))
	apply(t, s, *appended(2))
	if n, err := counterOf(t.Context(), s); n != 2 || err != nil {
		t.Errorf("counter is %d, %v", n, err)
	}
	if n, err := counterOf(t.Context(), other); n != 0 || err != nil {
		t.Errorf("another store in memory has %d, %v", n, err)
	}
}

// Without Migrate nothing is answered, and the file is not written.
func TestUnmigrated(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "graph.db"), storetest.Model())
	if _, err := s.Reader(kg.System).Read(t.Context(), &kg.Query{}); !errors.Is(err, kg.ErrUnavailable) || !strings.Contains(err.Error(), "Migrate") {
		t.Errorf("read: %v", err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("ping: %v", err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestBadModelName(t *testing.T) {
	m := changedModel(t, func(m *kg.Model) { addProperty(m, "Team", kg.Property{Name: "x') OR 1 --", Type: kg.TypeInt}) })
	if _, err := Open(t.Context(), Memory, m); !errors.Is(err, kg.ErrInvalid) {
		t.Errorf("error is %v", err)
	}
}

// Close lets in nobody, waits for who is within, and gives up waiting when its
// caller does.
func TestClose(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "graph.db"), storetest.Model())
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	apply(t, s, *appended(1))
	within, leave := make(chan struct{}), make(chan struct{})
	scanned := make(chan error, 1)
	go func() {
		var once sync.Once
		scanned <- s.Reader(kg.System).Scan(context.Background(), kg.ScanMark{}, func(kg.Record) error {
			once.Do(func() { close(within); <-leave })
			return nil
		})
	}()
	<-within
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := s.Close(ctx); !errors.Is(err, kg.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("close beside a scan: %v", err)
	}
	for name, call := range map[string]func() error{
		"ping":    func() error { return s.Ping(t.Context()) },
		"apply":   func() error { _, err := s.Apply(t.Context(), appended(2)); return err },
		"migrate": func() error { return s.Migrate(t.Context()) },
	} {
		if err := call(); !errors.Is(err, kg.ErrUnavailable) || !strings.Contains(err.Error(), "closed") {
			t.Errorf("%s on a closed store: %v", name, err)
		}
	}
	close(leave)
	if err := <-scanned; err != nil {
		t.Errorf("the scan was cut off: %v", err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Errorf("second close: %v", err)
	}
}

// A caller who goes away stops the statement; the store goes on.
func TestGivenUp(t *testing.T) {
	s := openCrowd(t, crowd{people: 3000, institutions: 100, projects: 10, affiliations: 30000, participations: 10, hub: 5})
	slow := kg.Filter(kg.Compare{Property: "note", Op: kg.OpContains, Values: []kg.Value{kg.Text("nowhere")}})
	for range 2 {
		slow = kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.Out, Node: kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In, Node: slow}}
	}
	query := &kg.Query{Start: kg.Start{List: &kg.List{Kinds: []string{"Person"}, Filter: slow, Page: kg.Page{Limit: 10}}}}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	started := time.Now()
	_, err := s.Reader(kg.System).Read(ctx, query)
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, kg.ErrUnavailable) {
		t.Errorf("error is %v", err)
	}
	if took := time.Since(started); took > 3*time.Second {
		t.Errorf("it took %v to give up", took)
	}
	gone, cancelGone := context.WithCancel(t.Context())
	cancelGone()
	if _, err := s.Reader(kg.System).Read(gone, query); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// An apply that is given up leaves nothing, and the next one works.
func TestApplyGivenUp(t *testing.T) {
	s := migrated(t, filepath.Join(t.TempDir(), "graph.db"), storetest.Model())
	apply(t, s, *appended(1))
	before, err := storetest.Checksum(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	var large kg.Changeset
	for i := range 3000 {
		large.Nodes = append(large.Nodes, appended(10 + i).Nodes[:3]...)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var inserted atomic.Int64
	s.Observe(func(text string) {
		if strings.HasPrefix(text, "INSERT INTO node ") && inserted.Add(1) == 20 {
			cancel()
		}
	})
	_, err = s.Apply(ctx, &large)
	s.Observe(nil)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, kg.ErrUnavailable) {
		t.Errorf("error is %v after %d statements", err, inserted.Load())
	}
	if n := inserted.Load(); n < 20 || n > 60 {
		t.Errorf("%d statements inserted nodes before it stopped", n)
	}
	if after, err := storetest.Checksum(t.Context(), s); err != nil || after != before {
		t.Errorf("something is left of it: %v", err)
	}
	receipt := apply(t, s, *appended(2))
	if receipt.Revision != 2 {
		t.Errorf("the next revision is %d", receipt.Revision)
	}
}

// Readers each see one state beside a writer, and none waits for it.
func TestReadersBesideWriter(t *testing.T) {
	s := migrated(t, filepath.Join(t.TempDir(), "graph.db"), storetest.Model())
	apply(t, s, *appended(1))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 6 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				people, institutions, edges := 0, 0, 0
				err := s.Reader(kg.System).Scan(context.Background(), kg.ScanMark{}, func(r kg.Record) error {
					switch {
					case r.Edge != nil:
						edges++
					case r.Node.Kind == "Person":
						people++
					case r.Node.Kind == "Institution":
						institutions++
					}
					return nil
				})
				if err != nil || people != 2*institutions || edges != people {
					t.Errorf("a scan saw %d people, %d institutions, %d edges: %v", people, institutions, edges, err)
					return
				}
			}
		})
	}
	for i := 2; i <= 60; i++ {
		apply(t, s, *appended(i))
	}
	close(done)
	readers.Wait()
}

// The budget ends a reading early and is named.
func TestBudget(t *testing.T) {
	s := openCrowd(t, crowd{people: 400, institutions: 20, projects: 2, affiliations: 8000, participations: 10, hub: 5})
	query := &kg.Query{
		Start: kg.Start{List: &kg.List{Kinds: []string{"Institution"}, Page: kg.Page{Limit: 20}}},
		Select: kg.Selection{Hops: []kg.Hop{{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In, Page: kg.Page{Limit: 100},
			Select: kg.Selection{Hops: []kg.Hop{{Relations: []string{"AFFILIATED_WITH"}, Page: kg.Page{Limit: 20}}}}}}},
		Budget: 500,
	}
	_, err := s.Reader(kg.System).Read(t.Context(), query)
	if !errors.Is(err, kg.ErrTooLarge) || !strings.Contains(err.Error(), "500") {
		t.Errorf("error is %v", err)
	}
	query.Budget = 1 << 30
	result, err := s.Reader(kg.System).Read(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	rows := countRows(result.Root)
	query.Budget = rows
	if _, err := s.Reader(kg.System).Read(t.Context(), query); err != nil {
		t.Errorf("a budget of exactly %d rows: %v", rows, err)
	}
	query.Budget = rows - 1
	if _, err := s.Reader(kg.System).Read(t.Context(), query); !errors.Is(err, kg.ErrTooLarge) {
		t.Errorf("a budget of one row less: %v", err)
	}
}

// A filter without bounds is refused before it becomes a text.
func TestFilterBounds(t *testing.T) {
	s := migrated(t, Memory, storetest.Model())
	one := kg.Compare{Property: "works", Op: kg.OpEq, Values: []kg.Value{kg.Int(1)}}
	wide, deep, most := kg.Or{}, kg.Filter(one), kg.Or{}
	for range query.MaxConditions + 1 {
		wide = append(wide, one)
	}
	for range query.MaxConditions {
		most = append(most, one)
	}
	for range query.MaxNesting + 1 {
		deep = kg.Not{Filter: deep}
	}
	for name, c := range map[string]struct {
		filter kg.Filter
		kind   error
	}{"wide": {wide, kg.ErrTooLarge}, "deep": {deep, kg.ErrTooLarge}, "most": {most, nil}} {
		_, err := s.Reader(kg.System).Read(t.Context(), &kg.Query{Start: kg.Start{List: &kg.List{Kinds: []string{"Person"}, Filter: c.filter, Page: kg.Page{Limit: 1}}}})
		if !errors.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Statements that are kept are few, however many texts there have been.
func TestStatementsKept(t *testing.T) {
	s := migrated(t, Memory, storetest.Model())
	err := s.read(t.Context(), false, func(ses *session) error {
		for i := range 2 * maxStatements {
			if err := ses.exec(t.Context(), "SELECT 1"+strings.Repeat(" ", i)); err != nil {
				return err
			}
		}
		if len(ses.byText) != maxStatements || ses.recent.Len() != maxStatements {
			t.Errorf("%d statements are kept", len(ses.byText))
		}
		for i := range 2 * maxKeptText / maxStatementText {
			if err := ses.exec(t.Context(), "SELECT 2"+strings.Repeat(" ", maxStatementText-8-i)); err != nil {
				return err
			}
		}
		kept := 0
		for text := range ses.byText {
			kept += len(text)
		}
		if kept != ses.kept || kept > maxKeptText || kept < maxKeptText-maxStatementText || ses.recent.Len() != len(ses.byText) {
			t.Errorf("%d bytes of statements are kept, by the count %d", kept, ses.kept)
		}
		for range 2 {
			if err := ses.exec(t.Context(), "SELECT 3"+strings.Repeat(" ", maxStatementText)); err != nil {
				return err
			}
		}
		if ses.kept != kept || ses.recent.Len() != len(ses.byText) {
			t.Error("a long statement is kept")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever changes who may see a node or an edge, or who is a party, every row that
// tells so follows.
func TestLevels(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := openAt(t, path, storetest.Model())
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := crowd{people: 30, institutions: 6, projects: 4, affiliations: 90, participations: 40, hub: 20}
	c.load(t, s)
	rapid.Check(t, func(r *rapid.T) {
		var cs kg.Changeset
		changed := map[kg.ID]bool{}
		for range rapid.IntRange(1, 4).Draw(r, "nodes") {
			kind := rapid.SampledFrom([]string{"Person", "Institution", "Project"}).Draw(r, "kind")
			id := idOf(kind, rapid.IntRange(0, 3).Draw(r, "node"))
			if visibility := kg.Visibility(rapid.IntRange(0, 2).Draw(r, "visibility")); !changed[id] {
				changed[id] = true
				cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: id, Kind: kind, Visibility: &visibility})
			}
		}
		visibility := kg.Visibility(rapid.IntRange(0, 2).Draw(r, "edge visibility"))
		cs.Edges = []kg.EdgeChange{{Relation: "KNOWS", From: idOf("Person", rapid.IntRange(0, 3).Draw(r, "from")),
			To: idOf("Person", rapid.IntRange(0, 3).Draw(r, "to")), Visibility: &visibility}}
		takesPart := kg.EdgeChange{Relation: "PARTICIPATED_IN", From: idOf("Institution", rapid.IntRange(0, 3).Draw(r, "participant")),
			To: idOf("Project", rapid.IntRange(0, 3).Draw(r, "project")), Visibility: &visibility}
		if rapid.Bool().Draw(r, "leaves") {
			cs.DeleteEdges = []kg.ID{kg.EdgeID(s.model.Relation("PARTICIPATED_IN"), takesPart.From, takesPart.To, nil)}
		} else {
			cs.Edges = append(cs.Edges, takesPart)
		}
		if _, err := s.Apply(context.Background(), &cs); err != nil {
			r.Fatal(err)
		}
	})
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	integrity(t, path)
}

// A page in the default order costs the same whether 30 edges or 10,000 lie
// behind it. The two are read in turn and their medians compared, so that other
// load on the machine falls on both.
func TestHubPage(t *testing.T) {
	s := openCrowd(t, crowd{people: 10, institutions: 3000, projects: 200, affiliations: 10, participations: 16000, hub: 10000})
	hop := kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In, Page: kg.Page{Limit: 10, Keys: true},
		EdgeProperties: map[string][]string{"PARTICIPATED_IN": {"rank", "amount"}},
		Select:         kg.Selection{Properties: map[string][]string{"Institution": {"name", "students"}}}}
	read := func(project int) time.Duration {
		started := time.Now()
		result, err := s.Reader(kg.Member).Read(context.Background(), &kg.Query{Start: kg.Start{IDs: []kg.ID{idOf("Project", project)}}, Select: kg.Selection{Hops: []kg.Hop{hop}}})
		took := time.Since(started)
		if err != nil || len(result.Root.Hops[0].Rows) != 10 {
			t.Fatalf("project %d: %v", project, err)
		}
		return took
	}
	var leaf, hub []time.Duration
	for i := range 600 {
		leaf = append(leaf, read(1+i%50))
		hub = append(hub, read(0))
	}
	slices.Sort(leaf)
	slices.Sort(hub)
	ratio := float64(hub[len(hub)/2]) / float64(leaf[len(leaf)/2])
	t.Logf("median under 10,000 edges %v, under about 30 %v: ratio %.2f", hub[len(hub)/2], leaf[len(leaf)/2], ratio)
	if ratio > 1.5 {
		t.Errorf("the page under 10,000 edges takes %.2f times as long", ratio)
	}
}
