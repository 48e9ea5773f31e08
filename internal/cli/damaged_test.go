package cli

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"innograph/graph"
	"innograph/model"
	"innograph/store/sqlitestore"
)

// A file that is damaged while it is served is told of in the log alone.
func TestDamagedWhileServing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	open := func() *sqlitestore.Store {
		s, err := sqlitestore.Open(t.Context(), path, model.Graph())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		return s
	}
	if err := open().Close(t.Context()); err != nil { // all of it is in the file then
		t.Fatal(err)
	}
	store := open()
	defer func() { _ = store.Close(t.Context()) }() // it may fail, being damaged
	var log bytes.Buffer
	s, err := newSite(store, graph.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	defer server.Close()
	ask := server.URL + "/graphql?query=" + url.QueryEscape("{ people { nodes { id } totalCount } }")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for i := page; i < len(content); i++ {
		content[i] = 0xaa
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt(content[page:], page); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, body := get(t, ask); !strings.Contains(body, `"INTERNAL"`) || !strings.Contains(body, `"internal error"`) || strings.Contains(body, "graph.db") {
			t.Errorf("the answer is %s", body)
		}
	}
	if told := log.String(); !strings.Contains(told, "level=ERROR") || !strings.Contains(told, path) || !strings.Contains(told, "malformed") {
		t.Errorf("the log has %s", told)
	}
}
