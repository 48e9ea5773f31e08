package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"innograph/graph/engine"
	"innograph/graph/engine/enginetest"
	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/neo4jstore"
	"innograph/store/sqlitestore"
	"innograph/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) } // stops the server after the tests

// A world is the fixture's schema over a store that holds its data, with reads
// counted.
type world struct {
	store  kg.Store
	engine *engine.Engine
	exec   *executor.Executor
	reads  *atomic.Int64
	totals *atomic.Int64 // calls of Aggregate
	asked  *atomic.Pointer[[]kg.AggregateQuery]
	last   *atomic.Pointer[kg.Query]
	fail   error // of every read, when set
	budget int   // of rows of every read, when set
}

func newWorld(t testing.TB, opts ...engine.Option) *world {
	t.Helper()
	return newWorldOn(t, memory, opts...)
}

func memory(m *kg.Model) kg.Store { return storetest.NewMemory(m) }

func inMemory(testing.TB) func(*kg.Model) kg.Store { return memory }

// onSQLite opens the embedded store in a new file.
func onSQLite(t testing.TB) func(*kg.Model) kg.Store {
	return func(m *kg.Model) kg.Store {
		t.Helper()
		s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), m)
		if err != nil {
			t.Fatal(err)
		}
		return ready(t, s)
	}
}

// onNeo4j opens an empty database.
func onNeo4j(t testing.TB) func(*kg.Model) kg.Store {
	address := neo4jtest.Cleared(t)
	return func(m *kg.Model) kg.Store {
		t.Helper()
		s, err := neo4jstore.Open(t.Context(), address.URL(), m)
		if err != nil {
			t.Fatal(err)
		}
		return ready(t, s)
	}
}

// ready migrates a store, and closes it when the test ends.
func ready(t testing.TB, s kg.Store) kg.Store {
	t.Helper()
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func newWorldOn(t testing.TB, open func(*kg.Model) kg.Store, opts ...engine.Option) *world {
	t.Helper()
	r, served, err := enginetest.Fixture()
	if err != nil {
		t.Fatal(err)
	}
	lenient, err := enginetest.Lenient(r.Model)
	if err != nil {
		t.Fatal(err)
	}
	store := open(lenient)
	if _, err := store.Apply(t.Context(), enginetest.World()); err != nil {
		t.Fatal(err)
	}
	w := &world{store: store, reads: &atomic.Int64{}, totals: &atomic.Int64{}, last: &atomic.Pointer[kg.Query]{}, asked: &atomic.Pointer[[]kg.AggregateQuery]{}}
	w.engine = engine.New(r.Model, served, counted{store, w}, opts...)
	w.exec = enginetest.New(served, func(ctx context.Context) (graphql.Marshaler, error) {
		answer, err := w.engine.Resolve(ctx)
		return answer, err
	})
	return w
}

func (w *world) run(ctx context.Context, t testing.TB, query string, variables map[string]any) *graphql.Response {
	t.Helper()
	return enginetest.Run(ctx, w.exec, query, "", variables)
}

// counted counts the reads of a store.
type counted struct {
	kg.Store
	world *world
}

func (c counted) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	return countedReader{c.Store.Reader(v, after...), c.world}
}

type countedReader struct {
	kg.Reader
	world *world
}

func (c countedReader) Aggregate(ctx context.Context, qs []kg.AggregateQuery) ([][]kg.Bucket, error) {
	c.world.totals.Add(1)
	c.world.asked.Store(&qs)
	if c.world.fail != nil {
		return nil, c.world.fail
	}
	return c.Reader.Aggregate(ctx, qs)
}

func (c countedReader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	c.world.reads.Add(1)
	c.world.last.Store(q)
	if c.world.fail != nil {
		return nil, c.world.fail
	}
	if c.world.budget > 0 {
		q.Budget = c.world.budget
	}
	return c.Reader.Read(ctx, q)
}
