package graph

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"innograph/kg"
)

// A page of another origin executes nothing, whatever it sends.
func TestCrossSiteRequests(t *testing.T) {
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	_ = m.WriteField("operations", `{"query":"{__typename}"}`)
	_ = m.Close()
	bodies := map[string]string{
		"":                                  `{"query":"` + `{node(id:\"1\"){id}}` + `"}`,
		"text/plain":                        `{"query":"{node(id:\"1\"){id}}"}`,
		"application/x-www-form-urlencoded": url.Values{"query": {good}}.Encode(),
		m.FormDataContentType():             form.String(),
		"application/json":                  `{"query":"{node(id:\"1\"){id}}"}`,
	}
	origins := map[string]http.Header{
		"foreign":           {"Origin": {"https://evil.example"}},
		"foreign, by fetch": {"Origin": {"https://evil.example"}, "Sec-Fetch-Site": {"cross-site"}},
		"an image":          {"Sec-Fetch-Site": {"cross-site"}},
		"another port":      {"Origin": {"http://example.com:81"}, "Sec-Fetch-Site": {"same-site"}},
		"sandboxed":         {"Origin": {"null"}},
	}
	f := newFake()
	h := newTestHandler(t, f, Options{Origins: []string{"https://friend.example"}})
	cases := 0
	for name, headers := range origins {
		for contentType, body := range bodies {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				r := httptest.NewRequest(method, "/graphql?"+url.Values{"query": {good}}.Encode(), strings.NewReader(body))
				if contentType != "" {
					r.Header.Set("Content-Type", contentType)
				}
				for k, v := range headers {
					r.Header[k] = v
				}
				cases++
				if got := serve(t, h, r); got.status != http.StatusForbidden || got.code() != CodeForbiddenOrigin {
					t.Errorf("%s, %s, %q: %d %s", name, method, contentType, got.status, got.body)
				}
			}
		}
	}
	if n := f.runs.Load(); n != 0 {
		t.Errorf("%d of %d executed", n, cases)
	}
	// Without an origin, a type that forms can send is refused all the same.
	for contentType, body := range bodies {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		want := http.StatusUnsupportedMediaType
		if contentType == "application/json" {
			want = http.StatusOK
		}
		if got := serve(t, h, r); got.status != want {
			t.Errorf("%q: %d %s", contentType, got.status, got.body)
		}
	}
	if n := f.runs.Load(); n != 1 {
		t.Errorf("%d executed, not the one of application/json", n)
	}
}

func TestCORS(t *testing.T) {
	const friend, stranger = "https://friend.example", "https://evil.example"
	for _, c := range []struct {
		origins []string
		origin  string
		status  int
		allowed string
	}{
		{nil, "", 200, ""},
		{nil, stranger, 403, ""},
		{nil, "http://example.com", 200, ""}, // the server's own
		{[]string{friend}, "", 200, ""},
		{[]string{friend}, friend, 200, friend},
		{[]string{friend}, stranger, 403, ""},
		{[]string{friend}, friend + ".evil.example", 403, ""},
		{[]string{friend, "http://other.example:8000"}, "http://other.example:8000", 200, "http://other.example:8000"},
		{[]string{"*"}, stranger, 200, "*"},
	} {
		h := newTestHandler(t, newFake(), Options{Origins: c.origins})
		r := newPost(good, nil)
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		got := serve(t, h, r)
		if got.status != c.status || got.header.Get("Access-Control-Allow-Origin") != c.allowed {
			t.Errorf("%v asked by %q: %d, allows %q", c.origins, c.origin, got.status, got.header.Get("Access-Control-Allow-Origin"))
		}
		preflight := httptest.NewRequest(http.MethodOptions, "/graphql", nil)
		preflight.Header.Set("Origin", c.origin)
		preflight.Header.Set("Access-Control-Request-Method", "POST")
		preflight.Header.Set("Access-Control-Request-Headers", "content-type")
		if got := serve(t, h, preflight); got.header.Get("Access-Control-Allow-Origin") != c.allowed {
			t.Errorf("%v, preflight of %q: allows %q", c.origins, c.origin, got.header.Get("Access-Control-Allow-Origin"))
		}
	}
	for _, bad := range []string{"", "friend.example", "https://friend.example/", "https://*.example", "ftp://friend.example", "https://a b"} {
		if _, err := NewHandler(newFake(), Options{Origins: []string{bad}}); !errors.Is(err, kg.ErrInvalid) {
			t.Errorf("origin %q: %v", bad, err)
		}
	}
}
