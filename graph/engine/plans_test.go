package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/engine"
	"innograph/graph/engine/enginetest"
	"innograph/kg"
)

// data returns the data of a response that has no errors.
func data(t testing.TB, res *graphql.Response) string {
	t.Helper()
	if len(res.Errors) > 0 {
		t.Fatal(res.Errors)
	}
	return string(res.Data)
}

// One document, several operations and values: each has its own plan.
func TestPlansAreToldApart(t *testing.T) {
	w := newWorld(t, engine.WithPlanBytes(1<<20))
	query := `
		query A($x: Boolean!) { p: person(by: {id: "Person_ann"}) { id } ...F }
		query B($x: Boolean!) { ...F p: person(by: {id: "Person_ann"}) { papers } }
		query C($x: Boolean! = false, $y: Boolean = true) { ...F p: person(by: {id: "Person_ann"}) @include(if: $x) { orcid } p: person(by: {id: "Person_ann"}) @skip(if: $y) { active } }
		fragment F on Query { p: person(by: {id: "Person_ann"}) { version @include(if: $x) } }`
	for range 3 {
		for _, c := range []struct{ operation, variables, want string }{
			{"A", `{"x": true}`, `{"p":{"id":"Person_ann","version":1}}`},
			{"A", `{"x": false}`, `{"p":{"id":"Person_ann"}}`},
			{"B", `{"x": true}`, `{"p":{"version":1,"papers":12}}`},
			{"B", `{"x": false}`, `{"p":{"papers":12}}`},
			{"C", `{}`, `{"p":{}}`},
			{"C", `{"x": true}`, `{"p":{"version":1,"orcid":"0000-0001"}}`},
			{"C", `{"x": true, "y": false}`, `{"p":{"version":1,"orcid":"0000-0001","active":true}}`},
			{"C", `{"y": false}`, `{"p":{"active":true}}`},
		} {
			var vars map[string]any
			if err := json.Unmarshal([]byte(c.variables), &vars); err != nil {
				t.Fatal(err)
			}
			if got := data(t, enginetest.Run(t.Context(), w.exec, query, c.operation, vars)); got != c.want {
				t.Errorf("%s %s: got %s, want %s", c.operation, c.variables, got, c.want)
			}
		}
	}
}

// The same plan serves other values.
func TestPlansServeAllValues(t *testing.T) {
	w := newWorld(t)
	query := `query ($first: Int, $lang: Language, $papers: Int, $nulls: NullsOrder! = LAST) {
		people(first: $first, filter: {papers: {eq: $papers}}, orderBy: {field: ORCID, nulls: $nulls}) { nodes { name(lang: $lang) } }
	}`
	for _, c := range []struct {
		vars map[string]any
		want string
	}{
		{map[string]any{"lang": "en"}, `{"people":{"nodes":[{"name":"Ann"},{"name":"Bob"},{"name":"Carole"}]}}`},
		{map[string]any{"first": 1, "nulls": "FIRST"}, `{"people":{"nodes":[{"name":"Carole"}]}}`},
		{map[string]any{"papers": 3, "lang": "fr"}, `{"people":{"nodes":[{"name":"Bob"},{"name":"Carole"}]}}`},
		{map[string]any{"first": nil, "papers": 12, "lang": nil}, `{"people":{"nodes":[{"name":"安娜"}]}}`},
	} {
		if got := data(t, w.run(t.Context(), t, query, c.vars)); got != c.want {
			t.Errorf("%v: got %s, want %s", c.vars, got, c.want)
		}
	}
}

func TestConcurrentRequests(t *testing.T) {
	w := newWorld(t, engine.WithPlanBytes(1<<20))
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range 30 {
				query := fmt.Sprintf(`query ($x: Boolean!) { people(first: %d) { nodes { id orcid @include(if: $x) leads { statistics(of: RATE) { sum } } } groupBy(by: {relation: {leads: {}}}) { groups { keys { label } } } } }`, 1+(i+j)%5)
				x := j%2 == 0
				res := w.run(t.Context(), t, query, map[string]any{"x": x})
				if len(res.Errors) > 0 || strings.Contains(string(res.Data), "orcid") != x {
					t.Errorf("%s with %v: %s %v", query, x, res.Data, res.Errors)
				}
			}
		})
	}
	group.Wait()
}

// predicted returns what an operation is priced at.
func predicted(t *testing.T, w *world, exec *executor.Executor, query string, vars map[string]any) int {
	t.Helper()
	op, errs := exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: query, Variables: vars})
	if errs != nil {
		t.Fatal(errs)
	}
	return w.engine.Predict(op)
}

func TestPredict(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		query string
		want  int
	}{
		{`{ __typename }`, 0},
		{`{ people { nodes { id } } }`, 20},
		{`{ people(last: 3) { nodes { id } edges { node { id } } } }`, 3},
		{`{ people { totalCount } }`, 1 + 5},
		{`{ people(first: 5) { nodes { organisations { totalCount } } } }`, 5 + 5 + 5*5},
		{`{ people(first: 5) { nodes { organisations { nodes { id } } } } }`, 5 + 50},
		{`{ people(first: 5) { nodes { organisations(first: 2) { edges { fromNode { id } node { staff(last: 3) { nodes { id } } } } } } } }`, 5 + 10 + 10 + 30},
		{`{ projects(first: 7) { nodes { lead { id } leadLink { id } other: lead(on: "2020-01-01") { id } } } }`, 7 + 7 + 7},
		{`{ person(by: {id: "x"}) { organisations { nodes { id } } } }`, 11},
		{`{ node(id: "x") { ... on Organisation { staff { nodes { id } } } } }`, 11},
		{`{ nodes(ids: ["x", "y", "z"]) { ... on Organisation { staff(first: 4) { nodes { id } } } } }`, 15},
		{`{ neighbors(id: "x") { nodes { id } } }`, 1 + 20},
		{`{ neighbors(id: "x", first: 3) { edges { link { toNode { id } } } } }`, 1 + 6},
		{`{ neighbors(id: "x", first: 3) { counts { count } totalCount edges { link { id } } } }`, 1 + 3 + 5},
		{`{ people(first: 5, filter: {papers: {eq: 1}}, orderBy: {field: ORCID}) { totalCount nodes { id } } }`, 5 + 5 + 5 + 5},
		{`{ people(first: 5, filter: {organisations: {some: {}, none: {node: {staff: {all: {}}}}}}) { nodes { id } } }`, 5 + 5 + 20*(10+10+100)},
		{`{ projects(first: 5) { nodes { participants(first: 2, orderBy: {edge: {field: RANK}}) { nodes { id } } } } }`, 5 + 10},
		{`{ people(first: 5) { nodes { organisations(first: 2, orderBy: {edge: {field: FROM, direction: DESC}}) { nodes { id } } } } }`, 5 + 10 + 5*5},
		{`{ people(first: 5) { nodes { organisations(first: 2, filter: {edge: {role: {eq: "x"}}, node: {staff: {some: {node: {papers: {eq: 1}}}}}}) { nodes { id } } } } }`, 5 + 10 + 5*(5+10)},
		{`{ people(first: 5, filter: {leads: {count: {gte: 1, lt: 3}}}) { nodes { id } } }`, 5 + 5 + 20*(10+10)},
		{`{ people(first: 5, orderBy: {count: {leads: {}}}) { nodes { id } } }`, 5 + 5 + 20*10},
		{`{ people(first: 5, filter: {leads: {some: {}}}, orderBy: {count: {leads: {node: {lead: {some: {}}}}}}) { nodes { id } } }`, 5 + 5 + 5 + 20*(10+10+100)},
		{`{ person(by: {id: "x"}) { organisations(first: 2, orderBy: {node: {count: {staff: {}}}}) { nodes { id } } } }`, 1 + 2 + 5 + 10},
		{`{ organisation(by: {ror: "x"}) { staff { nodes { id } } } }`, 11},
		{`{ projects(first: 7) { nodes { a: summary b: summary } } }`, 7 + 7*100},
		{`{ nodes(ids: ["x", "x", "x"]) { ... on Project { summary } } }`, 3 + 3*100},
		{`{ paths(from: ["x"], to: {ids: ["y"]}, first: 2, maxHops: 3) { paths { nodes { ... on Person { leads(first: 5) { nodes { id } } } } } } }`, 8 + 40},
		{`{ a: people { nodes { id } } b: people(first: 0) { nodes { id } } ... on Query { c: people(first: 3) { nodes { id } } a: people { nodes { orcid } } } }`, 23},
		{`{ people(first: 100) { nodes { o: organisations(first: 100) { nodes { s: staff(first: 100) { nodes { o: organisations(first: 100) { nodes { s: staff(first: 100) { nodes { o: organisations(first: 100) { nodes { s: staff(first: 100) { nodes { id } } } } } } } } } } } } } } }`, 1 << 40},
	} {
		if got := predicted(t, w, w.exec, c.query, nil); got != c.want {
			t.Errorf("%s: got %d, want %d", c.query, got, c.want)
		}
	}
}

// What is read is never more than was predicted, where all pages are full too.
func TestPriceCoversWhatIsRead(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{
		`{ people(first: 3) { nodes { id } } }`,
		`{ person(by: {id: "Person_ann"}) { organisations(first: 1) { edges { fromNode { id } node { staff(first: 1) { nodes { id } } } } } } }`,
		`{ neighbors(id: "Person_ann", first: 1) { nodes { id } } }`,
		`{ neighbors(id: "Person_ann", first: 2) { edges { link { fromNode { id } toNode { id } } } } }`,
		`{ nodes(ids: ["Person_ann", "Person_ann", "Person_bob"]) { id ... on Person { organisations(first: 1) { nodes { id } } } } }`,
	} {
		w.budget = predicted(t, w, w.exec, query, nil)
		data(t, w.run(t.Context(), t, query, nil))
	}
	const most = `{ neighbors(id: "Person_ann", first: 100) { nodes { ... on Organisation { staff(first: 100) { nodes { id } } } ... on Project { participants(first: 99) { nodes { id } } } } } }`
	if got := predicted(t, w, w.exec, most, nil); got != engine.MaxNodes+1 {
		t.Errorf("the start of neighbors and full pages cost %d", got)
	}
}

// What is read for what is selected.
func TestReadsNoMoreThanIsSelected(t *testing.T) {
	w := newWorld(t)
	query := func(text string) *kg.Query {
		t.Helper()
		data(t, w.run(t.Context(), t, text, nil))
		return w.last.Load()
	}
	page := func(text string) kg.Page { t.Helper(); return query(text).Start.List.Page }
	if p := page(`{ people { totalCount } }`); p.Limit != 0 || p.Keys || p.Opposite {
		t.Errorf("a count alone: %+v", p)
	}
	if p := page(`{ people { nodes { id } } }`); p.Limit != 20 || p.Keys || p.Opposite {
		t.Errorf("nodes alone: %+v", p)
	}
	if p := page(`{ people(first: 3) { pageInfo { hasNextPage endCursor } } }`); p.Limit != 3 || !p.Keys || p.Opposite {
		t.Errorf("the next page: %+v", p)
	}
	if p := page(`{ people { pageInfo { hasPreviousPage } } }`); !p.Opposite || p.Last {
		t.Errorf("back, going on: %+v", p)
	}
	if p := page(`{ people(last: 2) { pageInfo { hasPreviousPage } } }`); p.Opposite || !p.Last || p.Limit != 2 {
		t.Errorf("back, going back: %+v", p)
	}
	if p := page(`{ people(last: 2) { pageInfo { hasNextPage } } }`); !p.Opposite {
		t.Errorf("on, going back: %+v", p)
	}
	q := query(`{ organisations { nodes { staff { nodes { id } } ... on Company { sectors capital { amount } } ... on Institution { sort } name } } }`)
	if len(q.Select.Hops) != 1 || !reflect.DeepEqual(q.Select.Hops[0].From, []string{"Institution", "Company"}) {
		t.Errorf("kinds of a role share a hop: %+v", q.Select.Hops)
	}
	want := map[string][]string{"Institution": {"name", "sort"}, "Company": {"name", "capital", "sectors"}}
	if !reflect.DeepEqual(q.Select.Properties, want) || q.Select.Facts != 0 || q.Start.List.Total {
		t.Errorf("properties in the model's order, and no facts: %+v", q.Select)
	}
	if q = query(`{ projects { nodes { lead { id } leadLink { from } } } }`); len(q.Select.Hops) != 1 || q.Select.Hops[0].Page.Limit != 1 {
		t.Errorf("a node and its link share a hop: %+v", q.Select.Hops)
	}
}

func TestFailures(t *testing.T) {
	path := ast.Path{ast.PathName("people")}
	cause := errors.New("disk 7 is on fire")
	for _, c := range []struct {
		err  error
		code string
	}{
		{&kg.Error{Kind: kg.ErrNotFound, Reason: "r"}, engine.CodeNotFound},
		{kg.Invalid("s", "r"), engine.CodeBadUserInput},
		{&kg.Error{Kind: kg.ErrBadCursor, Reason: "r"}, engine.CodeBadCursor},
		{kg.Bookmark("b").Foreign(), engine.CodeBadBookmark},
		{fmt.Errorf("wrapped: %w", kg.Conflict("s", "r")), engine.CodeConflict},
		{&kg.Error{Kind: kg.ErrTooLarge, Reason: "r"}, engine.CodeTooComplex},
		{&kg.Error{Kind: kg.ErrExpired, Reason: "r"}, engine.CodeExpired},
		{&kg.Error{Kind: kg.ErrUnavailable, Reason: "r", Cause: cause}, engine.CodeUnavailable},
		{&kg.Error{Kind: kg.ErrUnavailable, Reason: "r", Cause: context.DeadlineExceeded}, engine.CodeDeadline},
		{context.Canceled, engine.CodeCancelled},
		{cause, engine.CodeInternal},
	} {
		e := engine.Failure(path, c.err)
		if e.Extensions["code"] != c.code || e.Path.String() != "people" || !errors.Is(e.Err, c.err) {
			t.Errorf("%v: %+v", c.err, e)
		}
		if strings.Contains(e.Message, "fire") || e.Message == "" {
			t.Errorf("%v: the message is %q", c.err, e.Message)
		}
	}
}

// A store that fails fails its field, and what depends on it, alone.
func TestStoreFailures(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		err               error
		query, data, code string
	}{
		{&kg.Error{Kind: kg.ErrUnavailable, Reason: "r"}, `{ p: person(by: {id: "Person_ann"}) { id } __typename }`, `{"p":null,"__typename":"Query"}`, "p UNAVAILABLE"},
		{&kg.Error{Kind: kg.ErrTooLarge, Reason: "r"}, `{ people { nodes { id } } }`, `{"people":null}`, "people COMPLEXITY_LIMIT_EXCEEDED"},
		{context.DeadlineExceeded, `{ neighbors(id: "x") { totalCount } }`, `{"neighbors":null}`, "neighbors DEADLINE_EXCEEDED"},
		{errors.New("secret"), `{ node(id: "x") { id } }`, `{"node":null}`, "node INTERNAL"},
	} {
		w.fail = c.err
		res := w.run(t.Context(), t, c.query, nil)
		if codes := enginetest.Codes(res.Errors); len(codes) != 1 || codes[0] != c.code || string(res.Data) != c.data {
			t.Errorf("%v: got %s and %q", c.err, res.Data, codes)
		}
		if strings.Contains(res.Errors.Error(), "secret") {
			t.Errorf("%v: told to the caller: %v", c.err, res.Errors)
		}
	}
}

// Fragments that double at each level are refused before they have doubled
// often, without the guards that a server has in front.
func TestCompilerIsBounded(t *testing.T) {
	w := newWorld(t)
	var b strings.Builder
	b.WriteString("{ people(first: 1) { nodes { ...F0 } } }")
	for i := range 12 {
		fmt.Fprintf(&b, " fragment F%d on Person { a%d: leads(first: 1) { nodes { lead { ...F%d } } } b%d: leads(first: 1) { nodes { lead { ...F%d } } } }", i, i, i+1, i, i+1)
	}
	b.WriteString(" fragment F12 on Person { id }")
	res := w.run(t.Context(), t, b.String(), nil)
	if codes := enginetest.Codes(res.Errors); len(codes) != 1 || codes[0] != "people COMPLEXITY_LIMIT_EXCEEDED" || w.reads.Load() != 0 {
		t.Errorf("got %q after %d reads", codes, w.reads.Load())
	}
}

// A search that meets its budget says so.
func TestPathsSayWhatWasCut(t *testing.T) {
	w := newWorld(t, engine.WithEdgeBudget(2))
	query := `{ paths(from: ["Person_bob"], to: {ids: ["Person_carol"]}) { truncated edgeBudget paths { length } } }`
	if got, want := data(t, w.run(t.Context(), t, query, nil)), `{"paths":{"truncated":true,"edgeBudget":2,"paths":[]}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
