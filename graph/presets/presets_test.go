package presets

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestAll(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string]bool{}
	for _, p := range all {
		if titles[p.Title] || strings.HasPrefix(p.Query, "#") || !strings.HasSuffix(p.Description, ".") {
			t.Errorf("%s: title %q, description %q, query %.40q", p.Name, p.Title, p.Description, p.Query)
		}
		titles[p.Title] = true
	}
}

func TestRead(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	got, err := read(fstest.MapFS{
		"2-b.graphql": file("# title: B\n# description: Second.\n\n{b}"),
		"1-a.graphql": file("# title: A\n# description: First.\n# More.\nquery($x: Int){a}\n"),
		"1-a.json":    file(`{"x": 1}`),
	})
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	a, b := got[0], got[1]
	if a.Name != "1-a" || a.Title != "A" || a.Description != "First." || a.Query != "# More.\nquery($x: Int){a}\n" || a.Variables["x"] != 1.0 {
		t.Errorf("%+v", a)
	}
	if b.Query != "{b}\n" || b.Variables != nil {
		t.Errorf("%+v", b)
	}
	for name, fsys := range map[string]fstest.MapFS{
		"no title":       {"a.graphql": file("{a}")},
		"no description": {"a.graphql": file("# title: A\n{a}")},
		"variables":      {"a.graphql": file("# title: A\n# description: B.\n{a}"), "a.json": file("[")},
	} {
		if _, err := read(fsys); err == nil || !strings.Contains(err.Error(), "a.graphql") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
