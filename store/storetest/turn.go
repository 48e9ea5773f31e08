package storetest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

// A TakeTurn is how a store of one program among several takes its turn.
type TakeTurn func(ctx context.Context, wait func()) (held context.Context, release func(), err error)

// OneTurnAtATime has programs want their turn at the same time: one after the other
// gets it, and some are told to wait.
func OneTurnAtATime(t *testing.T, programs []TakeTurn) {
	t.Helper()
	var inside, waited atomic.Int32
	done := make(chan error)
	for _, take := range programs {
		go func() {
			held, release, err := take(t.Context(), func() { waited.Add(1) })
			if err == nil {
				if inside.Add(1) != 1 || held.Err() != nil {
					err = errors.New("two have their turn")
				}
				time.Sleep(5 * time.Millisecond)
				inside.Add(-1)
				release()
			}
			done <- err
		}()
	}
	for range programs {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if waited.Load() == 0 {
		t.Error("nobody had to wait")
	}
}
