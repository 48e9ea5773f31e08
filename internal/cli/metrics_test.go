package cli

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/store/neo4jstore"
	"innograph/store/storetest"
)

// A busyStore tells how it uses its connections.
type busyStore struct{ kg.Store }

// Usage is different for each figure.
func (busyStore) Usage() neo4jstore.Usage {
	return neo4jstore.Usage{Calls: 3, Connections: 100, Statements: 17, Again: 2}
}

func TestMetrics(t *testing.T) {
	memory := storetest.NewMemory(model.Graph())
	plain, _ := newTestSite(t, memory)
	registry, measured := newMetrics(busyStore{memory}, plain)
	measured.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/healthz", nil))
	server := httptest.NewServer(metricsHandler(registry))
	defer server.Close()
	_, text := get(t, server.URL+"/metrics")
	for _, line := range []string{
		"innograph_neo4j_calls 3", "innograph_neo4j_connections_max 100", "innograph_neo4j_statements_total 17", "innograph_neo4j_retries_total 2",
		`innograph_http_request_seconds_count{code="200"} 1`, "go_goroutines ",
	} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("%s is not told: %s", line, text)
		}
	}
	if status, _ := get(t, server.URL+"/graphql"); status != 404 {
		t.Errorf("the figures' server answers requests: %d", status)
	}
	if handler, stop, err := (metricsFlag{}).measure(t.Context(), memory, plain, slog.New(slog.DiscardHandler)); err != nil || handler != plain {
		t.Errorf("where nobody asked for figures: %v", err)
	} else {
		stop()
	}
}
