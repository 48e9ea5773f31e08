package sqlitestore

import (
	"context"
	"path/filepath"
	"testing"

	"innograph/kg"
	"innograph/store/storetest"
)

// openFile opens a store in a file of the test's own folder.
func openFile(t *testing.T, model *kg.Model) kg.Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "graph.db"), model)
}

func openAt(t *testing.T, path string, model *kg.Model) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, model)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return s
}

func TestContract(t *testing.T) {
	storetest.Run(t, openFile, func(t *testing.T, s kg.Store, model *kg.Model) kg.Store {
		t.Helper()
		if err := s.Close(context.Background()); err != nil {
			t.Fatalf("close: %v", err)
		}
		return openAt(t, s.(*Store).path, model)
	})
}
