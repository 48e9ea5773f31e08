package storetest

import (
	"strings"
	"testing"

	"innograph/kg"
)

func namesakeChapter() chapter {
	return chapter{name: "namesakes", load: loadWorld, scenarios: []scenario{
		{"an identifier without a scheme is of any", startAnyName},
		{"of many the first", startManyNamesakes},
	}}
}

// A name without its scheme is of any, and leads to each node once.
func startAnyName(t *testing.T, s *subject) {
	s.must(kg.Changeset{Nodes: []kg.NodeChange{
		{ID: "Team_core", Kind: "Team", Identifiers: []kg.Identifier{{Scheme: "a", Value: "same"}, {Scheme: "b", Value: "same"}}},
		{ID: "Person_li", Kind: "Person", Identifiers: []kg.Identifier{{Scheme: "c", Value: "same"}, {Scheme: "\U0001F600", Value: "0000-0002-1825-0097"}}},
		{ID: "Person_secret", Kind: "Person", Identifiers: []kg.Identifier{{Scheme: "d", Value: "same"}}},
	}})
	q := &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{
		{Value: "same"}, {Scheme: "b", Value: "same"}, {Value: "none"}, {Value: "0000-0002-1825-0097"}, {Value: "same"},
	}}}
	for v, want := range map[kg.Viewer]string{
		kg.Anyone: "Person_li Team_core|Team_core||Person_li|Person_li Team_core",
		kg.System: "Person_li Person_secret Team_core|Team_core||Person_li|Person_li Person_secret Team_core",
	} {
		root := s.read(v, q).Root
		var parts []string
		for i := range q.Start.Identifiers {
			parts = append(parts, showAll(root.Rows[root.Offsets[i]:root.Offsets[i+1]], func(r kg.Row) string { return string(r.ID) }))
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("%+v: %s, not %s", v, got, want)
		}
	}
}

// Of more namesakes than are answered, the first that may be seen are.
func startManyNamesakes(t *testing.T, s *subject) {
	var changes kg.Changeset
	for i := range kg.MaxNamesakes + 3 {
		n := node("Team", "namesake"+string(rune('a'+i)), "title", kg.Text("x"))
		n.Identifiers = []kg.Identifier{{Scheme: "scheme" + string(rune('a'+i)), Value: "shared"}}
		if i == 1 {
			n = hide(n, kg.Registered)
		}
		changes.Nodes = append(changes.Nodes, n)
	}
	s.must(changes)
	root := s.read(kg.Anyone, &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Value: "shared"}, {Value: "shared"}}}}).Root
	if len(root.Rows) != 2*kg.MaxNamesakes || root.Offsets[1] != kg.MaxNamesakes || root.Rows[1].ID != "Team_namesakec" {
		t.Errorf("offsets %d, the second row %s", root.Offsets, root.Rows[1].ID)
	}
}
