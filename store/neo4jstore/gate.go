package neo4jstore

import (
	"sync"
	"sync/atomic"
)

// A gate keeps this process's readers from seeing half a commit: Neo4j shows what
// is committed piece by piece, and a reader what has been committed meanwhile. Only
// commits pass it alone; a reader looks whether one has come between, and reads
// again if so.
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
// again and again keeps commits out, so that it ends some time.
func (g *gate) read(fn func() error) error {
	for range optimistic {
		before := g.settled()
		err := fn()
		if g.commits.Load() == before {
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
