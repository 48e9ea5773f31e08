package archtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A rule says what the packages that fit `in` may import, tests left aside.
// Patterns are relative to the module; a trailing /... takes in what is below.
type rule struct {
	in      []string // the packages it binds
	except  []string // and those among them that it does not
	only    []string // if set, nothing else may be imported directly
	never   []string // not to be imported
	through bool     // nor by way of other packages of the module
	because string
}

const (
	std       = "std"
	text      = "golang.org/x/text/..."
	gqlgen    = "github.com/99designs/gqlgen/..."
	gqlparser = "github.com/vektah/gqlparser/..."
)

var rules = []rule{
	{
		in:      []string{"kg/..."},
		only:    []string{std, text, "kg/..."},
		because: "the graph is plain Go, which every engine, rule and tool can build on",
	},
	{
		in:      []string{"model"},
		only:    []string{std, text, "kg/..."},
		because: "the model is a value; whoever holds one must not drag in what reads it",
	},
	{
		in:      []string{"store/sqlitestore/..."},
		never:   []string{"store", "store/neo4jstore/...", "store/storetest/..."},
		through: true,
		because: "an engine can be removed without touching another",
	},
	{
		in:      []string{"store/neo4jstore/..."},
		never:   []string{"store", "store/sqlitestore/...", "store/storetest/..."},
		through: true,
		because: "an engine can be removed without touching another",
	},
	{
		in:      []string{"store/storetest/..."},
		never:   []string{"store", "store/sqlitestore/...", "store/neo4jstore/..."},
		through: true,
		because: "the suite is the specification, so it must know no engine",
	},
	{
		in:      []string{"store/..."},
		never:   []string{"graph/...", "hub/...", "ingest/...", "seed/...", "export/...", gqlgen, gqlparser},
		through: true,
		because: "an engine answers kg.Query, and must not learn what asked",
	},
	{
		in:      []string{"store/..."},
		except:  []string{"store/storetest/..."},
		never:   []string{"model"},
		through: true,
		because: "a store keeps whatever model it is handed, as the contract suite's own",
	},
	{
		in:      []string{"store/changeset", "store/fragment", "store/layout", "store/query"},
		only:    []string{std, "kg/...", "store/layout"},
		because: "what all engines share must fit every one of them, so it knows none",
	},
	{
		in:      []string{"hub/...", "seed/...", "ingest/...", "export/..."},
		never:   []string{"graph/...", "store/...", gqlgen, gqlparser},
		through: true,
		because: "the rules of the field hold on any engine and behind any API",
	},
	{
		in:      []string{"hub/..."},
		never:   []string{"seed/...", "ingest/...", "export/..."},
		through: true,
		because: "tools follow the hub's rules, never the other way round",
	},
	{
		in:      []string{"graph/..."},
		never:   []string{"store/..."},
		through: true,
		because: "the API reads through the port alone, so that no query fits one engine only",
	},
	{
		in:      []string{"graph/schema/...", "internal/gen/..."},
		never:   []string{"model", "graph/generated/..."},
		through: true,
		because: "a broken generation must not stop its own repair",
	},
	{
		in:      []string{"..."},
		except:  []string{".", "internal/cli/...", "store"},
		never:   []string{"store", "store/sqlitestore", "store/neo4jstore"},
		because: "stores are wired in one place: server.go and internal/cli",
	},
	{
		in:      []string{"..."},
		except:  []string{"store/storetest/...", "internal/golden", "internal/neo4jtest/..."},
		never:   []string{"testing", "store/storetest/...", "internal/golden", "internal/neo4jtest/..."},
		because: "test support has no place in the program",
	},
}

// matches tells whether a path fits a pattern.
func matches(pattern, path string) bool {
	if pattern == std {
		first, _, _ := strings.Cut(path, "/")
		return !strings.Contains(first, ".")
	}
	below, ok := strings.CutSuffix(pattern, "...")
	if !ok {
		return pattern == path
	}
	return below == "" || strings.HasPrefix(path+"/", below)
}

func matchesAny(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, path) })
}

// violations lists what the packages import against the rules. Packages of the
// module are named relative to it, and the standard library's never clash with
// them, since a local import is marked as such.
func violations(rules []rule, pkgs map[string]*pkg) []string {
	var found []string
	for _, p := range sorted(pkgs) {
		for _, r := range rules {
			if !matchesAny(r.in, p.path) || matchesAny(r.except, p.path) {
				continue
			}
			for _, chain := range chains(p, pkgs, r.through) {
				if last := chain[len(chain)-1]; !allowed(r, last, len(chain) == 1) {
					found = append(found, fmt.Sprintf("%s imports %s: %s", p.path, describe(chain), r.because))
				}
			}
		}
	}
	return found
}

func allowed(r rule, imp importPath, direct bool) bool {
	if direct && r.only != nil && !slices.ContainsFunc(r.only, func(p string) bool { return fits(p, imp) }) {
		return false
	}
	return !slices.ContainsFunc(r.never, func(p string) bool { return fits(p, imp) })
}

// fits tells whether an import is meant by a pattern of a rule.
func fits(pattern string, imp importPath) bool {
	local := pattern != std && pattern != "testing" && !strings.Contains(strings.SplitN(pattern, "/", 2)[0], ".")
	return local == imp.local && matches(pattern, imp.path)
}

// chains lists the ways from a package to each of its imports: the direct ones,
// and with through also one shortest way to each that is imported on the way.
func chains(p *pkg, pkgs map[string]*pkg, through bool) [][]importPath {
	var all [][]importPath
	seen := map[importPath]bool{{path: p.path, local: true}: true}
	next := [][]importPath{nil}
	for len(next) > 0 {
		chain := next[0]
		next = next[1:]
		from := p
		if len(chain) > 0 {
			from = pkgs[chain[len(chain)-1].path]
		}
		for _, imp := range from.imports {
			if seen[imp] {
				continue
			}
			seen[imp] = true
			way := append(slices.Clone(chain), imp)
			all = append(all, way)
			if through && imp.local && pkgs[imp.path] != nil {
				next = append(next, way)
			}
		}
	}
	return all
}

func describe(chain []importPath) string {
	names := make([]string, len(chain))
	for i, imp := range chain {
		names[len(chain)-1-i] = imp.path
	}
	return strings.Join(names, " by way of ")
}

func TestImports(t *testing.T) {
	for _, v := range violations(rules, load(t)) {
		t.Error(v)
	}
}

// The rules are tried on a small module that breaks them, and on one that does
// not, since most days nothing real breaks them.
func TestRules(t *testing.T) {
	module := func(imports map[string]string) map[string]*pkg {
		pkgs := make(map[string]*pkg)
		for path, list := range imports {
			p := &pkg{path: path}
			for imp := range strings.FieldsSeq(list) {
				p.imports = append(p.imports, parseImport(imp))
			}
			pkgs[path] = p
		}
		return pkgs
	}
	sound := module(map[string]string{
		".":                 "innograph/internal/cli",
		"internal/cli":      "innograph/store innograph/graph github.com/alecthomas/kong",
		"internal/gen":      "innograph/graph/schema os",
		"store":             "innograph/store/sqlitestore innograph/kg",
		"store/sqlitestore": "innograph/kg modernc.org/sqlite innograph/kg/text",
		"store/storetest":   "testing innograph/kg",
		"kg":                "context golang.org/x/text/unicode/norm innograph/kg/text",
		"kg/text":           "strings",
		"model":             "innograph/kg",
		"hub":               "innograph/kg innograph/model",
		"graph":             "innograph/hub innograph/graph/generated github.com/99designs/gqlgen/graphql",
		"graph/schema":      "innograph/kg github.com/vektah/gqlparser/v2/ast",
		"graph/generated":   "innograph/kg",
	})
	if v := violations(rules, sound); v != nil {
		t.Errorf("a sound module breaks rules: %q", v)
	}
	for _, c := range []struct{ from, imports, want string }{
		{"kg", "github.com/oklog/ulid/v2", "kg imports github.com/oklog/ulid/v2"},
		{"kg/text", "innograph/hub", "kg/text imports hub"},
		{"model", "innograph/hub", "model imports hub"},
		{"store/sqlitestore", "innograph/store", "store/sqlitestore imports store"},
		{"store/sqlitestore", "innograph/model", "store/sqlitestore imports model"},
		{"store/neo4jstore", "innograph/graph/schema", "gqlparser/v2/ast by way of graph/schema"},
		{"hub", "innograph/store", "hub imports store"},
		{"ingest", "innograph/graph", "ingest imports graph"},
		{"graph", "innograph/store/sqlitestore", "graph imports store/sqlitestore"},
		{"graph/schema", "innograph/hub", "graph/schema imports model by way of hub"},
		{"internal/gen", "innograph/graph", "graph/generated by way of graph"},
		{"web", "innograph/store", "web imports store"},
		{"hub", "testing", "hub imports testing"},
	} {
		broken := make(map[string]*pkg)
		for path, p := range sound {
			broken[path] = p
		}
		broken[c.from] = module(map[string]string{c.from: c.imports})[c.from]
		found := violations(rules, broken)
		if !slices.ContainsFunc(found, func(v string) bool { return strings.Contains(v, c.want) }) {
			t.Errorf("%s importing %s: want %q among %q", c.from, c.imports, c.want, found)
		}
	}
}
