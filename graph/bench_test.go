package graph

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"testing"

	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/kg"
	"innograph/model"
	"innograph/seed"
	"innograph/store/storetest"
)

// A question is what the benchmarks ask.
type question struct {
	name      string
	query     string
	variables map[string]any
	write     func([]byte, *still) []byte // appends the whole answer, by code for this question alone
}

// questions are a look-up of five fields, and 198 objects in three levels: 8
// institutions, up to 6 people of each, up to 5 achievements of each of those.
var questions = []question{
	{
		name:      "lookup",
		query:     `query($id: ID!) { person(by: {id: $id}) { id name orcid academicTitle talentTier } }`,
		variables: map[string]any{"id": "Person_seed.1"},
		write:     writeLookup,
	},
	{
		name: "tree",
		query: `query($lang: Language) {
	institutions(first: 8, orderBy: [{count: {staff: {}}, direction: DESC}]) {
		nodes {
			id name(lang: $lang) foundedOn
			staff(first: 6, orderBy: [{node: {count: {achievements: {}}, direction: DESC}}]) {
				edges {
					role from
					node {
						id name(lang: $lang) academicTitle
						achievements(first: 5) { nodes { id title(lang: $lang) stage trl completedOn askPrice { amount currency } } }
					}
				}
			}
		}
	}
}`,
		variables: map[string]any{"lang": "en"},
		write:     writeTree,
	},
}

// A rival is one way to answer a question.
type rival struct {
	name    string
	handler http.Handler
}

// rivals are the ways to answer a question: the same bytes every time, code
// written by hand for this question alone, generated code, and the engine
// alone. The store is left out: all but the first answer from one kg.Result.
func rivals(t testing.TB, hub kg.Store, q question) []rival {
	t.Helper()
	store := &still{Store: hub}
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	direct, stock := bothWays(t, engine.New(model.Graph(), schema, store))
	constant := []byte(serve(t, direct, newPost(q.query, q.variables)).body)
	return []rival{
		{"constant", byHand(func(b []byte) []byte { return append(b, constant...) })},
		{"hand", byHand(func(b []byte) []byte { return q.write(b, store) })},
		{"stock", stock},
		{"direct", direct},
	}
}

// smallHub returns a store that holds the small made-up hub.
func smallHub(t testing.TB) kg.Store {
	t.Helper()
	cs, err := seed.Generate(seed.Small)
	if err != nil {
		t.Fatal(err)
	}
	hub := storetest.NewMemory(model.Graph())
	if _, err := hub.Apply(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	return hub
}

// still answers every read as its store answered the first.
type still struct {
	kg.Store // until then
	query    *kg.Query
	result   *kg.Result
}

type stillReader struct {
	kg.Reader
	store *still
}

// Reader reads what was read before.
func (s *still) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	r := &stillReader{store: s}
	if s.Store != nil {
		r.Reader = s.Store.Reader(v, after...)
	}
	return r
}

// Read answers as the first time.
func (r *stillReader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	s := r.store
	if s.Store == nil {
		return s.result, nil
	}
	result, err := r.Reader.Read(ctx, q)
	s.Store, s.query, s.result = nil, q, result
	return result, err
}

// Whoever is compared answers the same.
func TestRivalsAgree(t *testing.T) {
	hub := smallHub(t)
	for _, q := range questions {
		var first string
		for _, r := range rivals(t, hub, q) {
			got := serve(t, r.handler, newPost(q.query, q.variables)).body
			if first == "" {
				first = got
			}
			if got != first || got == "" {
				t.Errorf("%s: %s answers\n%s, not\n%s", q.name, r.name, got, first)
			}
		}
		t.Logf("%s: %d bytes", q.name, len(first))
	}
}

// A request allocates for itself, not for the objects of its answer.
func TestAllocations(t *testing.T) {
	hub := smallHub(t)
	for name, most := range map[string]float64{"lookup": 125, "tree": 150} {
		q := questions[slices.IndexFunc(questions, func(q question) bool { return q.name == name })]
		for _, r := range rivals(t, hub, q) {
			ask := repeated(q)
			n := testing.AllocsPerRun(50, func() { ask(r.handler) })
			t.Logf("%s, %s: %.0f allocations", q.name, r.name, n)
			if r.name == "direct" && n > most {
				t.Errorf("%s: %.0f allocations; at most %.0f are allowed", q.name, n, most)
			}
		}
	}
}

// BenchmarkRequest is a request without a network.
func BenchmarkRequest(b *testing.B) {
	hub := smallHub(b)
	for _, q := range questions {
		for _, r := range rivals(b, hub, q) {
			b.Run(q.name+"/"+r.name, func(b *testing.B) {
				b.ReportAllocs()
				ask := repeated(q)
				for b.Loop() {
					ask(r.handler)
				}
			})
		}
	}
}

// repeated returns a function that asks a handler, and allocates little itself.
func repeated(q question) func(http.Handler) {
	r := newPost(q.query, q.variables)
	content, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err) // never of a buffer
	}
	body, w := bytes.NewReader(content), nowhere{}
	r.Body = io.NopCloser(body)
	return func(h http.Handler) {
		body.Reset(content)
		clear(w)
		h.ServeHTTP(w, r)
	}
}

// nowhere takes an answer and drops it; what it holds are the headers.
type nowhere http.Header

// Header returns the headers.
func (n nowhere) Header() http.Header { return http.Header(n) }

// WriteHeader does nothing.
func (nowhere) WriteHeader(int) {}

// Write does nothing.
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
