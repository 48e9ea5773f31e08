package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// A line is a connection that is cut after so many bytes one way.
type line struct {
	proxy   *toxiproxy.Proxy
	address launcher.Address // through the line
}

func newLine(t *testing.T, to launcher.Address) *line {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	l := &line{toxiproxy.NewProxy(server, "neo4j", "127.0.0.1:0", to.Host), to}
	if err := l.proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.proxy.Stop)
	l.address.Scheme, l.address.Host = "bolt", l.proxy.Listen
	return l
}

// The ways of a line.
const (
	toServer   = "upstream"
	fromServer = "downstream"
)

// toxic adds a fault to all that goes one way.
func (l *line) toxic(t *testing.T, kind, way, attributes string) {
	t.Helper()
	_, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(fmt.Sprintf(`{"type": %q, "stream": %q, "attributes": %s}`, kind, way, attributes)))
	if err != nil {
		t.Fatal(err)
	}
}

// cutAfter cuts all connections when so many more bytes have gone one way.
func (l *line) cutAfter(t *testing.T, way string, bytes int) {
	t.Helper()
	l.toxic(t, "limit_data", way, fmt.Sprintf(`{"bytes": %d}`, bytes))
}

// silence lets nothing through any more one way, and the connection stand.
func (l *line) silence(t *testing.T, way string) {
	t.Helper()
	l.toxic(t, "timeout", way, `{"timeout": 0}`)
}

func (l *line) mend(t *testing.T) { l.proxy.Toxics.ResetToxics(t.Context()) }

// connection is the server's name for the one connection of a store that does one
// thing after the other.
func connection(t *testing.T, s *Store) string {
	t.Helper()
	rows, err := rowsOf(t.Context(), s, "SHOW TRANSACTIONS YIELD connectionId, currentQuery WHERE currentQuery STARTS WITH 'SHOW TRANSACTIONS YIELD connectionId' RETURN connectionId")
	if err != nil || len(rows) != 1 {
		t.Fatalf("connections: %v, %v", rows, err)
	}
	return fmt.Sprint(rows[0]...)
}

// The connection is cut at all places, in the middle of requests and of answers, as
// often also before, in and after the acknowledgement of a commit. What was
// acknowledged is there once.
func TestCutConnections(t *testing.T) {
	address := neo4jtest.Cleared(t)
	cable := newLine(t, address)
	right, s := migrated(t, address, storetest.Model()), migrated(t, cable.address, storetest.Model())
	l := newLedger(address.Password)
	l.begin(t, s)
	var doubts atomic.Int64
	s.Observe(func(text string) {
		if text == findChange {
			doubts.Add(1)
		}
	})
	r := rand.New(rand.NewPCG(5, 200))
	written := 0
	// try writes while the line is cut after so many bytes, and reports whether it was.
	try := func(way string, bytes int, mended time.Duration, impatient bool) bool {
		before := connection(t, s)
		cable.cutAfter(t, way, bytes)
		done := make(chan struct{})
		go func() {
			defer close(done)
			l.write(t, s, entryOf(0, written), impatient)
		}()
		select {
		case <-done:
		case <-time.After(mended):
		}
		cable.mend(t)
		<-done
		written++
		return connection(t, s) != before
	}
	sizes := map[string]int{toServer: 0, fromServer: 0} // of what goes one way for one write
	for way := range sizes {
		for step := 1 << 14; step > 0; step /= 2 {
			if try(way, sizes[way]+step, 300*time.Millisecond, false) {
				sizes[way] += step
			}
		}
	}
	cuts, wanted := 0, sample(t, "cuts", 30, 200)
	for i := 0; cuts < wanted; i++ {
		way := []string{toServer, fromServer}[i%2]
		at := r.IntN(sizes[way])
		if i%4 > 1 { // about where the commit is
			at = max(0, sizes[way]-r.IntN(100))
		}
		if try(way, at, time.Duration(r.IntN(500))*time.Millisecond, i%3 == 2) {
			cuts++
		}
		if i > 4*wanted {
			t.Fatalf("of %d attempts only %d have cut the connection", i, cuts)
		}
	}
	l.check(t, right)
	t.Logf("%d cuts during %d writes of %v bytes; %d times the store itself looked whether it had committed", cuts, written, sizes, doubts.Load())
	if doubts.Load() == 0 {
		t.Error("no commit was ever in doubt")
	}
}

// A server that says nothing, but is there, does not keep callers much beyond their
// time: neither who is at a statement or a commit nor who reads behind that.
func TestSilentServer(t *testing.T) {
	address := neo4jtest.Cleared(t)
	cable := newLine(t, address)
	right, s := migrated(t, address, storetest.Model()), migrated(t, cable.address, storetest.Model())
	l := newLedger(address.Password)
	l.begin(t, s)
	l.write(t, s, entryOf(0, 0), false) // now the plans are made
	silenced := func(silent string, whenReady func()) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		done := make(chan error, 1)
		cs := entryOf(0, l.count())
		go func() {
			_, err := s.Apply(ctx, cs)
			done <- err
		}()
		whenReady()
		if silent == atCommit {
			<-ctx.Done() // and the commit is still not given up
			behind, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			_, err := s.Reader(kg.System).Read(behind, &kg.Query{Start: kg.Start{Numbers: []int64{1}}})
			told(t, err, kg.ErrUnavailable)
		}
		select {
		case err := <-done:
			told(t, err, kg.ErrUnavailable)
			if !errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "not known") != (silent == atCommit) {
				t.Errorf("%s: %v", silent, err)
			}
		case <-time.After(patience):
			t.Fatalf("%s: the caller is kept", silent)
		}
		cable.mend(t)
		l.write(t, s, cs, false)
	}
	silenced(atStatement, func() {
		once := sync.OnceFunc(func() { cable.silence(t, toServer) })
		s.Observe(func(text string) {
			if text == insertChange {
				once()
			}
		})
	})
	s.Observe(nil)
	for _, way := range []string{toServer, fromServer} {
		if !s.gate.lock.TryAcquire(1) {
			t.Fatal("a commit is under way")
		}
		silenced(atCommit, func() {
			waitFor(t, "nothing is to be committed", func() bool { // as long as nobody waits, there is more room
				if s.gate.lock.TryAcquire(1) {
					s.gate.lock.Release(1)
					return false
				}
				return true
			})
			cable.silence(t, way)
			s.gate.lock.Release(1)
		})
	}
	l.check(t, right)
}

// Where a server falls silent.
const (
	atStatement = "at a statement"
	atCommit    = "at a commit"
)
