package cli

import (
	"context"
	"net/http"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// A deaf store does not answer.
type deaf struct {
	kg.Store
	wait bool
}

// Ping fails, or waits for as long as it may.
func (d deaf) Ping(ctx context.Context) error {
	if d.wait {
		<-ctx.Done()
		return ctx.Err()
	}
	return &kg.Error{Kind: kg.ErrUnavailable, Reason: "gone"}
}

func TestReady(t *testing.T) {
	memory := storetest.NewMemory(model.Graph())
	for name, c := range map[string]struct {
		store    kg.Store
		draining bool
		ready    int
	}{
		"at work":       {memory, false, http.StatusOK},
		"stopping":      {memory, true, http.StatusServiceUnavailable},
		"store failing": {deaf{Store: memory}, false, http.StatusServiceUnavailable},
		"store stuck":   {deaf{Store: memory, wait: true}, false, http.StatusServiceUnavailable},
	} {
		s, server := newTestSite(t, c.store)
		s.draining.Store(c.draining)
		if status, body := get(t, server.URL+"/readyz"); status != c.ready {
			t.Errorf("%s: ready %d %s", name, status, body)
		}
		if status, _ := get(t, server.URL+"/healthz"); status != http.StatusOK {
			t.Errorf("%s: alive %d", name, status)
		}
	}
}

func TestRoutes(t *testing.T) {
	_, server := newTestSite(t, storetest.NewMemory(model.Graph()))
	for path, want := range map[string]int{
		"/": 200, "/presets.json": 200, "/schema.graphql": 200, "/graphql?query={__typename}": 200,
		"/graphql": 400, "/graphql/": 404, "/nothing": 404, "/healthz/": 404, "/.git/config": 404,
	} {
		if status, body := get(t, server.URL+path); status != want {
			t.Errorf("%s: %d %.200s", path, status, body)
		}
	}
}
