package engine_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"innograph/graph/engine"
	"innograph/graph/engine/enginetest"
	"innograph/kg"
	"innograph/store/storetest"
)

// hierarchy asks for 8 people, 4 organisations of each and 5 projects of each
// of those: 200 objects.
const hierarchy = `query ($first: Int = 8) {
	people(first: $first) {
		nodes {
			id name(lang: "en") orcid papers active
			organisations(first: 4) {
				edges { role from node { id name foundedOn projects(first: 5) { nodes { id title number rate budget { amount currency } } } } }
			}
		}
	}
}`

// still answers every read with the result of the first.
type still struct {
	kg.Store
	result *kg.Result
}

type stillReader struct {
	kg.Reader
	store *still
}

func (s *still) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	return stillReader{s.Store.Reader(v, after...), s}
}

func (r stillReader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	if r.store.result != nil {
		return r.store.result, nil
	}
	res, err := r.Reader.Read(ctx, q)
	r.store.result = res
	return res, err
}

// hierarchyWorld returns an executor over a store that stands still, warmed up.
func hierarchyWorld(tb testing.TB) *executor.Executor {
	tb.Helper()
	r, served, err := enginetest.Fixture()
	if err != nil {
		tb.Fatal(err)
	}
	cs := &kg.Changeset{}
	add := func(kind, key string, values map[string]kg.Value) kg.ID {
		id := kg.NodeID(kind, key)
		cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: id, Kind: kind, Properties: values})
		return id
	}
	link := func(relation string, from, to kg.ID, values map[string]kg.Value) {
		cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: relation, From: from, To: to, Properties: values})
	}
	name := kg.Localized(map[string]string{"zh": "东北大学", "en": "Northeastern University"})
	for i := range 8 {
		person := add("Person", fmt.Sprint(i), map[string]kg.Value{"name": name, "papers": kg.Int(int64(i)), "active": kg.Bool(true)})
		for j := range 4 {
			key := fmt.Sprint(i, "-", j)
			lab := add("Institution", key, map[string]kg.Value{"name": name, "foundedOn": must(kg.ParseDate("1923-04-26"))})
			link("AFFILIATED_WITH", person, lab, map[string]kg.Value{"role": kg.Text("professor"), "from": must(kg.ParseDate("2020"))})
			for k := range 5 {
				project := add("Project", fmt.Sprint(key, "-", k), map[string]kg.Value{
					"title": kg.Text("A project of some length"), "programme": kg.Text("P"), "number": kg.Int(int64(len(cs.Nodes))),
					"rate": must(kg.ParseDecimal("0.25")), "budget": kg.Money("CNY", 1_000_000),
				})
				link("TAKES_PART_IN", lab, project, map[string]kg.Value{"task": name})
			}
		}
	}
	store := storetest.NewMemory(r.Model)
	if _, err := store.Apply(tb.Context(), cs); err != nil {
		tb.Fatal(err)
	}
	e := engine.New(r.Model, served, &still{Store: store})
	exec := enginetest.New(served, func(ctx context.Context) (graphql.Marshaler, error) { return e.Resolve(ctx) })
	data(tb, enginetest.Run(tb.Context(), exec, hierarchy, "", nil))
	return exec
}

// BenchmarkResolve measures the GraphQL layer alone: from the text of an
// operation to the bytes of its data, the store's work left out.
func BenchmarkResolve(b *testing.B) {
	exec := hierarchyWorld(b)
	b.ReportAllocs()
	for b.Loop() {
		res := enginetest.Run(b.Context(), exec, hierarchy, "", nil)
		b.SetBytes(int64(len(res.Data)))
	}
}

// The layer allocates for the request, not for the objects of the answer.
func TestAllocations(t *testing.T) {
	exec := hierarchyWorld(t)
	n := testing.AllocsPerRun(50, func() { enginetest.Run(t.Context(), exec, hierarchy, "", nil) })
	t.Logf("%.0f allocations for 200 objects", n)
	if n > 150 {
		t.Errorf("%.0f allocations for 200 objects; at most 150 are allowed", n)
	}
}
