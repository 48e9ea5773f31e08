package archtest

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "innograph"
)

// A pkg is a package of the module, with what a rule may ask about it.
type pkg struct {
	path    string       // relative to the module; the root is "."
	imports []importPath // of all files but tests, each once
	files   []source
}

// An importPath is relative to the module when local.
type importPath struct {
	path  string
	local bool
}

// A source is one Go file.
type source struct {
	name      string // relative to the module
	lines     int
	test      bool
	generated bool
	doc       string // its package comment
}

func parseImport(p string) importPath {
	if p == module {
		return importPath{".", true}
	}
	rest, local := strings.CutPrefix(p, module+"/")
	return importPath{rest, local}
}

// load reads all packages of the module. It parses the files itself, so that it
// works on code that does not compile, and takes no time.
func load(t *testing.T) map[string]*pkg {
	t.Helper()
	pkgs := make(map[string]*pkg)
	fset := token.NewFileSet()
	walk(t, func(name string, content []byte) {
		dir := path.Dir(name)
		if !strings.HasSuffix(name, ".go") || dir == "tools" {
			return
		}
		parsed, err := parser.ParseFile(fset, name, content, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			t.Errorf("%v", err)
			return
		}
		p := pkgs[dir]
		if p == nil {
			p = &pkg{path: dir}
			pkgs[dir] = p
		}
		s := source{
			name:      name,
			lines:     bytes.Count(content, []byte("\n")),
			test:      strings.HasSuffix(name, "_test.go"),
			generated: ast.IsGenerated(parsed),
			doc:       parsed.Doc.Text(),
		}
		p.files = append(p.files, s)
		if s.test {
			return
		}
		for _, spec := range parsed.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if in := parseImport(imp); !slices.Contains(p.imports, in) {
				p.imports = append(p.imports, in)
			}
		}
	})
	return pkgs
}

// walk visits the files of the project, by their names relative to it: not what
// tools have put there, nor what is hidden, save the project's own settings.
func walk(t *testing.T, visit func(name string, content []byte)) {
	t.Helper()
	skipped := []string{"node_modules", "testdata", "web/dist", "web/build"}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if entry.IsDir() {
			hidden := strings.HasPrefix(entry.Name(), ".") && name != "." && name != ".ci"
			if hidden || slices.Contains(skipped, name) || slices.Contains(skipped, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() || !isText(name) {
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		visit(name, content)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isText tells whether a file is one that people write or read.
func isText(name string) bool {
	switch path.Ext(name) {
	case ".go", ".md", ".yaml", ".yml", ".graphql", ".graphqls", ".sql", ".cypher", ".txt", ".txtar",
		".js", ".jsx", ".mjs", ".css", ".html", ".json", ".sh", ".mod", ".csv", ".tsv", ".jsonl":
		return true
	}
	return slices.Contains([]string{"Makefile", ".ci/run", "tools/snapshot", ".gitignore", "web/.npmrc"}, name)
}

func sorted(pkgs map[string]*pkg) []*pkg {
	list := make([]*pkg, 0, len(pkgs))
	for _, p := range pkgs {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *pkg) int { return strings.Compare(a.path, b.path) })
	return list
}
