package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"innograph/store"
)

// One import at a time has its turn, however many want it.
func TestTakeTurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	url := "sqlite:" + path
	var inside, waited atomic.Int32
	done := make(chan error)
	const programs = 8
	for range programs {
		go func() {
			release, err := store.TakeTurn(t.Context(), url, func() { waited.Add(1) })
			if err == nil {
				if inside.Add(1) != 1 {
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
	if _, err := os.Stat(path + "-import"); err == nil {
		t.Error("the file of the lock stays")
	}
}

func TestTakeTurnGivesUp(t *testing.T) {
	url := "sqlite:" + filepath.Join(t.TempDir(), "a.db")
	release, err := store.TakeTurn(t.Context(), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := store.TakeTurn(ctx, url, cancel); !errors.Is(err, context.Canceled) {
		t.Errorf("who no longer wants the turn gets %v", err)
	}
	other := "sqlite:" + filepath.Join(t.TempDir(), "a.db")
	release2, err := store.TakeTurn(t.Context(), other, func() { t.Error("another store is waited for") })
	if err != nil {
		t.Fatal(err)
	}
	release2()
	for range 2 {
		if _, err := store.TakeTurn(t.Context(), "sqlite::memory:", func() { t.Error("a store in memory is waited for") }); err != nil {
			t.Error(err)
		}
	}
}
