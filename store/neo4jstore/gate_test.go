package neo4jstore

import (
	"sync"
	"sync/atomic"
	"testing"
)

// Two numbers that are changed one after the other stand for a commit.
func TestGate(t *testing.T) {
	var g gate
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
				before := g.settled()
				x, y := a.Load(), b.Load()
				if !g.passed(before) && x != y {
					t.Errorf("%d and %d", x, y)
					return
				}
			}
		})
	}
	for range 20_000 {
		if err := g.commit(func() error { a.Add(1); b.Add(1); return nil }); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
}

// A reader that commits disturb all the time comes to its end.
func TestGateIsNotStarved(t *testing.T) {
	var g gate
	tries := 0
	err := g.read(func() error {
		tries++
		if tries <= optimistic {
			return g.commit(func() error { return nil })
		}
		return nil
	})
	if err != nil || tries != optimistic+1 {
		t.Errorf("%d tries, %v", tries, err)
	}
}
