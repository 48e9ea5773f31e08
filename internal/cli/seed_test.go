package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"innograph/graph/presets"
	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// small is the size that tests fill stores with.
var small = seedFlag{Seed: "small"}

// newSeededStore returns a store in memory that holds the small hub.
func newSeededStore(t *testing.T) kg.Store {
	t.Helper()
	store, err := storeFlag{Store: "sqlite::memory:"}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(t.Context()) })
	var out bytes.Buffer
	if err := small.fill(t.Context(), store, &streams{out: &out, err: &out}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "--seed none") || !strings.Contains(out.String(), "Filled it with") {
		t.Errorf("said %q", out.String())
	}
	return store
}

// Each preset answers something on the small hub, without errors.
func TestPresetsOnTheSeed(t *testing.T) {
	_, server := newTestSite(t, newSeededStore(t))
	all, err := presets.All()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range all {
		data, text := ask(t, server.URL, p.Query, p.Variables)
		if !holds(data) {
			t.Errorf("%s: nothing found: %.1000s", p.Name, text)
		}
		if i == 0 && !strings.Contains(text, `"__typename":"Investor"`) {
			t.Errorf("%s does not reach an investor: %s", p.Name, text)
		}
	}
}

// Each operation in the documentation, in a block of its own or in a command, runs on
// the small hub without errors. Those of the README find something too.
func TestDocumentedOperations(t *testing.T) {
	_, server := newTestSite(t, newSeededStore(t))
	operation := regexp.MustCompile("(?s)```graphql\n(.*?)```|--data-urlencode 'query=(.*?)'")
	for name, least := range map[string]int{"README.md": 5, "docs/api.md": 3, "docs/examples/README.md": 1, "docs/seed.md": 1} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		operations := operation.FindAllSubmatch(text, -1)
		if len(operations) < least {
			t.Errorf("%s has %d operations only", name, len(operations))
		}
		for _, o := range operations {
			query := string(o[1]) + string(o[2])
			if data, text := ask(t, server.URL, query, nil); name == "README.md" && !holds(data) {
				t.Errorf("%s finds nothing: %s", query, text)
			}
		}
	}
}

// ask returns the data of an operation that must not fail.
func ask(t *testing.T, url, query string, variables map[string]any) (data map[string]any, text string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(url+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal(content, &answer); err != nil || answer.Errors != nil {
		t.Errorf("%s\n%.1000s", query, content)
	}
	return answer.Data, string(content)
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

// The hub goes into an empty store alone, and into none where it is not wanted.
func TestSeedLeavesWhatIsThere(t *testing.T) {
	store := newSeededStore(t)
	var out bytes.Buffer
	if err := small.fill(t.Context(), store, &streams{out: &out, err: &out}); err != nil || out.Len() > 0 {
		t.Errorf("%v, said %q", err, out.String())
	}
	bare := storetest.NewMemory(model.Graph())
	if err := (seedFlag{Seed: "none"}).fill(t.Context(), bare, &streams{out: &out, err: &out}); err != nil || out.Len() > 0 {
		t.Errorf("%v, said %q", err, out.String())
	}
	if empty, err := isEmpty(t.Context(), bare); err != nil || !empty {
		t.Error("there is something in it", err)
	}
}

// Stores that were filled apart hold the same to the last record, whatever their
// engine.
func TestSeedIsTheSameInEveryStore(t *testing.T) {
	memory := storetest.NewMemory(model.Graph())
	if err := small.fill(t.Context(), memory, &streams{out: io.Discard, err: io.Discard}); err != nil {
		t.Fatal(err)
	}
	var sums []string
	for _, s := range []kg.Store{memory, newSeededStore(t), newSeededStore(t)} {
		sum, err := storetest.Checksum(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, sum)
	}
	if sums[0] != sums[1] || sums[1] != sums[2] {
		t.Errorf("%q", sums)
	}
}

// A smallStore takes so much at once, and may fail after some changesets.
type smallStore struct {
	kg.Store
	most, fails int
}

func (s *smallStore) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	if len(cs.Nodes)+len(cs.Edges) > s.most {
		return nil, &kg.Error{Kind: kg.ErrTooLarge, Subject: "changeset", Reason: "it is too large"}
	}
	if s.fails--; s.fails == 0 {
		return nil, &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: "it has gone"}
	}
	return s.Store.Apply(ctx, cs)
}

// A store that does not take the hub at once gets it in parts, and holds the same in
// the end, even when it was broken off after each.
func TestSeedInParts(t *testing.T) {
	want, err := storetest.Checksum(t.Context(), newSeededStore(t))
	if err != nil {
		t.Fatal(err)
	}
	for fails := range 5 {
		whole := storetest.NewMemory(model.Graph())
		store := &smallStore{whole, partSize, fails}
		var out bytes.Buffer
		said := &streams{out: &out, err: io.Discard}
		if err := small.fill(t.Context(), store, said); (err != nil) != (fails > 0 && fails <= 3) {
			t.Fatalf("failing at %d: %v", fails, err)
		}
		if fails == 2 { // somebody asks for another size meanwhile
			if err := (seedFlag{Seed: "full"}).fill(t.Context(), store, said); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if err := small.fill(t.Context(), store, said); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.Count(out.String(), "Filled it with"); got != 1 {
			t.Errorf("failing at %d, it was filled %d times: %s", fails, got, out.String())
		}
		resumed := fails == 2 || fails == 3 // some parts were there
		if got := strings.Contains(out.String(), "holds a part of the made-up hub"); got != resumed {
			t.Errorf("failing at %d, that it goes on is told: %t:\n%s", fails, got, out.String())
		}
		sum, err := storetest.Checksum(t.Context(), whole)
		if err != nil || sum != want {
			t.Errorf("failing at %d, the store holds something else, %v", fails, err)
		}
	}
}
