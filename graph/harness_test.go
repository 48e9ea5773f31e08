package graph

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/graph/limit"
)

// A fake answers every root field by a function, at a fixed price.
type fake struct {
	answer func(ctx context.Context) (engine.JSON, error)
	price  int
	runs   *atomic.Int64
}

// Resolve counts and answers.
func (f fake) Resolve(ctx context.Context) (engine.JSON, error) {
	f.runs.Add(1)
	return f.answer(ctx)
}

// Predict returns the price.
func (f fake) Predict(*graphql.OperationContext) int { return f.price }

// Alone and Append leave everything to Resolve.
func (fake) Alone(*graphql.OperationContext) bool { return false }

func (fake) Append(context.Context, *graphql.OperationContext, []byte) []byte { panic("not asked for") }

func newFake() fake {
	return fake{runs: &atomic.Int64{}, answer: func(context.Context) (engine.JSON, error) { return engine.JSON(`{"id":"Person_1"}`), nil }}
}

func newTestHandler(t testing.TB, f fake, o Options) http.Handler {
	t.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	h, err := NewHandler(f, o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A reply is an answer of the handler, read.
type reply struct {
	status int
	header http.Header
	body   string
	errors []replyError
	data   json.RawMessage // nil: absent
	cost   *price
}

type replyError struct {
	Message    string
	Path       []any
	Extensions map[string]any
}

func (e replyError) code() string { s, _ := e.Extensions["code"].(string); return s }

// code is that of the first error, or "".
func (r reply) code() string {
	if len(r.errors) == 0 {
		return ""
	}
	return r.errors[0].code()
}

func serve(t testing.TB, h http.Handler, r *http.Request) reply {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	got := reply{status: w.Code, header: w.Header(), body: w.Body.String()}
	if len(got.body) == 0 {
		return got
	}
	var parsed struct {
		Errors     []replyError
		Data       json.RawMessage
		Extensions struct{ Cost *price }
	}
	if err := json.Unmarshal([]byte(got.body), &parsed); err != nil {
		t.Fatalf("%s: %v", got.body, err)
	}
	got.errors, got.data, got.cost = parsed.Errors, parsed.Data, parsed.Extensions.Cost
	if got.data == nil && strings.Contains(got.body, `"data"`) {
		got.data = json.RawMessage("null")
	}
	return got
}

func newPost(query string, variables map[string]any) *http.Request {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		panic(err)
	}
	return newRawPost(string(body))
}

func newRawPost(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func newGet(values url.Values) *http.Request {
	return httptest.NewRequest(http.MethodGet, "/graphql?"+values.Encode(), nil)
}

const good = `{node(id:"Person_1"){id}}`

func newTestDocuments(t testing.TB, cacheBytes int) *documents {
	t.Helper()
	d, err := newDocuments(generated.NewExecutableSchema(generated.Config{}).Schema(), limit.Default, cacheBytes)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
