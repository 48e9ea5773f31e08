package neo4jstore

import (
	"sync"
	"testing"
)

// Two numbers that are changed one after the other stand for a commit.
func TestGate(t *testing.T) {
	var g gate
	var lock sync.Mutex
	var a, b int
	set := func(n *int) {
		lock.Lock()
		defer lock.Unlock()
		*n++
	}
	get := func(n *int) int {
		lock.Lock()
		defer lock.Unlock()
		return *n
	}
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
				var x, y int
				if err := g.read(func() error { x, y = get(&a), get(&b); return nil }); err != nil || x != y {
					t.Errorf("%d and %d, %v", x, y, err)
					return
				}
			}
		})
	}
	for range 20_000 {
		if err := g.commit(func() error { set(&a); set(&b); return nil }); err != nil {
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
