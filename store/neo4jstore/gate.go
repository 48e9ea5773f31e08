package neo4jstore

import (
	"context"
	"math"
	"sync/atomic"

	"golang.org/x/sync/semaphore"
)

// A gate tells readers of this process of its commits. Neo4j shows what is committed
// piece by piece, and a reader what has been committed meanwhile, so that one that a
// commit has come between may have seen half of it, and reads again. Nobody waits at
// it for longer than its own time.
type gate struct {
	lock    *semaphore.Weighted // held whole while something is committed, in part by who keeps commits out
	commits atomic.Uint64       // that have begun
}

// everybody is the whole of the lock.
const everybody = math.MaxInt64

func newGate() *gate { return &gate{lock: semaphore.NewWeighted(everybody)} }

// commit runs fn, which commits, or fails with what has ended ctx while it waited.
func (g *gate) commit(ctx context.Context, fn func() error) error {
	if err := g.lock.Acquire(ctx, everybody); err != nil {
		return err
	}
	defer g.lock.Release(everybody)
	g.commits.Add(1)
	if err := fn(); err != nil {
		return &commitError{err}
	}
	return nil
}

// A commitError is a failure to commit. What was to be committed may have been.
type commitError struct{ cause error }

func (e *commitError) Error() string { return e.cause.Error() }

func (e *commitError) Unwrap() error { return e.cause }

// optimistic is how often a reader goes on without keeping commits out.
const optimistic = 2

// read runs fn until no commit has come between. A reader that has been disturbed
// again and again keeps commits out, so that it ends some time: fn must not wait for
// what a writer holds.
func (g *gate) read(ctx context.Context, fn func() error) error {
	for range optimistic {
		before, err := g.settled(ctx)
		if err != nil {
			return err
		}
		err = fn()
		if !g.passed(before) {
			return err
		}
	}
	if err := g.lock.Acquire(ctx, 1); err != nil {
		return err
	}
	defer g.lock.Release(1)
	return fn()
}

// settled waits for a commit under way, and returns the number of those there were.
func (g *gate) settled(ctx context.Context) (uint64, error) {
	if err := g.lock.Acquire(ctx, 1); err != nil {
		return 0, err
	}
	defer g.lock.Release(1)
	return g.commits.Load(), nil
}

// passed reports whether a commit has begun since there were so many.
func (g *gate) passed(before uint64) bool { return g.commits.Load() != before }
