package graph_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"innograph/graph"
	"innograph/graph/engine"
	"innograph/graph/generated"
)

// echo answers every field with its name and the number of its arguments.
type echo struct{}

func (echo) Resolve(ctx context.Context) (engine.JSON, error) {
	field := graphql.GetFieldContext(ctx).Field
	return json.Marshal(map[string]any{"field": field.Name, "arguments": len(field.Arguments)})
}

func run(t *testing.T, query string, variables map[string]any) map[string]any {
	t.Helper()
	ex := executor.New(generated.NewExecutableSchema(generated.Config{Resolvers: &graph.Resolver{Engine: echo{}}}))
	ctx := graphql.StartOperationTrace(t.Context())
	op, errs := ex.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		t.Fatal(errs)
	}
	op.DisableIntrospection = false
	responses, ctx := ex.DispatchOperation(ctx, op)
	response := responses(ctx)
	if response.Errors != nil {
		t.Fatal(response.Errors)
	}
	var data map[string]any
	if err := json.Unmarshal(response.Data, &data); err != nil {
		t.Fatalf("%v: %s", err, response.Data)
	}
	return data
}

// The executor knows nothing of the graph, yet the schema it serves is whole:
// introspection describes it, and requests are validated against it.
func TestServedSchemaIsWhole(t *testing.T) {
	data := run(t, `query($f: LaboratoryFilter) {
		__typename
		a: laboratories(filter: $f, first: 3) { nodes { name staff { totalCount } } }
		__type(name: "LaboratoryBy") { kind isOneOf inputFields { name } }
		__schema { queryType { name } }
	}`, map[string]any{"f": map[string]any{"level": map[string]any{"eq": "NATIONAL_KEY"}}})
	want := map[string]any{"field": "laboratories", "arguments": 2.0}
	if got := data["a"].(map[string]any); got["field"] != want["field"] || got["arguments"] != want["arguments"] {
		t.Errorf("laboratories gives %v, want %v", got, want)
	}
	if data["__typename"] != "Query" {
		t.Errorf("__typename is %v", data["__typename"])
	}
	by := data["__type"].(map[string]any)
	if by["kind"] != "INPUT_OBJECT" || by["isOneOf"] != true || len(by["inputFields"].([]any)) != 4 {
		t.Errorf("LaboratoryBy is %v", by)
	}
}

// The text that is served is the text that is parsed.
func TestSDL(t *testing.T) {
	sdl := generated.SDL()
	for _, want := range []string{"type Laboratory implements Node & Organisation", "scalar Date @specifiedBy"} {
		if !strings.Contains(sdl, want) {
			t.Errorf("the served schema lacks %q", want)
		}
	}
	if strings.Contains(sdl, "@relation") {
		t.Error("the served schema has internal directives")
	}
}
