package engine_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"innograph/graph/engine"
	"innograph/graph/engine/enginetest"
	"innograph/kg"
	"innograph/store/storetest"
)

// A world is the fixture's schema over a store that holds its data, with reads
// counted.
type world struct {
	engine *engine.Engine
	exec   *executor.Executor
	reads  *atomic.Int64
	last   *atomic.Pointer[kg.Query]
}

func newWorld(t testing.TB, opts ...engine.Option) *world {
	t.Helper()
	r, served, err := enginetest.Fixture()
	if err != nil {
		t.Fatal(err)
	}
	lenient, err := enginetest.Lenient(r.Model)
	if err != nil {
		t.Fatal(err)
	}
	store := storetest.NewMemory(lenient)
	if _, err := store.Apply(t.Context(), enginetest.World()); err != nil {
		t.Fatal(err)
	}
	w := &world{reads: &atomic.Int64{}, last: &atomic.Pointer[kg.Query]{}}
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

func (c countedReader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	c.world.reads.Add(1)
	c.world.last.Store(q)
	return c.Reader.Read(ctx, q)
}
