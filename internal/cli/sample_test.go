package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"innograph/graph/presets"
	"innograph/kg"
)

// newSampleStore returns a store in memory that holds the sample.
func newSampleStore(t *testing.T) kg.Store {
	t.Helper()
	store, err := storeFlag{Store: "sqlite::memory:"}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(t.Context()) })
	var out bytes.Buffer
	if err := loadSample(t.Context(), store, &streams{out: &out}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "loaded the sample") {
		t.Errorf("said %q", out.String())
	}
	return store
}

// Each preset answers something on the sample, without errors.
func TestPresetsOnTheSample(t *testing.T) {
	_, server := newTestSite(t, newSampleStore(t))
	all, err := presets.All()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range all {
		body, err := json.Marshal(map[string]any{"query": p.Query, "variables": p.Variables})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.Post(server.URL+"/graphql", "application/json", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			Data   map[string]any
			Errors []any
		}
		if err := json.Unmarshal(text, &answer); err != nil || answer.Errors != nil {
			t.Errorf("%s: %.1000s", p.Name, text)
			continue
		}
		if !holds(answer.Data) {
			t.Errorf("%s: nothing found: %.1000s", p.Name, text)
		}
		if i == 0 && !strings.Contains(string(text), "浑河创业投资有限公司") {
			t.Errorf("%s does not reach an investor: %s", p.Name, text)
		}
	}
}

// holds tells whether there is an entry in some list, or a count above zero.
func holds(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if n, ok := inner.(float64); ok && name == "totalCount" && n > 0 || holds(inner) {
				return true
			}
		}
	case []any:
		return len(v) > 0
	}
	return false
}

// The sample goes into an empty store alone.
func TestSampleLeavesWhatIsThere(t *testing.T) {
	store := newSampleStore(t)
	var out bytes.Buffer
	if err := loadSample(t.Context(), store, &streams{out: &out}); err != nil || out.Len() > 0 {
		t.Errorf("%v, said %q", err, out.String())
	}
}
