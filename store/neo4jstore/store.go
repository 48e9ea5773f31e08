package neo4jstore

import (
	"context"
	"sync/atomic"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
	"innograph/store/lifetime"
)

// A Store is a graph in a Neo4j database.
type Store struct {
	address *address
	driver  neo4j.DriverWithContext
	catalog *catalog
	gate    *gate
	writing chan struct{} // held by the one call that writes
	met     met
	asked   *asked
	entire  entire
	few     int64 // fewFound, save in tests

	generation atomic.Pointer[string] // of the model that the database has been brought to

	observer lifetime.Observer
	used     used

	lifetime lifetime.Lifetime
}

// Open connects to the database that a URL names, such as
// neo4j://user@host:7687/database, and refuses a server that is too old. Nothing is
// changed. Migrate has to follow.
func Open(ctx context.Context, url string, model *kg.Model) (*Store, error) {
	a, err := parseAddress(url)
	if err != nil {
		return nil, err
	}
	s := &Store{address: a, gate: newGate(), writing: make(chan struct{}, 1), met: met{pages: map[int64]*metPage{}}, asked: newAsked(), few: fewFound}
	s.lifetime.Store, s.lifetime.Held = s.name(), "the connections are"
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

// OpenExisting is Open for a database that holds a store already.
func OpenExisting(ctx context.Context, url string, model *kg.Model) (*Store, error) {
	s, err := Open(ctx, url, model)
	if err != nil {
		return nil, err
	}
	there := false
	err = s.read(ctx, "Open", nil, func(run runner) error {
		return run(ctx, meta, nil, func([]any) error {
			there = true
			return nil
		})
	})
	if err == nil && !there {
		err = kg.Invalid(s.name(), "the database holds no graph of this program; correct the name, or fill it first: innograph serve and innograph import do")
	}
	if err != nil {
		_ = s.Close(ctx) // the first failure is told
		return nil, err
	}
	return s, nil
}

// Observe has fn called with the text of every statement before it is sent; nil
// ends it. fn may be called by several goroutines at once. Every statement is one
// round trip; one that is sent again counts again.
func (s *Store) Observe(fn func(text string)) { s.observer.Set(fn) }

// Close waits for calls under way, up to ctx's deadline, and gives all connections
// back. No call is let in meanwhile or afterwards. To close twice is no failure.
func (s *Store) Close(ctx context.Context) error {
	return s.lifetime.End(ctx, func(ctx context.Context) error { return s.failure(ctx, s.driver.Close(ctx)) })
}
