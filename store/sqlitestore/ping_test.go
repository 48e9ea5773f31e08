package sqlitestore

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/store/storetest"
)

// Ping notices what has become of the file while it was open, and nothing is
// written any more where it would be lost.
func TestPing(t *testing.T) {
	for name, c := range map[string]struct {
		change func(path string) error
		kind   error
		told   string // empty: all is well
		writes bool
	}{
		"untouched": {func(string) error { return nil }, nil, "", true},
		"removed":   {os.Remove, kg.ErrUnavailable, "the file is gone", false},
		"moved":     {func(path string) error { return os.Rename(path, path+".old") }, kg.ErrUnavailable, "the file is gone", false},
		"replaced": {func(path string) error {
			content, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path+".new", content, 0o600), os.Rename(path+".new", path))
		}, kg.ErrUnavailable, "another file", false},
		"overwritten": {func(path string) error {
			content, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path, bytes.Repeat([]byte("no database "), len(content)/12), 0o600))
		}, kg.ErrDamaged, "no SQLite database", true},
		"damaged": {func(path string) error {
			content, err := os.ReadFile(path)
			copy(content[4096:], bytes.Repeat([]byte{0xaa}, len(content)))
			return errors.Join(err, os.WriteFile(path, content, 0o600))
		}, kg.ErrDamaged, "damaged", true},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "graph.db")
			first := openAt(t, path, storetest.Model())
			if err := errors.Join(first.Migrate(t.Context()), first.Close(t.Context())); err != nil {
				t.Fatal(err) // all of it is in the file then
			}
			s := openAt(t, path, storetest.Model())
			if err := errors.Join(s.Migrate(t.Context()), s.Ping(t.Context())); err != nil {
				t.Fatal(err)
			}
			if err := c.change(path); err != nil {
				t.Fatal(err)
			}
			err := s.Ping(t.Context())
			if !errors.Is(err, c.kind) || c.told != "" && !strings.Contains(err.Error(), c.told) {
				t.Errorf("ping: %v", err)
			}
			if _, err := s.Apply(t.Context(), appended(1)); !c.writes && (!errors.Is(err, kg.ErrUnavailable) || !strings.Contains(err.Error(), c.told)) {
				t.Errorf("apply: %v", err)
			}
			_ = s.Close(t.Context()) // it may fail, the file being damaged
		})
	}
}
