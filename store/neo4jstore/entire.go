package neo4jstore

import (
	"context"
	"sync/atomic"
	"time"
)

// entire is the newest revision of which all is known to be seen. The database shows a
// commit piece by piece: the revision first, since it was stored first, and the entry of
// the log last, since it is found through an index.
type entire struct{ revision atomic.Int64 }

// reached notes that a revision is seen whole, and with it all before.
func (e *entire) reached(revision int64) {
	for {
		known := e.revision.Load()
		if revision <= known || e.revision.CompareAndSwap(known, revision) {
			return
		}
	}
}

// has reports whether a revision is known to be seen whole.
func (e *entire) has(revision int64) bool { return revision <= e.revision.Load() }

// The waits between looking whether a commit is seen whole.
var entireWaits = [...]time.Duration{0, time.Millisecond, 5 * time.Millisecond, 20 * time.Millisecond}

// awaitEntire waits until the commit of a revision, by another process, is seen whole.
// Where its entry in the log does not come, it waits for the lock that the commit has
// given back in the end.
func (s *Store) awaitEntire(ctx context.Context, revision int64) error {
	for _, wait := range entireWaits {
		if !pause(ctx, wait) {
			return s.failure(ctx, ctx.Err())
		}
		there := false
		err := s.read(ctx, "Await", nil, func(run runner) error {
			return run(ctx, findChange, map[string]any{"revision": revision}, func([]any) error {
				there = true
				return nil
			})
		})
		if err != nil {
			return err
		}
		if there {
			s.entire.reached(revision)
			return nil
		}
	}
	if err := s.readAlone(ctx, "Await", nil, func(runner) error { return nil }); err != nil {
		return err
	}
	s.entire.reached(revision)
	return nil
}
