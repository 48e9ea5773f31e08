package graph

import (
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
)

func TestContentTypes(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	for contentType, want := range map[string]int{
		"application/json; charset=utf-8":  200,
		"Application/JSON;charset=UTF-8":   200,
		"application/json; charset=utf-16": 415,
		"application/graphql":              415,
		"application/json; charset":        415,
	} {
		r := newPost(good, nil)
		r.Header.Set("Content-Type", contentType)
		if got := serve(t, h, r); got.status != want {
			t.Errorf("%q: %d", contentType, got.status)
		}
	}
	r := newPost(good, nil)
	r.Header.Set("Content-Encoding", "gzip")
	if got := serve(t, h, r); got.status != 415 {
		t.Errorf("compressed: %d", got.status)
	}
}

func TestBodyLimit(t *testing.T) {
	const limit = 1 << 20
	h := newTestHandler(t, newFake(), Options{})
	padded := func(n int) *http.Request {
		body := `{"query":"{node(id:\"Person_1\"){id}}"}`
		return newRawPost(body + strings.Repeat(" ", n-len(body)))
	}
	if got := serve(t, h, padded(limit)); got.status != 200 {
		t.Errorf("at the limit: %d %s", got.status, got.body)
	}
	for name, r := range map[string]*http.Request{"declared": padded(limit + 1), "chunked": padded(limit + 1)} {
		if name == "chunked" {
			r.ContentLength = -1
		}
		if got := serve(t, h, r); got.status != 413 || got.code() != CodeTooLarge || len(got.body) > 1024 {
			t.Errorf("%s, past the limit: %d %s", name, got.status, got.body)
		}
	}
}

// endless gives n bytes without holding them.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.n)
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.n -= n
	return n, nil
}

// A body of 50 MB is refused with a short answer and takes no memory.
func TestHugeBody(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, length := range []int64{50 << 20, -1} {
		r := httptest.NewRequest(http.MethodPost, "/graphql", &endless{50 << 20})
		r.Header.Set("Content-Type", "application/json")
		r.ContentLength = length
		if got := serve(t, h, r); got.status != 413 || strings.Contains(got.body, "xx") || len(got.body) > 1024 {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
		t.Errorf("%d bytes allocated", grown)
	}
}
