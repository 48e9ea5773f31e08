package graph

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"innograph/graph/engine"
	"innograph/graph/identity"
)

// knownCallers returns callers with the tokens "one" and "two", and "old", which no
// longer holds.
func knownCallers(t *testing.T) *identity.Callers {
	t.Helper()
	var text strings.Builder
	text.WriteString("callers:\n")
	for _, c := range []struct{ token, more string }{{"one", "    actsFor: [Person_1, Team_1]\n"}, {"two", ""}, {"old", "    expires: 2020-01-01\n"}} {
		fmt.Fprintf(&text, "  - name: the %s\n    sha256: %s\n%s", c.token, identity.Digest(c.token), c.more)
	}
	callers, err := identity.Parse([]byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	return callers
}

// seeing answers with the level and the nodes that it is asked to answer for.
func seeing() fake {
	f := newFake()
	f.answer = func(ctx context.Context) (engine.JSON, error) {
		v := engine.ViewerOf(ctx)
		return engine.JSON(fmt.Sprintf(`{"id":"%s %v"}`, v.Highest(), v.Acts())), nil
	}
	return f
}

func bearing(token string) *http.Request {
	r := newPost(good, nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r
}

func TestCallers(t *testing.T) {
	var log bytes.Buffer
	h := newTestHandler(t, seeing(), Options{Callers: knownCallers(t), Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	for token, want := range map[string]string{"": "PUBLIC []", "one": "REGISTERED [Person_1 Team_1]", "two": "REGISTERED []"} {
		got := serve(t, h, bearing(token))
		if got.status != http.StatusOK || !strings.Contains(got.body, `"`+want+`"`) || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%q: %d %v %s", token, got.status, got.header, got.body)
		}
	}
	if text := log.String(); !strings.Contains(text, `caller="the one"`) || strings.Contains(text, identity.Digest("one")) {
		t.Errorf("the log: %s", text)
	}
}

// Requests of many callers at once, of one operation, are answered to each as he may
// see.
func TestCallersAtOnce(t *testing.T) {
	h := newTestHandler(t, seeing(), Options{Callers: knownCallers(t)})
	var wait sync.WaitGroup
	for i := range 60 {
		token, want := "one", "REGISTERED [Person_1 Team_1]"
		switch i % 3 {
		case 1:
			token, want = "two", "REGISTERED []"
		case 2:
			token, want = "", "PUBLIC []"
		}
		wait.Go(func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, bearing(token))
			if !strings.Contains(w.Body.String(), `"`+want+`"`) {
				t.Errorf("%q: %s", token, w.Body)
			}
		})
	}
	wait.Wait()
}

// Who says who he is, and is not, gets nothing: neither data nor the blame of the
// server, nor a word of what he sent, here or in the log.
func TestUnknownCallers(t *testing.T) {
	var log bytes.Buffer
	f := seeing()
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h := newTestHandler(t, f, Options{Callers: knownCallers(t), Log: logger})
	const canary = "canary-5d2f"
	cases := 0
	for _, values := range [][]string{
		{"Bearer " + canary}, {"Basic " + canary}, {canary}, {"Bearer " + canary + "\x00\n"}, {"Bearer one", "Bearer two"}, {"Bearer old"}, {""},
		{"Bearer " + strings.Repeat(canary, 1000)}, {"Bearer one " + canary}, {"Bearer " + identity.Digest("one")},
	} {
		for _, request := range []*http.Request{newPost(good, nil), newGet(map[string][]string{"query": {good}}), newRawPost("{"), newRawPost(""), newPost("{", nil)} {
			request.Header["Authorization"] = values
			got := serve(t, h, request)
			cases++
			if got.status != http.StatusUnauthorized || got.code() != CodeUnauthenticated || got.data != nil || len(got.errors) != 1 ||
				!strings.HasPrefix(got.header.Get("WWW-Authenticate"), `Bearer realm="innograph"`) || got.errors[0].Extensions["requestId"] == "" ||
				got.header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(got.header.Get("Content-Type"), typeJSON) {
				t.Errorf("%.60q: %d %v %s", values, got.status, got.header, got.body)
			}
			if strings.Contains(got.body+fmt.Sprint(got.header), canary) {
				t.Errorf("%.60q: the answer repeats it: %s", values, got.body)
			}
		}
	}
	if n := f.runs.Load(); n != 0 {
		t.Errorf("%d of %d were executed", n, cases)
	}
	if strings.Contains(log.String(), canary) || strings.Contains(log.String(), identity.Digest("one")) {
		t.Errorf("the log repeats it: %s", log.String())
	}
	if got := serve(t, newTestHandler(t, f, Options{}), bearing("one")); got.status != http.StatusUnauthorized {
		t.Errorf("where nobody is known: %d %s", got.status, got.body)
	}
}

// A page of a friendly origin may send a token and a bookmark, and learns why it is
// refused.
func TestCallersOfOtherOrigins(t *testing.T) {
	h := newTestHandler(t, seeing(), Options{Callers: knownCallers(t), Origins: []string{"https://friend.example"}})
	ask := httptest.NewRequest(http.MethodOptions, "/graphql", nil)
	ask.Header.Set("Origin", "https://friend.example")
	ask.Header.Set("Access-Control-Request-Method", http.MethodPost)
	ask.Header.Set("Access-Control-Request-Headers", "authorization,content-type,innograph-bookmark")
	if got := serve(t, h, ask); got.status != http.StatusNoContent || !strings.Contains(strings.ToLower(got.header.Get("Access-Control-Allow-Headers")), "authorization") {
		t.Errorf("asking beforehand: %d %v", got.status, got.header)
	}
	for token, want := range map[string]int{"one": http.StatusOK, "three": http.StatusUnauthorized} {
		r := bearing(token)
		r.Header.Set("Origin", "https://friend.example")
		if got := serve(t, h, r); got.status != want || got.header.Get("Access-Control-Allow-Origin") != "https://friend.example" ||
			!strings.Contains(got.header.Get("Access-Control-Expose-Headers"), bookmarkHeader) {
			t.Errorf("%s: %d %v", token, got.status, got.header)
		}
	}
	r := bearing("one")
	r.Header.Set("Origin", "https://evil.example")
	if got := serve(t, h, r); got.status != http.StatusForbidden {
		t.Errorf("a token does not open the door to other pages: %d %s", got.status, got.body)
	}
}

func TestViewerField(t *testing.T) {
	h := newTestHandler(t, seeing(), Options{Callers: knownCallers(t)})
	for token, want := range map[string]string{
		"":    `{"viewer":{"name":null,"level":"PUBLIC","actsFor":[]}}`,
		"one": `{"viewer":{"name":"the one","level":"REGISTERED","actsFor":["Person_1","Team_1"]}}`,
		"two": `{"viewer":{"name":"the two","level":"REGISTERED","actsFor":[]}}`,
	} {
		r := newPost(`{viewer{name level actsFor}}`, nil)
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		if got := serve(t, h, r); string(got.data) != want {
			t.Errorf("%q: %s", token, got.body)
		}
	}
}
