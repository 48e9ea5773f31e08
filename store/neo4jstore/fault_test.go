package neo4jstore

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// A stranger is another program's transaction, which locks nodes.
type stranger struct {
	tx  neo4j.ExplicitTransaction
	end func()
}

func newStranger(t *testing.T, address launcher.Address) *stranger {
	t.Helper()
	session := neo4jtest.Driver(t, address).NewSession(t.Context(), neo4j.SessionConfig{DatabaseName: launcher.Database})
	tx, err := session.BeginTransaction(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return &stranger{tx, func() { _ = session.Close(context.WithoutCancel(t.Context())) }} // what it has locked is free afterwards
}

// lock locks the nodes that a pattern finds as n.
func (s *stranger) lock(ctx context.Context, pattern string) error {
	result, err := s.tx.Run(ctx, "MATCH "+pattern+" SET n._lock = true", nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	return err
}

// applying counts the transactions of Apply that the server is at.
func applying(t *testing.T, s *Store) int {
	t.Helper()
	rows, err := rowsOf(context.WithoutCancel(t.Context()), s, "SHOW TRANSACTIONS YIELD metaData WHERE metaData.app = 'innograph' AND metaData.call = 'Apply' RETURN metaData.call")
	if err != nil {
		t.Fatal(err)
	}
	return len(rows)
}

// Of a caller who goes, or has no more time, in the middle of its writing, the server
// forgets everything, and at once.
func TestGivenUpWrites(t *testing.T) {
	address := neo4jtest.Cleared(t)
	right, s := migrated(t, address, storetest.Model()), migrated(t, address, storetest.Model())
	l := newLedger(address.Password)
	l.begin(t, s)
	l.write(t, s, entryOf(0, 0), false)
	for name, limit := range map[string]func() (context.Context, context.CancelFunc){
		"a caller who goes": func() (context.Context, context.CancelFunc) { return context.WithCancel(t.Context()) },
		"a deadline":        func() (context.Context, context.CancelFunc) { return context.WithTimeout(t.Context(), time.Second) },
	} {
		other := newStranger(t, address)
		if err := other.lock(t.Context(), "(n:Node {id: 'Person_hub'})"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := limit()
		done := make(chan error, 1)
		cs := entryOf(0, l.count())
		go func() {
			_, err := s.Apply(ctx, cs)
			done <- err
		}()
		waitFor(t, name+": nothing is written", func() bool { return applying(t, right) == 1 || ctx.Err() != nil })
		if name == "a caller who goes" {
			cancel()
		}
		err := <-done
		told(t, err, kg.ErrUnavailable, address.Password)
		if cause := ctx.Err(); cause == nil || !errors.Is(err, cause) {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
		waitFor(t, name+": the server goes on", func() bool { return applying(t, right) == 0 })
		other.end()
		l.write(t, s, cs, false)
	}
	l.check(t, right)
}

// A transaction that the server ends for its time is told as such, and undone.
func TestServerEndsTransactions(t *testing.T) {
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	_, err := s.transact(ctx, "test", func(run runner) error { // whose own time is not over
		if err := run(t.Context(), "CREATE (:Node {id: 'half'})", nil, nil); err != nil {
			return err
		}
		return run(t.Context(), slow, nil, nil)
	})
	var engine *neo4j.Neo4jError
	if !errors.As(err, &engine) || isRetryable(err) {
		t.Errorf("the server does not end it: %v", err)
	}
	told(t, s.failure(t.Context(), err), kg.ErrUnavailable)
	if got := s.failure(t.Context(), err); got.Error() != s.name()+": "+tookTooLong {
		t.Errorf("it says %v", got)
	}
	if rows, err := rowsOf(t.Context(), s, "MATCH (n:Node) RETURN n"); err != nil || len(rows) > 0 {
		t.Errorf("left behind: %v, %v", rows, err)
	}
}

// Where another program locks nodes in another order than ours, one of both has to
// begin again. We do that by ourselves.
func TestDeadlock(t *testing.T) {
	address := neo4jtest.Cleared(t)
	right, s := migrated(t, address, storetest.Model()), migrated(t, address, storetest.Model())
	l := newLedger(address.Password)
	l.begin(t, s)
	l.write(t, s, entryOf(0, 0), false)
	var other *stranger
	tries := 0
	waits := make(chan error, 1)
	s.Observe(func(text string) {
		switch {
		case text == lock:
			if tries++; tries > 1 {
				return
			}
			other = newStranger(t, address) // the server ends who has fewer locks
			if err := other.lock(t.Context(), "(n) WHERE NOT n:InnographMeta"); err != nil {
				t.Error(err)
			}
		case text == findApplied && tries == 1: // we have the lock, and are about to wait for the hub
			go func() {
				waits <- other.lock(t.Context(), "(n:InnographMeta)")
				other.end()
			}()
			waitFor(t, "the other does not wait", func() bool {
				rows, err := rowsOf(t.Context(), right, "SHOW TRANSACTIONS YIELD metaData, status WHERE metaData.app IS NULL AND status STARTS WITH 'Blocked' RETURN status")
				return err == nil && len(rows) == 1
			})
		}
	})
	l.write(t, s, entryOf(0, 1), false)
	s.Observe(nil)
	if err := <-waits; err != nil {
		t.Errorf("the other was to be let through: %v", err)
	}
	if tries < 2 || l.failures > 0 {
		t.Errorf("%d tries, %d failures", tries, l.failures)
	}
	l.check(t, s)
}
