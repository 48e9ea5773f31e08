package oracle_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/graph/engine"
	"innograph/graph/engine/enginetest"
	"innograph/graph/engine/oracle/generated"
	"innograph/graph/engine/oracle/plain"
	"innograph/kg"
	"innograph/store/sqlitestore"
	"innograph/store/storetest"
)

var (
	count = flag.Int("operations", 2600, "random operations to compare, about")
	first = flag.Uint64("seed", 1, "seed of the first world")
)

// worlds is the number of worlds the operations are spread over, the last one on
// the embedded store, the others in memory.
const worlds = 4

// resolvers answer by plain Go.
type resolvers struct{ query plain.Query }

func (r resolvers) Query() generated.QueryResolver { return r.query }

// A pair is one world behind the engine and behind stock gqlgen.
type pair struct {
	schema         *ast.Schema
	engine, oracle *executor.Executor
	data           *pools
}

func newPair(t *testing.T, seed uint64, open func(*kg.Model) kg.Store) *pair {
	t.Helper()
	r, _, err := enginetest.Fixture()
	if err != nil {
		t.Fatal(err)
	}
	lenient, err := enginetest.Lenient(r.Model)
	if err != nil {
		t.Fatal(err)
	}
	store := open(lenient)
	p := &pair{}
	var ids []kg.ID
	for _, cs := range changes(seed) {
		if _, err := store.Apply(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
		for _, n := range cs.Nodes {
			ids = append(ids, n.ID)
		}
	}
	w, err := plain.Read(t.Context(), r.Model, store.Reader(kg.Anyone))
	if err != nil {
		t.Fatal(err)
	}
	// Both have one schema and one cache of documents, so that an operation is
	// parsed and validated once.
	stock := generated.NewExecutableSchema(generated.Config{Resolvers: resolvers{plain.Query{World: w}}})
	documents := graphql.MapCache[*ast.QueryDocument]{}
	p.schema = stock.Schema()
	p.oracle = executor.New(stock)
	p.oracle.SetQueryCache(documents)
	e := engine.New(r.Model, p.schema, store)
	p.engine = enginetest.New(p.schema, func(ctx context.Context) (graphql.Marshaler, error) { return e.Resolve(ctx) })
	p.engine.SetQueryCache(documents)
	p.data = &pools{all: ids, known: map[string][]string{}, run: func(query string) string {
		return string(enginetest.Run(t.Context(), p.oracle, query, "", nil).Data)
	}}
	return p
}

// onSQLite opens the embedded store in a new file.
func onSQLite(t *testing.T) func(*kg.Model) kg.Store {
	return func(m *kg.Model) kg.Store {
		t.Helper()
		s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), m)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(context.Background()); err != nil {
				t.Error(err)
			}
		})
		return s
	}
}

// tally says what was compared.
type tally struct {
	compared, failing, refused, invalid, found, figured, bytes int
}

func TestEngineAgainstStockExecutor(t *testing.T) {
	var n tally
	for i := range uint64(worlds) {
		open, share := storetest.NewMemory, *count/worlds
		if i == worlds-1 {
			open, share = onSQLite(t), *count/10
		}
		p := newPair(t, *first+i, open)
		g := &generator{r: rand.New(rand.NewPCG(*first+i, 2)), schema: p.schema, data: p.data}
		for goal := n.compared + share; n.compared < goal && !t.Failed(); {
			p.compare(t, g, &n)
		}
	}
	t.Logf("%d operations compared over %d worlds, %d of them with errors, %d with places where a text is found, %d with groups or averages, %d bytes of data; beside them %d beyond the price limit, %d invalid",
		n.compared, worlds, n.failing, n.found, n.figured, n.bytes, n.refused, n.invalid)
	if n.failing < n.compared/50 || n.failing > n.compared*3/4 {
		t.Errorf("%d of %d operations have errors: the generator no longer tries both", n.failing, n.compared)
	}
	if n.figured < n.compared/20 {
		t.Errorf("%d of %d operations tell figures: the generator no longer asks for them", n.figured, n.compared)
	}
}

// The fields by which things are found, on the embedded store.
func TestFindingAgainstStockExecutor(t *testing.T) {
	var n tally
	p := newPair(t, *first, onSQLite(t))
	g := &generator{r: rand.New(rand.NewPCG(*first, 3)), schema: p.schema, data: p.data, roots: []string{"search", "suggest", "resolve"}}
	for n.compared < *count/6 && !t.Failed() {
		p.compare(t, g, &n)
	}
	t.Logf("%d operations compared, %d of them with errors, %d with places where a text is found", n.compared, n.failing, n.found)
	if n.found < n.compared/40 {
		t.Errorf("%d of %d operations find a text: the generator no longer looks for what there is", n.found, n.compared)
	}
}

func (p *pair) compare(t *testing.T, g *generator, n *tally) {
	query, vars := g.operation()
	want := enginetest.Run(t.Context(), p.oracle, query, "", clone(t, vars))
	if isInvalid(want.Errors) {
		n.invalid++
		return
	}
	got := enginetest.Run(t.Context(), p.engine, query, "", clone(t, vars))
	wantErrors, gotErrors := errorSet(want.Errors), errorSet(got.Errors)
	if slices.ContainsFunc(gotErrors, func(s string) bool { return strings.HasSuffix(s, engine.CodeTooComplex) }) {
		n.refused++
		return
	}
	if strings.Contains(query, "count:") {
		got.Data, want.Data = unmarked(got.Data), unmarked(want.Data)
	}
	if string(got.Data) != string(want.Data) || !slices.Equal(gotErrors, wantErrors) {
		v, _ := json.Marshal(vars)
		e, s := difference(string(got.Data), string(want.Data))
		t.Errorf("%s\nvariables %s\nengine  %s\nstock   %s\nengine's errors %q\nstock's errors  %q\n%v",
			query, v, e, s, gotErrors, wantErrors, got.Errors)
	}
	if strings.Contains(string(want.Data), `"snippet":[{`) || strings.Contains(string(want.Data), `"parts":[{`) {
		n.found++
	}
	if told.Match(want.Data) {
		n.figured++
	}
	n.compared++
	n.bytes += len(got.Data)
	if len(gotErrors) > 0 {
		n.failing++
	}
}

var cursors = regexp.MustCompile(`[cC]ursor":"[^"]+"`)

// unmarked returns data whose cursors do not tell to which order they belong. Of
// an order that counts that would be more than plain Go knows.
func unmarked(data []byte) []byte {
	return cursors.ReplaceAllFunc(data, func(found []byte) []byte {
		name, value, _ := strings.Cut(strings.TrimSuffix(string(found), `"`), `":"`)
		b, err := base64.RawURLEncoding.DecodeString(value)
		if err != nil || len(b) < 5 {
			return found
		}
		clear(b[1:5])
		return []byte(name + `":"` + base64.RawURLEncoding.EncodeToString(b) + `"`)
	})
}

// told finds figures that tell something.
var told = regexp.MustCompile(`"groups":\[\{|(avg|median)":"`)

// difference returns two texts from shortly before they differ.
func difference(a, b string) (string, string) {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-200)
	return a[from:min(len(a), i+300)], b[from:min(len(b), i+300)]
}

// clone returns variables of one run's own, since an executor writes into them.
func clone(t *testing.T, vars map[string]any) map[string]any {
	t.Helper()
	b, err := json.Marshal(vars)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	var copied map[string]any
	if err := d.Decode(&copied); err != nil {
		t.Fatal(err)
	}
	return copied
}

// isInvalid reports whether an operation was refused before it ran.
func isInvalid(errs gqlerror.List) bool {
	return slices.ContainsFunc(errs, func(e *gqlerror.Error) bool { return e.Extensions["code"] == "GRAPHQL_VALIDATION_FAILED" })
}

// errorSet returns path and code of each error, sorted and each once.
func errorSet(errs gqlerror.List) []string {
	lines := enginetest.Codes(errs)
	slices.Sort(lines)
	return slices.Compact(lines)
}

// The generated executor must be that of the schema as it is now.
func TestGeneratedIsCurrent(t *testing.T) {
	r, _, err := enginetest.Fixture()
	if err != nil {
		t.Fatal(err)
	}
	sdl, err := os.ReadFile("generated/schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	if string(sdl) != r.SDL {
		t.Error("the schema has changed: run go generate in this folder")
	}
}
