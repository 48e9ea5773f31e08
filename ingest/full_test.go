package ingest_test

import (
	"context"
	"io/fs"
	"os"
	"testing"

	"innograph/ingest"
	"innograph/model"
	"innograph/store/storetest"
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

// TestCordis imports one source twice.
func TestCordis(t *testing.T) {
	dir := realData(t)
	m, err := ingest.Load("cordis")
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.NewMemory(model.Graph())
	for again := range 2 {
		a, err := ingest.Run(context.Background(), s, model.Graph(), m, dir, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Log("\n" + a.String())
		if a.Changed() != (again == 0) {
			t.Errorf("run %d: changed is %t", again+1, a.Changed())
		}
	}
}
