package ingest_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"innograph/ingest"
	"innograph/model"
	"innograph/store/sqlitestore"
)

// realData returns the folder of real extracts, which do not come with the
// project.
func realData(t *testing.T) fs.FS {
	t.Helper()
	dir := os.Getenv("INNOGRAPH_DATA")
	if dir == "" {
		const reason = "INNOGRAPH_DATA is not set: the import of real records has not been tried"
		t.Log(reason)
		t.Skip(reason)
	}
	return os.DirFS(dir)
}

func TestTry(t *testing.T) {
	dir := realData(t)
	s, err := sqlitestore.Open(context.Background(), filepath.Join(t.TempDir(), "x.db"), model.Graph())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	for again, name := range []string{"cordis", "ror", "patents", "cordis", "ror", "patents"} {
		m, err := ingest.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := ingest.Run(context.Background(), s, model.Graph(), m, dir, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Log("\n" + a.String())
		if a.Changed() != (again < 3) {
			t.Errorf("run %d: changed is %t", again+1, a.Changed())
		}
	}
}
