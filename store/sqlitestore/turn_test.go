package sqlitestore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"innograph/store/storetest"
)

// One import at a time has its turn, however many want it.
func TestTakeTurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	var programs []storetest.TakeTurn
	for range 8 {
		s := openAt(t, path, storetest.Model())
		defer s.Close(context.Background())
		programs = append(programs, s.TakeTurn)
	}
	storetest.OneTurnAtATime(t, programs)
	if _, err := os.Stat(path + "-import"); err == nil {
		t.Error("the file of the lock stays")
	}
}

func TestTakeTurnGivesUp(t *testing.T) {
	s := openFile(t, storetest.Model()).(*Store)
	defer s.Close(context.Background())
	_, release, err := s.TakeTurn(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithCancel(t.Context())
	if _, _, err := s.TakeTurn(ctx, cancel); !errors.Is(err, context.Canceled) {
		t.Errorf("who no longer wants the turn gets %v", err)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "a.db"), Memory, Memory} {
		other := openAt(t, path, storetest.Model())
		defer other.Close(context.Background())
		if _, _, err := other.TakeTurn(t.Context(), func() { t.Error("another store is waited for") }); err != nil {
			t.Error(err)
		}
	}
}
