package neo4jstore

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// exhaustive asks for all faults, which take minutes.
func exhaustive() bool { return os.Getenv("INNOGRAPH_EXHAUSTIVE") == "1" }

// sample returns how much of something is done, and says when that is not all.
func sample(t *testing.T, what string, some, all int) int {
	t.Helper()
	if exhaustive() {
		return all
	}
	t.Logf("%d of %d %s; all with INNOGRAPH_EXHAUSTIVE=1", some, all, what)
	return some
}

// Whatever a server was at when it ended, what was acknowledged is there once, and
// what was begun is done or can be done again.
func TestFailingServer(t *testing.T) {
	server := neo4jtest.Start(t)
	for _, c := range []struct {
		name string
		run  func(*testing.T, *launcher.Server)
	}{
		{"killed while writers write", killWriters},
		{"killed while it migrates", killMigrations},
		{"killed while records are written anew", killRebuilds},
		{"without room on its disk", fillDisk},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, server) })
		empty(t, server.Address, neo4jtest.Wipe)
	}
}

// empty empties the database of a server, which may have been killed since the last
// time.
func empty(t *testing.T, address launcher.Address, by func(context.Context, neo4j.DriverWithContext) error) {
	t.Helper()
	driver, err := address.Driver()
	if err == nil {
		err = errors.Join(by(t.Context(), driver), driver.Close(t.Context()))
	}
	if err != nil {
		t.Fatal("empty the database:", err)
	}
}

// killWriters kills the server again and again where writers are about to commit. The
// store that they write to goes on by itself.
func killWriters(t *testing.T, server *launcher.Server) {
	s := migrated(t, server.Address, storetest.Model())
	l := newLedger(server.Address.Password)
	l.begin(t, s)
	const writers = 5
	all, kills := sample(t, "writes", 150, 1100), sample(t, "kills", 2, 8)
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.writeAll(t, s, writers, all/writers)
	}()
	for i := range kills {
		for l.count() < i*all*6/10/kills {
			time.Sleep(time.Millisecond)
		}
		beforeCommit := make(chan struct{})
		once := sync.OnceFunc(func() { close(beforeCommit) })
		s.Observe(func(text string) {
			if text == insertApplied { // the last statement of a write
				once()
			}
		})
		<-beforeCommit
		time.Sleep(time.Duration(i) * time.Millisecond)
		s.Observe(nil)
		outage(t, server, s, l)
	}
	<-done
	l.check(t, s)
	l.check(t, migrated(t, server.Address, storetest.Model()))
}

// outage kills the server and restarts it, and tells how long after its return the
// same store has read and written.
func outage(t *testing.T, server *launcher.Server, s *Store, l *ledger) {
	t.Helper()
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	killed := time.Now()
	awayIsTold(t, s, server.Address)
	bolt := until(t, func(ctx context.Context) error { return answers(ctx, server.Address) })
	ping := until(t, s.Ping)
	read := until(t, func(ctx context.Context) error {
		_, err := s.Reader(kg.System).Read(ctx, &kg.Query{Start: kg.Start{Numbers: []int64{1}}})
		return err
	})
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	returned, pinged, readAt := <-bolt, <-ping, <-read
	var wroteAt time.Time
	waitFor(t, "nothing is written any more", func() bool {
		l.lock.Lock()
		defer l.lock.Unlock()
		for _, a := range l.acknowledged {
			if a.begun.After(killed) && (wroteAt.IsZero() || a.ended.Before(wroteAt)) {
				wroteAt = a.ended
			}
		}
		return !wroteAt.IsZero()
	})
	t.Logf("away for %v; after Bolt answers the store answers in %v, reads in %v and writes in %v",
		returned.Sub(killed).Round(time.Millisecond), pinged.Sub(returned).Round(time.Millisecond), readAt.Sub(returned).Round(time.Millisecond), wroteAt.Sub(returned).Round(time.Millisecond))
}

// answers reports whether a server lets its user in and answers.
func answers(ctx context.Context, address launcher.Address) error {
	driver, err := address.Driver()
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	_, err = neo4j.ExecuteQuery(ctx, driver, "RETURN 1", nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(launcher.Database))
	return err
}

// until tries something until it succeeds, and tells when that was.
func until(t *testing.T, try func(ctx context.Context) error) <-chan time.Time {
	at := make(chan time.Time, 1)
	go func() {
		for t.Context().Err() == nil {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			err := try(ctx)
			cancel()
			if err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		at <- time.Now()
	}()
	return at
}

// awayIsTold holds every call to saying that the database is away, before the caller
// has to give up.
func awayIsTold(t *testing.T, s *Store, address launcher.Address) {
	t.Helper()
	r := s.Reader(kg.System)
	for name, call := range map[string]func(context.Context) error{
		"Ping": s.Ping,
		"Read": func(ctx context.Context) error {
			_, err := r.Read(ctx, &kg.Query{Start: kg.Start{Numbers: []int64{1}}})
			return err
		},
		"Expand": func(ctx context.Context) error {
			_, err := r.Expand(ctx, &kg.Frontier{Nodes: []int64{1}, Direction: kg.Both})
			return err
		},
		"Aggregate": func(ctx context.Context) error {
			_, err := r.Aggregate(ctx, []kg.AggregateQuery{{List: &kg.List{Kinds: []string{"Person"}}}})
			return err
		},
		"Changes": func(ctx context.Context) error {
			_, err := r.Changes(ctx, 0, 10)
			return err
		},
		"Scan": func(ctx context.Context) error {
			return r.Scan(ctx, kg.ScanMark{}, func(kg.Record) error { return nil })
		},
		"Migrate": s.Migrate,
		"Open": func(ctx context.Context) error {
			other, err := Open(ctx, address.URL(), storetest.Model())
			if err == nil {
				_ = other.Close(ctx)
			}
			return err
		},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		err := call(ctx)
		if ctx.Err() != nil {
			t.Errorf("%s waits until the caller gives up", name)
		}
		cancel()
		told(t, err, kg.ErrUnavailable, address.Password)
	}
}
