package graph

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"innograph/graph/engine"
	"innograph/graph/limit"
)

// The answers of the specification of GraphQL over HTTP, by media type.
func TestStatus(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	variables := func(v string) string { return `{"query":"query($i: ID!){node(id:$i){id}}","variables":` + v + `}` }
	for _, c := range []struct {
		name          string
		request       *http.Request
		plain, native int // status as application/json, as application/graphql-response+json
		code          string
		data          bool // is there a data entry
	}{
		{"a query", newPost(good, nil), 200, 200, "", true},
		{"a query by GET", newGet(url.Values{"query": {good}}), 200, 200, "", true},
		{"body not JSON", newRawPost("{"), 400, 400, CodeBadRequest, false},
		{"body empty", newRawPost(""), 400, 400, CodeBadRequest, false},
		{"body goes on", newRawPost(`{"query":"{__typename}"}{}`), 400, 400, CodeBadRequest, false},
		{"body a batch", newRawPost(`[{"query":"{__typename}"}]`), 400, 400, CodeBadRequest, false},
		{"body not UTF-8", newRawPost("{\"query\":\"{__typename \xff}\"}"), 400, 400, CodeBadRequest, false},
		{"no query", newRawPost(`{}`), 400, 400, CodeBadRequest, false},
		{"query a number", newRawPost(`{"query":1}`), 400, 400, CodeBadRequest, false},
		{"operationName a list", newRawPost(`{"query":"{__typename}","operationName":[]}`), 400, 400, CodeBadRequest, false},
		{"variables a string", newRawPost(`{"query":"{__typename}","variables":"x"}`), 400, 400, CodeBadRequest, false},
		{"extensions a number", newRawPost(`{"query":"{__typename}","extensions":0}`), 400, 400, CodeBadRequest, false},
		{"nulls", newRawPost(`{"query":"{__typename}","operationName":null,"variables":null,"extensions":null}`), 200, 200, "", true},
		{"GET without query", newGet(nil), 400, 400, CodeBadRequest, false},
		{"GET with bad variables", newGet(url.Values{"query": {good}, "variables": {"["}}), 400, 400, CodeBadRequest, false},
		{"a document that does not parse", newPost("{", nil), 200, 400, CodeParseFailed, false},
		{"a document of spaces and comments", newPost("# nothing", nil), 200, 400, CodeValidationFailed, false},
		{"an invalid document", newPost("{nothing}", nil), 200, 400, CodeValidationFailed, false},
		{"an unknown operation", newRawPost(`{"query":"query a{__typename}","operationName":"b"}`), 200, 400, CodeValidationFailed, false},
		{"a missing variable", newRawPost(variables(`{}`)), 200, 400, engine.CodeBadUserInput, false},
		{"a variable of a wrong type", newRawPost(variables(`{"i":[1]}`)), 200, 400, engine.CodeBadUserInput, false},
		{"a mutation by GET", newGet(url.Values{"query": {"mutation{x}"}}), 405, 405, CodeMethod, false},
		{"PUT", httptest.NewRequest(http.MethodPut, "/graphql", nil), 405, 405, CodeMethod, false},
	} {
		for mediaType, status := range map[string]int{typeJSON: c.plain, typeGraphQL: c.native} {
			body, err := io.ReadAll(c.request.Body)
			if err != nil {
				t.Fatal(err)
			}
			c.request.Body = io.NopCloser(bytes.NewReader(body))
			r := c.request.Clone(t.Context())
			r.Body = io.NopCloser(bytes.NewReader(body))
			r.Header.Set("Accept", mediaType)
			got := serve(t, h, r)
			if got.status != status || got.code() != c.code || (got.data != nil) != c.data {
				t.Errorf("%s, %s: %d %s", c.name, mediaType, got.status, got.body)
			}
			if want := mediaType + "; charset=utf-8"; c.request.Method != http.MethodPut && got.header.Get("Content-Type") != want {
				t.Errorf("%s: type %q, not %q", c.name, got.header.Get("Content-Type"), want)
			}
			if allow := got.header.Get("Allow"); (allow != "") != (got.status == 405) {
				t.Errorf("%s: Allow is %q", c.name, allow)
			}
		}
	}
}

func TestAccept(t *testing.T) {
	for accept, want := range map[string]string{
		"":                                       typeJSON,
		"*/*":                                    typeJSON,
		"application/*":                          typeJSON,
		typeJSON:                                 typeJSON,
		typeGraphQL:                              typeGraphQL,
		typeJSON + ", */*":                       typeJSON,
		typeGraphQL + ", */*":                    typeGraphQL,
		"text/html":                              "",
		"text/html, */*;q=0.1":                   typeJSON,
		typeJSON + ";q=0":                        "",
		"*/*, " + typeJSON + ";q=0":              typeGraphQL,
		typeJSON + ";q=0.5, " + typeGraphQL:      typeGraphQL,
		typeJSON + ", " + typeGraphQL + ";q=0.5": typeJSON,
		typeGraphQL + "; charset=utf-8, " + typeJSON:      typeGraphQL,
		"application/json;q=x, text/html":                 "",
		"application/graphql-response+json,, ,bad/;;type": typeGraphQL,
	} {
		if got := responseType(http.Header{"Accept": {accept}}); got != want {
			t.Errorf("Accept %q gives %q, not %q", accept, got, want)
		}
	}
	r := newPost(good, nil)
	r.Header.Set("Accept", "text/html")
	if got := serve(t, newTestHandler(t, newFake(), Options{}), r); got.status != http.StatusNotAcceptable || got.code() != CodeNotAcceptable {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestRequestID(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	for given, kept := range map[string]bool{
		"abc-DEF_1.2~3": true, strings.Repeat("x", 64): true, "": false,
		strings.Repeat("x", 65): false, "a b": false, "<script>": false, "a\tb": false, "名": false,
	} {
		r := newPost("{", nil)
		r.Header.Set("X-Request-Id", given)
		got := serve(t, h, r)
		id := got.header.Get("X-Request-Id")
		if kept != (id == given) || !kept && !regexp.MustCompile(`^[0-9A-Z]{26}$`).MatchString(id) {
			t.Errorf("%q became %q", given, id)
		}
		if got.errors[0].Extensions["requestId"] != id {
			t.Errorf("%q: the error has %v", id, got.errors[0].Extensions["requestId"])
		}
	}
}

func TestCost(t *testing.T) {
	for price, ok := range map[int]bool{0: true, engine.MaxNodes: true, engine.MaxNodes + 1: false} {
		f := newFake()
		f.price = price
		got := serve(t, newTestHandler(t, f, Options{}), newPost(good, nil))
		if ok && (got.code() != "" || got.cost == nil || got.cost.PredictedNodes != price || got.cost.Limit != engine.MaxNodes) {
			t.Errorf("price %d: %s", price, got.body)
		}
		if !ok {
			x := got.errors[0].Extensions
			if got.code() != engine.CodeTooComplex || got.data != nil || f.runs.Load() != 0 ||
				x["limit"] != float64(engine.MaxNodes) || x["actual"] != float64(price) || x["remedy"] == "" {
				t.Errorf("price %d: %s", price, got.body)
			}
		}
	}
}

func TestLimitsThroughTheHandler(t *testing.T) {
	f := newFake()
	l := limit.Default
	l.Depth = 2
	h := newTestHandler(t, f, Options{Limits: l})
	got := serve(t, h, newPost(`{node(id:"1"){... on Person {organisations{nodes{id}}}}}`, nil))
	x := got.errors[0].Extensions
	if got.code() != engine.CodeTooComplex || x["measure"] != "depth" || x["limit"] != 2.0 || x["actual"] != 4.0 || x["remedy"] == "" {
		t.Error(got.body)
	}
	deep := any("x")
	for range 40 {
		deep = []any{deep}
	}
	if got := serve(t, h, newPost(`query($v: [ID!]!){nodes(ids:$v){id}}`, map[string]any{"v": deep})); got.code() != engine.CodeTooComplex {
		t.Error(got.body)
	}
	if f.runs.Load() != 0 {
		t.Error("something ran")
	}
}
