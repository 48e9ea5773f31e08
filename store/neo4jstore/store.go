package neo4jstore

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

// A Store is a graph in a Neo4j database.
type Store struct {
	address *address
	driver  neo4j.DriverWithContext
	catalog *catalog
	gate    gate
	writing chan struct{} // held by the one call that writes
	met     met
	few     int64 // fewFound, save in tests

	generation atomic.Pointer[string] // of the model that the database has been brought to

	observer atomic.Pointer[func(string)]

	lock   sync.Mutex // of closed, and of adding to busy
	closed bool
	busy   sync.WaitGroup // calls under way
}

// Open connects to the database that a URL names, such as
// neo4j://user@host:7687/database, and refuses a server that is too old. Nothing is
// changed. Migrate has to follow.
func Open(ctx context.Context, url string, model *kg.Model) (*Store, error) {
	a, err := parseAddress(url)
	if err != nil {
		return nil, err
	}
	s := &Store{address: a, writing: make(chan struct{}, 1), met: met{pages: map[int64]*metPage{}}, few: fewFound}
	if s.catalog, err = newCatalog(model); err != nil {
		return nil, err
	}
	if s.driver, err = connect(a); err != nil {
		return nil, s.failure(ctx, err)
	}
	if err := s.inspect(ctx); err != nil {
		_ = s.driver.Close(ctx) // the first failure is told
		return nil, err
	}
	return s, nil
}

// Observe has fn called with the text of every statement before it is sent; nil
// ends it. fn may be called by several goroutines at once. Every statement is one
// round trip; one that is sent again counts again.
func (s *Store) Observe(fn func(text string)) {
	if fn == nil {
		s.observer.Store(nil)
		return
	}
	s.observer.Store(&fn)
}

func (s *Store) observed(text string) {
	if fn := s.observer.Load(); fn != nil {
		(*fn)(text)
	}
}

// enter lets a call in that leave ends, unless the store is closed.
func (s *Store) enter() error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.closed {
		return s.closedError()
	}
	s.busy.Add(1)
	return nil
}

func (s *Store) leave() { s.busy.Done() }

// Close waits for calls under way, up to ctx's deadline, and gives all connections
// back. No call is let in meanwhile or afterwards. To close twice is no failure.
func (s *Store) Close(ctx context.Context) error {
	s.lock.Lock()
	first := !s.closed
	s.closed = true
	s.lock.Unlock()
	if !first {
		return nil
	}
	idle := make(chan struct{})
	go func() {
		s.busy.Wait()
		close(idle)
	}()
	select {
	case <-idle:
		return s.failure(ctx, s.driver.Close(ctx))
	case <-ctx.Done():
		go func() { // whoever is under way ends first
			<-idle
			_ = s.driver.Close(context.WithoutCancel(ctx))
		}()
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(), Cause: ctx.Err(),
			Reason: "work is still under way; the connections are closed when it ends"}
	}
}
