package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"innograph/ingest"
	"innograph/ingest/mapping"
	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// table is a small mapping with its files.
type table struct {
	source string
	rank   int
	ranks  string // precedence of others
	files  string // YAML under files
	data   map[string]string
}

func (b table) mapping(t *testing.T) *ingest.Mapping {
	t.Helper()
	yaml := fmt.Sprintf("innograph: mapping/1\nsource: {name: %s, title: %s, precedence: %d}\nprecedence: {%s}\nfiles:\n%s",
		b.source, b.source, b.rank, b.ranks, b.files)
	m, err := mapping.Parse(b.source+".yaml", []byte(yaml))
	if err != nil {
		t.Fatalf("%v\n%s", err, yaml)
	}
	return m
}

func (b table) fs() fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range b.data {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// with returns the table with other contents of a file.
func (b table) with(name, text string) table {
	data := map[string]string{}
	for k, v := range b.data {
		data[k] = v
	}
	data[name] = text
	b.data = data
	return b
}

var clock = time.Date(2024, 7, 24, 8, 0, 0, 0, time.UTC)

// load imports a table and holds the account to its sums.
func (b table) load(t *testing.T, s kg.Store, opts ingest.Options) *ingest.Account {
	t.Helper()
	if opts.At.IsZero() {
		opts.At = clock
	}
	a, err := ingest.Run(context.Background(), s, model.Graph(), b.mapping(t), b.fs(), opts)
	if err != nil {
		t.Fatal(err)
	}
	addsUp(t, a)
	return a
}

// addsUp holds an account to its promise: every row has one outcome.
func addsUp(t *testing.T, a *ingest.Account) {
	t.Helper()
	for _, f := range a.Files {
		if f.Rows != f.Written+f.Merged+f.Unchanged+f.Rejected {
			t.Errorf("%s: %d rows, but %d written + %d merged + %d unchanged + %d rejected", f.Path, f.Rows, f.Written, f.Merged, f.Unchanged, f.Rejected)
		}
		rejected := 0
		for _, n := range f.Reasons {
			rejected += n.Count
		}
		if rejected != f.Rejected {
			t.Errorf("%s: %d rejected, but reasons for %d", f.Path, f.Rejected, rejected)
		}
	}
}

func empty() kg.Store { return storetest.NewMemory(model.Graph()) }

// outcomes writes what became of the rows of a file.
func outcomes(a *ingest.Account, file int) string {
	f := a.Files[file]
	return fmt.Sprintf("%d written %d merged %d unchanged %d rejected", f.Written, f.Merged, f.Unchanged, f.Rejected)
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\ngot  %s\nwant %s", what, got, want)
	}
}

// found returns the lines of a store's dump that begin with a word.
func found(t *testing.T, s kg.Store, word string) string {
	t.Helper()
	var lines []string
	for _, l := range dump(t, s) {
		if strings.HasPrefix(l, word+" ") {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}
