package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"golang.org/x/tools/txtar"

	"innograph/graph/engine"
	"innograph/kg"
)

var update = flag.Bool("update", false, "write the answers of this run into testdata")

// Each file of testdata is one operation: query, perhaps variables, perhaps
// options (viewer: member, reads: 1, aggregates: 1), and the response, the same on each store.
func TestOperations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no operations: %v", err)
	}
	for name, open := range map[string]func(testing.TB) func(*kg.Model) kg.Store{"memory": inMemory, "sqlite": onSQLite, "neo4j": onNeo4j} {
		t.Run(name, func(t *testing.T) {
			w := newWorldOn(t, open(t))
			for _, file := range files {
				t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, w, file) })
			}
		})
	}
}

func golden(t *testing.T, w *world, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	part := map[string][]byte{}
	for _, f := range archive.Files {
		part[f.Name] = f.Data
	}
	var variables map[string]any
	if v := part["variables"]; v != nil {
		d := json.NewDecoder(bytes.NewReader(v))
		d.UseNumber()
		if err := d.Decode(&variables); err != nil {
			t.Fatal(err)
		}
	}
	options := optionsOf(string(part["options"]))
	ctx := t.Context()
	if options["viewer"] == "member" {
		ctx = engine.WithViewer(ctx, kg.Member)
	}
	before, totals := w.reads.Load(), w.totals.Load()
	res := w.run(ctx, t, string(part["query"]), variables)
	if want, ok := options["reads"]; ok {
		if n := w.reads.Load() - before; strconv.FormatInt(n, 10) != want {
			t.Errorf("%d reads, want %s", n, want)
		}
	}
	if want, ok := options["aggregates"]; ok {
		if n := w.totals.Load() - totals; strconv.FormatInt(n, 10) != want {
			t.Errorf("%d calls for aggregates, want %s", n, want)
		}
	}
	if alone := w.appended(ctx, t, string(part["query"]), variables); alone != nil && !reflect.DeepEqual(alone, res) {
		t.Errorf("Append answers\n%s %v, Resolve\n%s %v", alone.Data, alone.Errors, res.Data, res.Errors)
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(res); err != nil {
		t.Fatalf("the response is no JSON: %v\n%s", err, res.Data)
	}
	if *update {
		archive.Files = append(archive.Files[:0:0], archive.Files...)
		set(archive, "response", b.Bytes())
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, want := b.String(), string(part["response"]); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// appended is the response that Append makes, or nil where the operation is not
// for the engine alone.
func (w *world) appended(ctx context.Context, t *testing.T, query string, variables map[string]any) *graphql.Response {
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := w.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		t.Fatal(errs)
	}
	if w.engine.Predict(op); !w.engine.Alone(op) {
		return nil
	}
	ctx = graphql.WithResponseContext(graphql.WithOperationContext(ctx, op), graphql.DefaultErrorPresenter, graphql.DefaultRecover)
	data := w.engine.Append(ctx, op, nil)
	return &graphql.Response{Data: data, Errors: graphql.GetErrors(ctx), Extensions: graphql.GetExtensions(ctx)}
}

func optionsOf(text string) map[string]string {
	options := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		options[name] = value
	}
	return options
}

func set(a *txtar.Archive, name string, data []byte) {
	for i := range a.Files {
		if a.Files[i].Name == name {
			a.Files[i].Data = data
			return
		}
	}
	a.Files = append(a.Files, txtar.File{Name: name, Data: data})
}
