package neo4jstore

import (
	"sync"
	"sync/atomic"
)

// A gate tells readers of this process of its commits. Neo4j shows what is committed
// piece by piece, and a reader what has been committed meanwhile, so that one that a
// commit has come between may have seen half of it, and reads again.
type gate struct {
	lock    sync.RWMutex  // held alone while something is committed
	commits atomic.Uint64 // that have begun
}

// commit runs fn, which commits.
func (g *gate) commit(fn func() error) error {
	g.lock.Lock()
	defer g.lock.Unlock()
	g.commits.Add(1)
	return fn()
}

// optimistic is how often a reader goes on without keeping commits out.
const optimistic = 2

// read runs fn until no commit has come between. A reader that has been disturbed
// again and again keeps commits out, so that it ends some time: fn must not wait for
// what a writer holds.
func (g *gate) read(fn func() error) error {
	for range optimistic {
		before := g.settled()
		err := fn()
		if !g.passed(before) {
			return err
		}
	}
	g.lock.RLock()
	defer g.lock.RUnlock()
	return fn()
}

// settled waits for a commit under way, and returns the number of those there were.
func (g *gate) settled() uint64 {
	g.lock.RLock()
	defer g.lock.RUnlock()
	return g.commits.Load()
}

// passed reports whether a commit has begun since there were so many.
func (g *gate) passed(before uint64) bool { return g.commits.Load() != before }
