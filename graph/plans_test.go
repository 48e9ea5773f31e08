package graph

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"

	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/model"
	"innograph/store/storetest"
)

// A flood of different operations, each with all values of its Boolean
// variables, fills the room for plans and no more, whatever they are made of.
func TestFloodOfPlans(t *testing.T) {
	const room = 16 << 20
	// Four fields, one for each Boolean variable.
	flags := "a: __typename @include(if: $a) b: __typename @include(if: $b) c: __typename @include(if: $c) d: __typename @skip(if: $d)"
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, body := range map[string]string{
		"fields": `people(first: 1) { nodes { id label ` + flags + repeat(25, " n%d: name(lang: \"en\")") + ` } }`,
		"links":  `neighbors(id: "x", first: 1) { edges { link { ` + flags + repeat(20, " v%d: visibility") + ` fromNode { id } toNode { label } provenance { source method } } } }`,
		"kinds":  `nodes(ids: ["x"]) { ` + flags + repeat(25, " l%d: label") + ` identifiers { scheme value } }`,
		"hops":   `people(first: 1) { nodes { ` + flags + repeat(25, " o%d: organisations(first: 1) { edges { role from to node { id name } } }") + ` } }`,
		"filter": `people(first: 1, filter: {or: [` + repeat(60, `{name: {eq: "%d"}},`) + `]}) { nodes { id ` + flags + ` } }`,
		"little": `person(by: {id: "x"}) { id ` + flags + ` }`,
	} {
		t.Run(name, func(t *testing.T) {
			schema := generated.NewExecutableSchema(generated.Config{}).Schema()
			e := engine.New(model.Graph(), schema, storetest.NewMemory(model.Graph()), engine.WithPlanBytes(room))
			before := heap()
			compiled := 0
			for i := range 30 {
				text := fmt.Sprintf("query q%d($a: Boolean!, $b: Boolean!, $c: Boolean!, $d: Boolean!) { %s }", i, body)
				doc, errs := gqlparser.LoadQueryWithRules(schema, text, nil)
				if errs != nil {
					t.Fatal(errs)
				}
				for n := range 16 {
					op := &graphql.OperationContext{RawQuery: text, Doc: doc, Operation: doc.Operations[0], Variables: map[string]any{
						"a": n&1 > 0, "b": n&2 > 0, "c": n&4 > 0, "d": n&8 > 0,
					}}
					if price := e.Predict(op); price == 0 || price > engine.MaxNodes {
						t.Fatalf("priced at %d", price)
					}
					compiled++
				}
			}
			grown := heap() - before
			runtime.KeepAlive(e)
			t.Logf("%d KiB for %d plans", grown>>10, compiled)
			if grown > room {
				t.Errorf("%d bytes more than before, in a room of %d", grown, room)
			}
		})
	}
}

func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
