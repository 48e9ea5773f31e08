package neo4jstore

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

// Two numbers that are changed one after the other stand for a commit.
func TestGate(t *testing.T) {
	g := newGate()
	var a, b atomic.Int64
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				before, err := g.settled(t.Context())
				x, y := a.Load(), b.Load()
				if err != nil || !g.passed(before) && x != y {
					t.Errorf("%d and %d, %v", x, y, err)
					return
				}
			}
		})
	}
	for range 20_000 {
		if err := g.commit(t.Context(), func() error { a.Add(1); b.Add(1); return nil }); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
}

// A reader that commits disturb all the time comes to its end.
func TestGateIsNotStarved(t *testing.T) {
	g := newGate()
	tries := 0
	err := g.read(t.Context(), func() error {
		tries++
		if tries <= optimistic {
			return g.commit(t.Context(), func() error { return nil })
		}
		return nil
	})
	if err != nil || tries != optimistic+1 {
		t.Errorf("%d tries, %v", tries, err)
	}
}

// Who waits for a commit that does not end, or for a reader, waits no longer than it
// has time.
func TestGateIsGivenUp(t *testing.T) {
	g := newGate()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	nothing := func() error { return nil }
	calls := map[string]func() error{
		"settled": func() error { _, err := g.settled(gone); return err },
		"read":    func() error { return g.read(gone, nothing) },
		"commit":  func() error { return g.commit(gone, nothing) },
	}
	var doubt *commitError
	err := g.commit(t.Context(), func() error {
		for name, call := range calls {
			if err := call(); !errors.Is(err, context.Canceled) || errors.As(err, &doubt) {
				t.Errorf("%s during a commit: %v", name, err)
			}
		}
		return errors.New("lost")
	})
	if !errors.As(err, &doubt) {
		t.Errorf("a commit that failed: %v", err)
	}
	tries := 0
	err = g.read(t.Context(), func() error {
		if tries++; tries <= optimistic {
			return g.commit(t.Context(), nothing)
		}
		if err := g.commit(gone, nothing); !errors.Is(err, context.Canceled) {
			t.Errorf("commit during a reading: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
