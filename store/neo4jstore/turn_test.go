package neo4jstore

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/storetest"
)

// One import at a time has its turn, while others write as before.
func TestTakeTurn(t *testing.T) {
	address := neo4jtest.Cleared(t)
	s := migrated(t, address, storetest.Model())
	var inside, waited atomic.Int32
	done := make(chan error)
	const programs = 4
	for range programs {
		go func() {
			release, err := TakeTurn(t.Context(), address.URL(), func() { waited.Add(1) })
			if err == nil {
				if inside.Add(1) != 1 {
					err = errors.New("two have their turn")
				}
				time.Sleep(700 * time.Millisecond)
				inside.Add(-1)
				release()
			}
			done <- err
		}()
	}
	applied(t, s, kg.Changeset{Nodes: []kg.NodeChange{somePerson("a", 1)}})
	for range programs {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if waited.Load() != programs-1 {
		t.Errorf("%d were told to wait", waited.Load())
	}
}

func TestTakeTurnGivesUp(t *testing.T) {
	address := neo4jtest.Cleared(t)
	migrated(t, address, storetest.Model())
	release, err := TakeTurn(t.Context(), address.URL(), func() { t.Error("nobody has the turn") })
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err = TakeTurn(ctx, address.URL(), cancel)
	told(t, err, kg.ErrUnavailable, address.Password)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("who no longer wants the turn gets %v", err)
	}
}
