package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A copy of the module without anything generated generates the same bytes as
// stand in the module, and a second run changes none of them. So a broken
// generation can always be repaired.
func TestGenerateFromNothing(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copySources(t, root, dir)
	t.Chdir(dir)
	for _, name := range []string{"from nothing", "again"} {
		if err := run("."); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, file := range generated(t, root) {
			want, err := os.ReadFile(filepath.Join(root, file))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(filepath.Join(dir, file)); err != nil || string(got) != string(want) {
				t.Errorf("%s: %s differs from what stands in the module; run make generate (%v)", name, file, err)
			}
		}
		if got, want := generated(t, dir), generated(t, root); !slices.Equal(got, want) {
			t.Errorf("%s: the files are %v, want %v", name, got, want)
		}
	}
}

// generated lists the generated files of a module.
func generated(t *testing.T, root string) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{generatedDir + "/*", modelDir + "/*.go", "graph/*.resolvers.go"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			if rel, err := filepath.Rel(root, name); err == nil && !strings.HasSuffix(rel, "_test.go") {
				files = append(files, rel)
			}
		}
	}
	return files
}

// copySources copies what is written by hand: Go code, schemas and
// configuration.
func copySources(t *testing.T, from, to string) {
	t.Helper()
	written := []string{".go", ".graphqls", ".yml", ".mod", ".sum"}
	left := []string{".git", "node_modules", filepath.Base(generatedDir), "dist", "testdata"}
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains(left, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(from, name)
		if err != nil || !slices.Contains(written, filepath.Ext(name)) || filepath.Dir(rel) == modelDir {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(to, rel), content)
	})
	if err != nil {
		t.Fatal(err)
	}
}
