package graph

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// A hub is the served schema with a mutation that writes a person.
type hub struct {
	graphql.ExecutableSchema
	schema *ast.Schema
	store  kg.Store
}

// newHub returns the handler of a server that writes to a store and reads from it.
func newHub(t testing.TB, store kg.Store) http.Handler {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: generated.SDL() + `
		"What the tests write."
		type Mutation {
			"Writes a person."
			write(key: String!): Person
		}`})
	if err != nil {
		t.Fatal(err)
	}
	e := engine.New(model.Graph(), generated.NewExecutableSchema(generated.Config{}).Schema(), store)
	h, err := newServer(&hub{direct{generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{Engine: e}}), e}, schema, store}, e,
		Options{Log: slog.New(slog.DiscardHandler), Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *hub) Schema() *ast.Schema { return h.schema }

// Exec answers a mutation by the id that it has written.
func (h *hub) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Mutation {
		return h.ExecutableSchema.Exec(ctx)
	}
	return func(ctx context.Context) *graphql.Response {
		key := op.Variables["key"].(string)
		receipt, err := h.store.Apply(ctx, &kg.Changeset{Nodes: []kg.NodeChange{{ID: kg.ID("Person_" + key), Kind: "Person",
			Properties: map[string]kg.Value{"name": kg.Localized(map[string]string{"en": key})}}}})
		if err != nil {
			graphql.AddError(ctx, err)
			return &graphql.Response{Data: []byte("null")}
		}
		engine.Wrote(ctx, receipt)
		return &graphql.Response{Data: fmt.Appendf(nil, `{"write":{"id":"Person_%s"}}`, key)}
	}
}

// writing asks a hub to write a person.
func writing(key string) *http.Request {
	return newPost(`mutation($key: String!) { write(key: $key) { id } }`, map[string]any{"key": key})
}

// after adds bookmarks to a request.
func after(r *http.Request, bookmarks ...string) *http.Request {
	r.Header[http.CanonicalHeaderKey(bookmarkHeader)] = bookmarks
	return r
}

// A reading is a store that notes the bookmarks that it is read after.
type reading struct {
	kg.Store
	after []kg.Bookmark
}

// Reader notes them.
func (r *reading) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	r.after = after
	return r.Store.Reader(v, after...)
}

func TestBookmarksGoThereAndBack(t *testing.T) {
	store := &reading{Store: storetest.NewMemory(model.Graph())}
	h := newHub(t, store)
	ask := func() *http.Request { return newPost(`{node(id:"Person_a"){id}}`, nil) }
	if got := serve(t, h, ask()); got.code() != "" || len(got.header.Values(bookmarkHeader)) > 0 || strings.Contains(got.body, bookmarkKey) || len(store.after) > 0 {
		t.Errorf("a query: %v %s, read after %q", got.header, got.body, store.after)
	}
	got := serve(t, h, writing("a"))
	given := got.header.Get(bookmarkHeader)
	if got.code() != "" || given == "" || !strings.Contains(got.body, fmt.Sprintf(`"bookmark":%q`, given)) || got.cost == nil {
		t.Fatalf("a mutation: %v %s", got.header, got.body)
	}
	second := serve(t, h, writing("b")).header.Get(bookmarkHeader)
	for _, sent := range [][]string{{given}, {given, second}, {given + ", " + second}, {" ", "", given + ",,"}} {
		got := serve(t, h, after(ask(), sent...))
		want := strings.Split(strings.Trim(strings.ReplaceAll(strings.Join(sent, ","), " ", ""), ","), ",")
		if got.code() != "" || !strings.Contains(got.body, "Person_a") || fmt.Sprint(store.after) != fmt.Sprint(want) {
			t.Errorf("after %q: %s, read after %q", sent, got.body, store.after)
		}
	}
	if got := serve(t, h, after(writing("\x00"), given)); got.code() != engine.CodeBadUserInput || got.header.Get(bookmarkHeader) != "" {
		t.Errorf("a mutation that fails: %v %s", got.header, got.body)
	}
}

// What a request reads after it has written is no older than that.
func TestWhatIsReadAfterWriting(t *testing.T) {
	store := &reading{Store: storetest.NewMemory(model.Graph())}
	e := engine.New(model.Graph(), generated.NewExecutableSchema(generated.Config{}).Schema(), store)
	f := newFake()
	f.answer = func(ctx context.Context) (engine.JSON, error) {
		engine.Wrote(ctx, &kg.Receipt{Bookmark: "2"})
		engine.Wrote(ctx, &kg.Receipt{Bookmark: "0"})
		return e.Resolve(ctx)
	}
	got := serve(t, newTestHandler(t, f, Options{}), after(newPost(good, nil), "0"))
	if got.code() != "" || fmt.Sprint(store.after) != "[0 0]" || got.header.Get(bookmarkHeader) != "0" {
		t.Errorf("%v %s, read after %q", got.header, got.body, store.after)
	}
}

func TestBadBookmarks(t *testing.T) {
	h := newHub(t, storetest.NewMemory(model.Graph()))
	many := strings.Repeat("0,", mostBookmarks)
	for name, c := range map[string]struct {
		sent   []string
		status int
		code   string
	}{
		"as many as may be":   {[]string{many}, http.StatusOK, ""},
		"too many":            {[]string{many, "0"}, http.StatusBadRequest, engine.CodeBadBookmark},
		"as long as may be":   {[]string{strings.Repeat(" ", mostBookmarkBytes-1), "0"}, http.StatusOK, ""},
		"too long":            {[]string{strings.Repeat("0", mostBookmarkBytes), "0"}, http.StatusBadRequest, engine.CodeBadBookmark},
		"not printable":       {[]string{"0\x7f"}, http.StatusBadRequest, engine.CodeBadBookmark},
		"not ASCII":           {[]string{"零"}, http.StatusBadRequest, engine.CodeBadBookmark},
		"of a later state":    {[]string{"7"}, http.StatusOK, engine.CodeBadBookmark},
		"of another database": {[]string{"0", "<script>"}, http.StatusOK, engine.CodeBadBookmark},
	} {
		got := serve(t, h, after(newPost(good, nil), c.sent...))
		if got.status != c.status || got.code() != c.code || len(got.body) > 1000 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
		if c.status != http.StatusOK && (got.data != nil || strings.Contains(got.body, c.sent[0])) {
			t.Errorf("%s: %s", name, got.body)
		}
	}
}
