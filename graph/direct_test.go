package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/graph/presets"
	"innograph/kg"
	"innograph/model"
)

// An operation is asked both ways.
type operation struct {
	name, query string
	variables   map[string]any
	alone       bool // the engine answers it without generated code
}

// operations are one of each way in which root fields may stand, succeed and
// fail.
var operations = []operation{
	{"one field", `{ person(by: {id: "Person_seed.1"}) { id name aliases } }`, nil, true},
	{"an alias", `{ who: person(by: {id: "Person_seed.1"}) { __typename is: id } }`, nil, true},
	{"fields beside each other", `{ people(first: 3) { nodes { name } } t: __typename institutions(first: 2) { totalCount } b: people(last: 1) { nodes { id } } }`, nil, true},
	{"fields that are merged", `{ people(first: 1) { nodes { id } } ...F } fragment F on Query { people(first: 1) { nodes { name } totalCount } }`, nil, true},
	{"left out", `query($yes: Boolean!) { a: people(first: 1) @skip(if: $yes) { nodes { id } } b: people(first: 1) @include(if: $yes) { nodes { id } } }`, map[string]any{"yes": true}, true},
	{"all left out", `{ people(first: 1) @skip(if: true) { nodes { id } } }`, nil, true},
	{"only a type name", `{ __typename }`, nil, true},
	{"nothing there", `{ node(id: "Person_nobody") { id } nodes(ids: ["Person_nobody", "Person_seed.1"]) { id } }`, nil, true},
	{"a refused argument", `{ people(first: 1000) { nodes { id } } }`, nil, true},
	{"a refused argument beside", `{ people(first: 1) { nodes { id } } institutions(first: 0) { nodes { id } } }`, nil, true},
	{"a bad cursor", `{ people(first: 1, after: "x") { nodes { id } } }`, nil, true},
	{"a field with a resolver", `{ viewer { level actsFor } }`, nil, false},
	{"a field with a resolver beside", `{ viewer { level } people(first: 1) { nodes { id } } }`, nil, false},
	{"introspection beside", `{ people(first: 1) { nodes { id } } __type(name: "Person") { name } }`, nil, false},
	{"does not parse", `{`, nil, false},
	{"is not valid", `{ nothing }`, nil, false},
	{"lacks a variable", `query($id: ID!) { node(id: $id) { id } }`, nil, false},
	{"costs too much", `{ people(first: 100) { nodes { organisations(first: 100) { nodes { staff(first: 100) { nodes { id } } } } } } }`, nil, false},
}

// A troubled store answers reads, once they are done, in its own way.
type troubled struct {
	kg.Store
	trouble func(context.Context, *kg.Result, error) (*kg.Result, error)
}

type troubledReader struct {
	kg.Reader
	store troubled
}

// Reader reads with trouble.
func (s troubled) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	return troubledReader{s.Store.Reader(v, after...), s}
}

// Read has trouble.
func (r troubledReader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	result, err := r.Reader.Read(ctx, q)
	return r.store.trouble(ctx, result, err)
}

var troubles = map[string]func(context.Context, *kg.Result, error) (*kg.Result, error){
	"none": func(_ context.Context, r *kg.Result, err error) (*kg.Result, error) { return r, err },
	"fails": func(context.Context, *kg.Result, error) (*kg.Result, error) {
		return nil, errors.New("the disk is gone")
	},
	"is away": func(context.Context, *kg.Result, error) (*kg.Result, error) {
		return nil, &kg.Error{Kind: kg.ErrUnavailable}
	},
	"panics":  func(context.Context, *kg.Result, error) (*kg.Result, error) { panic("a fault of the store") },
	"is late": func(context.Context, *kg.Result, error) (*kg.Result, error) { return nil, context.DeadlineExceeded },
	"has lost all values": func(_ context.Context, r *kg.Result, err error) (*kg.Result, error) {
		if r != nil {
			forget(r.Root)
		}
		return r, err
	},
}

func forget(l *kg.Level) {
	for i := range l.Rows {
		l.Rows[i].Values = make([]kg.Value, len(l.Rows[i].Values))
	}
	for _, below := range l.Hops {
		forget(below)
	}
}

// watched counts what an engine answers alone.
type watched struct {
	*engine.Engine
	alone *atomic.Int64
}

// Append counts and answers.
func (w watched) Append(ctx context.Context, op *graphql.OperationContext, b []byte) []byte {
	w.alone.Add(1)
	return w.Engine.Append(ctx, op, b)
}

// What the engine writes into the body is what generated code would have made of
// it, to the byte. Where several fields fail, whose errors have no order among
// them, it is the data to the byte and the same errors.
func TestDirectAnswersEqualGenerated(t *testing.T) {
	hub, all := smallHub(t), slices.Clone(operations)
	own, err := presets.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range own {
		all = append(all, operation{p.Name, p.Query, p.Variables, true})
	}
	for trouble, f := range troubles {
		e := watched{engine.New(model.Graph(), generated.NewExecutableSchema(generated.Config{}).Schema(), troubled{hub, f}), &atomic.Int64{}}
		direct, stock := bothWays(t, e)
		for _, op := range all {
			for _, accept := range []string{typeJSON, typeGraphQL} {
				before := e.alone.Load()
				got, want := op.ask(t, direct, accept), op.ask(t, stock, accept)
				if alone := e.alone.Load() > before; alone != op.alone {
					t.Errorf("%s, store %s: answered alone: %t", op.name, trouble, alone)
				}
				if why := difference(got, want); why != "" {
					t.Errorf("%s, store %s: the %s differs:\n%.2000s\n%.2000s", op.name, trouble, why, got.body, want.body)
				}
			}
		}
	}
}

// bothWays returns the handler as it is, and one that leaves all to generated
// code.
func bothWays(t testing.TB, e Answerer) (direct, stock http.Handler) {
	t.Helper()
	o := Options{Log: slog.New(slog.DiscardHandler)}
	direct, err := NewHandler(e, o)
	if err != nil {
		t.Fatal(err)
	}
	stock, err = newServer(generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{Engine: e}}), e, o)
	if err != nil {
		t.Fatal(err)
	}
	return direct, stock
}

func (op operation) ask(t testing.TB, h http.Handler, accept string) reply {
	r := newPost(op.query, op.variables)
	r.Header.Set("Accept", accept)
	r.Header.Set(requestIDHeader, "the-same")
	return serve(t, h, r)
}

// difference says what of two replies is not the same, or "".
func difference(a, b reply) string {
	sorted := func(errs []replyError) []string {
		var all []string
		for _, e := range errs {
			all = append(all, fmt.Sprint(e))
		}
		slices.Sort(all)
		return all
	}
	switch {
	case a.status != b.status:
		return "status"
	case !maps.EqualFunc(a.header, b.header, slices.Equal):
		return "header"
	case a.body == b.body:
		return ""
	case len(a.errors) < 2:
		return "body"
	case !slices.Equal(sorted(a.errors), sorted(b.errors)):
		return "set of errors"
	case !bytes.Equal(a.data, b.data):
		return "data"
	}
	return ""
}

// The length of a body is told beforehand, so that no answer is sent in chunks.
func TestContentLength(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	for _, r := range []*http.Request{newPost(good, nil), newPost("{", nil), newRawPost("{")} {
		got := serve(t, h, r)
		if got.header.Get("Content-Length") != strconv.Itoa(len(got.body)) {
			t.Errorf("Content-Length: %s for %d bytes", got.header.Get("Content-Length"), len(got.body))
		}
	}
}
