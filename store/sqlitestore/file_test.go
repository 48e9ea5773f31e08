package sqlitestore

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"innograph/kg"
	"innograph/store/storetest"
)

// sqliteFile makes a database by statements of its own.
func sqliteFile(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// storeFile makes a store that holds something, and closes it.
func storeFile(t *testing.T, path string) {
	t.Helper()
	s := openAt(t, path, storetest.Model())
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 50; i++ {
		apply(t, s, *appended(i))
	}
	if err := s.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// What is no store is refused with a message that names the file and what to
// do, and stays as it is.
func TestRefusedFiles(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		kind error
		says string
	}{
		{"text", func(t *testing.T, path string) {
			write(t, path, []byte("name,country\n"+strings.Repeat("沈阳,CN\n", 50)))
		}, kg.ErrInvalid, "no SQLite database"},
		{"short", func(t *testing.T, path string) { write(t, path, []byte("SQLite format 3\x00")) }, kg.ErrInvalid, "no SQLite database"},
		{"folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, kg.ErrInvalid, "name a file"},
		{"foreign tables", func(t *testing.T, path string) {
			sqliteFile(t, path, "CREATE TABLE wine (name TEXT)", "INSERT INTO wine VALUES ('x')")
		}, kg.ErrInvalid, "another program"},
		{"foreign tables in WAL", func(t *testing.T, path string) {
			sqliteFile(t, path, "PRAGMA journal_mode = WAL", "CREATE TABLE wine (name TEXT)")
		}, kg.ErrInvalid, "another program"},
		{"foreign application", func(t *testing.T, path string) { sqliteFile(t, path, "PRAGMA application_id = 7") }, kg.ErrInvalid, "another program"},
		{"newer layout", func(t *testing.T, path string) {
			storeFile(t, path)
			sqliteFile(t, path, "PRAGMA user_version = 99")
		}, kg.ErrInvalid, "newer program"},
		{"damaged", func(t *testing.T, path string) {
			storeFile(t, path)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 4096; i < len(content); i++ {
				content[i] = 0xaa
			}
			write(t, path, content)
		}, kg.ErrDamaged, "damaged"},
		{"cut off", func(t *testing.T, path string) {
			storeFile(t, path)
			if err := os.Truncate(path, 6000); err != nil {
				t.Fatal(err)
			}
		}, kg.ErrDamaged, "damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "the graph.db")
			c.make(t, path)
			before, readErr := os.ReadFile(path)
			err := openAndMigrate(t, path)
			var told *kg.Error
			if !errors.Is(err, c.kind) || !errors.As(err, &told) {
				t.Fatalf("error is %v, want %v", err, c.kind)
			}
			if !strings.Contains(told.Error(), path) || !strings.Contains(told.Error(), c.says) {
				t.Errorf("message %q names no file or lacks %q", told, c.says)
			}
			after, _ := os.ReadFile(path)
			if readErr == nil && !bytes.Equal(before, after) {
				t.Error("the file has changed")
			}
			entries, err := os.ReadDir(filepath.Dir(path))
			if err != nil || len(entries) != 1 {
				t.Errorf("beside the file: %v, %v", entries, err)
			}
		})
	}
}

func openAndMigrate(t *testing.T, path string) error {
	t.Helper()
	s, err := Open(t.Context(), path, storetest.Model())
	if err != nil {
		return err
	}
	err = s.Migrate(t.Context())
	if closing := s.Close(context.Background()); closing != nil {
		t.Errorf("close: %v", closing)
	}
	return err
}

func TestRefusedPaths(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "file"), nil)
	for path, says := range map[string]string{
		"":                                      "path of a file",
		"a\x00b":                                "path of a file",
		filepath.Join(folder, "no", "graph.db"): "folder",
		filepath.Join(folder, "file", "graph"):  "folder",
	} {
		err := openAndMigrate(t, path)
		if !errors.Is(err, kg.ErrInvalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: error is %v; want one that says %q", path, err, says)
		}
	}
}

func TestUnwritable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("not run: whoever runs as root may write everywhere")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "graph.db")
	storeFile(t, path)
	for _, c := range []struct {
		path string
		mode os.FileMode
	}{{path, 0o444}, {folder, 0o555}} {
		if err := os.Chmod(c.path, c.mode); err != nil {
			t.Fatal(err)
		}
		name := path
		if c.path == folder {
			name = filepath.Join(folder, "new.db")
		}
		if err := openAndMigrate(t, name); !errors.Is(err, kg.ErrUnavailable) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error is %v", name, err)
		}
		if err := os.Chmod(c.path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// An empty file, and a database with nothing in it, become stores.
func TestEmptyFiles(t *testing.T) {
	for name, prepare := range map[string]func(path string){
		"no file":        func(string) {},
		"no bytes":       func(path string) { write(t, path, nil) },
		"empty database": func(path string) { sqliteFile(t, path, "PRAGMA journal_mode = WAL", "VACUUM") },
		"odd name":       func(string) {},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "graph.db")
			if name == "odd name" {
				path = filepath.Join(t.TempDir(), "50% 知识?图谱#1&.db")
			}
			prepare(path)
			storeFile(t, path)
			if _, err := os.Stat(path); err != nil {
				t.Error(err)
			}
			integrity(t, path)
		})
	}
}

// While somebody else writes, writing waits and then says so; reading goes on.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	storeFile(t, path)
	s, err := open(t.Context(), path, storetest.Model(), 100*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(t.Context(), appended(51))
	if !errors.Is(err, kg.ErrUnavailable) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "locked by another process") {
		t.Errorf("error is %v", err)
	}
	if n, err := counterOf(t.Context(), s); n != 50 || err != nil {
		t.Errorf("reads %d, %v", n, err)
	}
	grown := changedModel(t, func(m *kg.Model) { addProperty(m, "Team", kg.Property{Name: "size", Type: kg.TypeInt, Index: true}) })
	second, err := open(t.Context(), path, grown, 100*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Migrate(t.Context()); !errors.Is(err, kg.ErrUnavailable) {
		t.Errorf("migrate: %v", err)
	}
	if err := second.Close(context.Background()); err != nil {
		t.Error(err)
	}
	// A caller who does not wait so long is told at once.
	patient, err := Open(t.Context(), path, storetest.Model())
	if err != nil {
		t.Fatal(err)
	}
	if err := patient.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	started := time.Now()
	_, err = patient.Apply(ctx, appended(51))
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, kg.ErrUnavailable) || time.Since(started) > 5*time.Second {
		t.Errorf("error is %v after %v", err, time.Since(started))
	}
	if _, err := conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), appended(51)); err != nil {
		t.Errorf("after the lock: %v", err)
	}
	if err := patient.Close(context.Background()); err != nil {
		t.Error(err)
	}
}
