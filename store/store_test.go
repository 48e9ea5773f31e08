package store_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/store"
)

func TestOpenKnowsItsSchemes(t *testing.T) {
	for _, url := range []string{"", "sqlite", "sqlite:", "postgres://localhost/graph", "innograph.db"} {
		_, err := store.Open(t.Context(), url, model.Graph())
		if !errors.Is(err, kg.ErrInvalid) || !strings.Contains(err.Error(), "sqlite:") {
			t.Errorf("Open(%q): %v; want a refusal that tells what to write", url, err)
		}
	}
	for _, url := range []string{"sqlite::memory:", "sqlite:" + filepath.Join(t.TempDir(), "graph.db")} {
		s, err := store.Open(t.Context(), url, model.Graph())
		if err != nil {
			t.Fatalf("Open(%q): %v", url, err)
		}
		if err := errors.Join(s.Migrate(t.Context()), s.Ping(t.Context()), s.Close(t.Context())); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
