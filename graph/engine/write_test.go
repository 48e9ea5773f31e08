package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"innograph/graph/engine"
	"innograph/kg"
	"innograph/store/storetest"
)

// An answer that grows beyond its bound is refused whole, and alone.
func TestAnswersAreBounded(t *testing.T) {
	var store kg.Store
	w := newWorldOn(t, func(m *kg.Model) kg.Store {
		store = storetest.NewMemory(m)
		return store
	})
	_, err := store.Apply(t.Context(), &kg.Changeset{Nodes: []kg.NodeChange{{
		ID: "Project_p1", Kind: "Project", Properties: map[string]kg.Value{"summary": kg.Text(strings.Repeat("x", kg.MaxLongText))},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	fits := engine.MaxAnswer/kg.MaxLongText - 1
	for _, c := range []struct {
		ids, aliases int
		ok           bool
	}{{fits, 1, true}, {fits + 1, 1, false}, {100, 1, false}, {4, fits/4 + 1, false}, {1, 2 * fits, false}} {
		var fields strings.Builder
		for i := range c.aliases {
			fmt.Fprintf(&fields, " s%d: summary", i)
		}
		query := fmt.Sprintf(`{ large: nodes(ids: [%s]) { ... on Project {%s } } small: node(id: "Project_p2") { id } }`,
			strings.Repeat(`"Project_p1",`, c.ids), &fields)
		res := w.run(t.Context(), t, query, nil)
		if c.ok {
			if got := len(data(t, res)); got < c.ids*c.aliases*kg.MaxLongText {
				t.Errorf("%d ids, %d aliases: %d bytes", c.ids, c.aliases, got)
			}
			continue
		}
		if len(res.Errors) != 1 || len(res.Data) > 100 {
			t.Fatalf("%d ids, %d aliases: %d bytes and %.500v", c.ids, c.aliases, len(res.Data), res.Errors)
		}
		e := res.Errors[0]
		if x := e.Extensions; x["code"] != engine.CodeTooComplex || x["limit"] != engine.MaxAnswer || x["remedy"] == "" || e.Path.String() != "large" {
			t.Errorf("%d ids, %d aliases: %v %v", c.ids, c.aliases, e, x)
		}
	}
}
