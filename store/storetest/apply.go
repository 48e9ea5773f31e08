package storetest

import (
	"context"
	"testing"
	"time"

	"innograph/kg"
)

func applyChapter() chapter {
	return chapter{name: "apply", scenarios: []scenario{
		{"an empty store holds nothing", emptyStore},
		{"nodes are created", createNodes},
		{"a node is updated", updateNode},
		{"what changes nothing leaves no trace", unchanged},
		{"null clears a property", nullClears},
		{"an empty list is absent", emptyList},
		{"text is kept in normal form C", normalForm},
		{"every type is kept whole", everyType},
		{"visibility stays unless named", visibilityStays},
		{"provenance is replaced", provenanceReplaced},
		{"identifiers are added", identifiersAdded},
		{"a former id leads to the node that has taken it up", formerID},
		{"times are cut to microseconds in UTC", timesCut},
		{"without a time it is now", timeIsNow},
		{"numbers follow the changeset's order", numbersInOrder},
		{"numbers are never used again", numbersNotReused},
		{"ids may hold any text", unusualIDs},
	}}
}

func emptyStore(t *testing.T, s *subject) {
	if records := s.scan(kg.System, kg.ScanMark{}); len(records) > 0 {
		t.Errorf("it holds %d records", len(records))
	}
	if receipt := s.must(kg.Changeset{}); receipt.Revision != 0 || receipt.Counts.Changed() {
		t.Errorf("receipt of nothing: %+v", receipt)
	}
}

func createNodes(t *testing.T, s *subject) {
	at := s.tick()
	receipt := s.must(kg.Changeset{At: at, Nodes: []kg.NodeChange{
		person("a", "works", kg.Int(7)), institution("b"),
	}})
	if receipt.Revision != 1 || receipt.Counts != (kg.Counts{NodesCreated: 2}) {
		t.Errorf("receipt: %+v", receipt)
	}
	a := s.node(personID("a"))
	if a == nil || a.Kind != "Person" || a.Number != 1 || a.Version != 1 || !a.CreatedAt.Equal(at) || !a.UpdatedAt.Equal(at) ||
		a.Visibility != kg.Public || !a.Properties["works"].Equal(kg.Int(7)) || len(a.Properties) != 2 {
		t.Errorf("stored: %+v", a)
	}
}

func updateNode(t *testing.T, s *subject) {
	created, updated := s.tick(), s.tick()
	s.must(kg.Changeset{At: created, Nodes: []kg.NodeChange{person("a", "works", kg.Int(7), "note", kg.Text("x"))}})
	receipt := s.must(kg.Changeset{At: updated, Nodes: []kg.NodeChange{{
		ID: personID("a"), Kind: "Person", Properties: map[string]kg.Value{"works": kg.Int(8)},
	}}})
	if receipt.Revision != 2 || receipt.Counts != (kg.Counts{NodesUpdated: 1}) {
		t.Errorf("receipt: %+v", receipt)
	}
	a := s.node(personID("a"))
	if a.Version != 2 || !a.CreatedAt.Equal(created) || !a.UpdatedAt.Equal(updated) || !a.Properties["works"].Equal(kg.Int(8)) ||
		!a.Properties["note"].Equal(kg.Text("x")) {
		t.Errorf("stored: %+v", a)
	}
}

func unchanged(t *testing.T, s *subject) {
	cs := kg.Changeset{
		Nodes: []kg.NodeChange{person("a", "works", kg.Int(7), "aliases", kg.Texts("x", "y")), institution("b", "uscc", kg.Text("9121"))},
		Edges: []kg.EdgeChange{edge("AFFILIATED_WITH", personID("a"), institutionID("b"), "role", kg.Symbol("LEAD"), "from", date("2020"))},
	}
	s.must(cs)
	before := s.checksum()
	receipt := s.must(cs)
	if receipt.Revision != 1 || receipt.Counts != (kg.Counts{NodesUnchanged: 2, EdgesUnchanged: 1}) {
		t.Errorf("receipt: %+v", receipt)
	}
	if s.checksum() != before {
		t.Error("the store has changed")
	}
	if changes := s.changes(kg.System, 0, 10); len(changes) != 1 {
		t.Errorf("%d changes are logged", len(changes))
	}
}

func nullClears(t *testing.T, s *subject) {
	s.must(nodesOf(person("a", "works", kg.Int(7), "note", kg.Text("x"))))
	s.must(nodesOf(kg.NodeChange{ID: personID("a"), Kind: "Person", Properties: map[string]kg.Value{"works": kg.Null}}))
	a := s.node(personID("a"))
	if _, ok := a.Properties["works"]; ok || a.Version != 2 {
		t.Errorf("stored: %+v", a)
	}
	if told := s.refuse(nodesOf(kg.NodeChange{ID: personID("a"), Kind: "Person", Properties: map[string]kg.Value{"name": kg.Null}}),
		kg.ErrInvalid); told.Subject != "Person.name" {
		t.Errorf("clearing a required property tells of %q", told.Subject)
	}
}

func emptyList(t *testing.T, s *subject) {
	s.must(nodesOf(person("a", "aliases", kg.ListOf(), "grades", kg.ListOf(kg.Symbol("SENIOR")))))
	s.must(nodesOf(person("a", "grades", kg.ListOf())))
	if a := s.node(personID("a")); len(a.Properties) != 1 {
		t.Errorf("stored: %+v", a)
	}
}

func normalForm(t *testing.T, s *subject) {
	s.must(nodesOf(person("a", "note", kg.Text("re\u0301sume\u0301"), "aliases", kg.Texts("e\u0301"), "motto", en("e\u0301"))))
	a := s.node(personID("a"))
	for name, want := range map[string]kg.Value{"note": kg.Text("résumé"), "aliases": kg.Texts("é"), "motto": en("é")} {
		if !a.Properties[name].Equal(want) {
			t.Errorf("%s is stored as %s", name, showValue(a.Properties[name]))
		}
	}
}

// wholePerson has a value of every type, at the edges of what fits.
func wholePerson(key string) kg.NodeChange {
	return person(key,
		"name", kg.Localized(map[string]string{"zh": "王（小）明𬭊", "en": "Wang \"X\" 'Y' \\ %_", "und": "\t\n\u2028"}),
		"note", kg.Text("null"), "motto", en(""), "grade", kg.Symbol("MIDDLE"),
		"works", kg.Int(-1<<63), "score", decimal("-0.000001"), "active", kg.Bool(false),
		"born", date("1970"), "seen", instant("1969-12-31T23:59:59.999999Z"), "salary", money("JPY", "9007199254740993"),
		"homepage", kg.URL("https://例え.jp/?a=b&c=%20#d"), "mentor", kg.Reference(personID("nobody")),
		"aliases", kg.Texts("", "b", "a", "b"), "grades", kg.ListOf(kg.Symbol("JUNIOR"), kg.Symbol("SENIOR")),
		"bio", kg.Text(longText),
	)
}

func everyType(t *testing.T, s *subject) {
	change := wholePerson("a")
	s.must(nodesOf(change, person("b", "works", kg.Int(1<<63-1), "active", kg.Bool(true), "score", kg.Decimal(1<<62),
		"born", date("2024-02-29"), "seen", instant("9999-12-31T23:59:59Z"), "salary", money("KWD", "-1.001"), "note", kg.Text(""))))
	a := s.node(personID("a"))
	for name, want := range change.Properties {
		if !a.Properties[name].Equal(want) {
			t.Errorf("%s: stored %s, want %s", name, showValue(a.Properties[name]), showValue(want))
		}
	}
	if receipt := s.must(nodesOf(change)); receipt.Counts != (kg.Counts{NodesUnchanged: 1}) {
		t.Errorf("writing the same again: %+v", receipt.Counts)
	}
}

func visibilityStays(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{hide(person("a"), kg.Registered), person("b")},
		Edges: []kg.EdgeChange{hideEdge(edge("KNOWS", personID("a"), personID("b")), kg.Parties)},
	})
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{person("a", "note", kg.Text("x"))},
		Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID("b"))},
	})
	if a := s.node(personID("a")); a.Visibility != kg.Registered {
		t.Errorf("the node is %s", a.Visibility)
	}
	if e := s.edges("KNOWS")[0]; e.Visibility != kg.Parties {
		t.Errorf("the edge is %s", e.Visibility)
	}
	receipt := s.must(kg.Changeset{
		Nodes: []kg.NodeChange{hide(person("a"), kg.Public)},
		Edges: []kg.EdgeChange{hideEdge(edge("KNOWS", personID("a"), personID("b")), kg.Public)},
	})
	if receipt.Counts != (kg.Counts{NodesUpdated: 1, EdgesUpdated: 1}) {
		t.Errorf("showing both: %+v", receipt.Counts)
	}
}

func provenanceReplaced(t *testing.T, s *subject) {
	first := kg.Assertion{Source: "Source_a", SourceRecordID: "1", Method: "OBSERVED", Confidence: "0.9", Validated: true,
		ValidatedOn: "2024-05", Properties: []string{"name", "note"}}
	second := kg.Assertion{Source: "Source_b", Method: "INFERRED"}
	change, link := person("a"), edge("KNOWS", personID("a"), personID("a"))
	change.Provenance, link.Provenance = []kg.Assertion{first, second}, []kg.Assertion{second, first}
	s.must(kg.Changeset{Nodes: []kg.NodeChange{change}, Edges: []kg.EdgeChange{link}})
	if a := s.node(personID("a")); len(a.Provenance) != 2 || a.Provenance[0].Properties[1] != "note" || !a.Provenance[0].Validated {
		t.Errorf("the node's provenance: %+v", a.Provenance)
	}
	if e := s.edges("KNOWS")[0]; len(e.Provenance) != 2 || e.Provenance[1].Confidence != "0.9" {
		t.Errorf("the edge's provenance: %+v", e.Provenance)
	}
	receipt := s.must(nodesOf(person("a")))
	if receipt.Counts != (kg.Counts{NodesUnchanged: 1}) {
		t.Errorf("naming none: %+v", receipt.Counts)
	}
	change.Provenance = []kg.Assertion{}
	s.must(nodesOf(change))
	if a := s.node(personID("a")); len(a.Provenance) != 0 {
		t.Errorf("after an empty list: %+v", a.Provenance)
	}
}

func identifiersAdded(t *testing.T, s *subject) {
	change := person("a", "orcid", kg.Text("0000-0002-1825-0097"))
	change.Identifiers = []kg.Identifier{{Scheme: "source", Value: "z/9"}, {Scheme: "source", Value: "a 1"}}
	s.must(nodesOf(change))
	change.Identifiers = []kg.Identifier{{Scheme: "alias", Value: "甲"}}
	receipt := s.must(nodesOf(change))
	if receipt.Counts != (kg.Counts{NodesUpdated: 1}) {
		t.Errorf("adding one: %+v", receipt.Counts)
	}
	a := s.node(personID("a"))
	want := []kg.Identifier{{Scheme: "alias", Value: "甲"}, {Scheme: "orcid", Value: "0000-0002-1825-0097"},
		{Scheme: "source", Value: "a 1"}, {Scheme: "source", Value: "z/9"}}
	if got := showAll(a.Identifiers, showIdentifier); got != showAll(want, showIdentifier) {
		t.Errorf("identifiers: %s", got)
	}
}

func timesCut(t *testing.T, s *subject) {
	at := time.Date(2026, 5, 6, 7, 8, 9, 123456789, time.FixedZone("east", 8*3600))
	s.must(kg.Changeset{At: at, Nodes: []kg.NodeChange{person("a")}})
	want := time.Date(2026, 5, 5, 23, 8, 9, 123456000, time.UTC)
	if a := s.node(personID("a")); showTime(a.CreatedAt) != showTime(want) {
		t.Errorf("created at %s", a.CreatedAt)
	}
	if c := s.changes(kg.System, 0, 1)[0]; showTime(c.At) != showTime(want) {
		t.Errorf("logged at %s", c.At)
	}
}

func timeIsNow(t *testing.T, s *subject) {
	before := time.Now().Add(-time.Second)
	cs := nodesOf(person("a"))
	if _, err := s.store.Apply(context.Background(), &cs); err != nil {
		t.Fatal(err)
	}
	records, err := collect(s.store.Reader(kg.System), kg.ScanMark{})
	if err != nil || len(records) != 1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	if at := records[0].Node.CreatedAt; at.Before(before) || at.After(time.Now().Add(time.Second)) {
		t.Errorf("created at %s", at)
	}
}

func numbersInOrder(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{person("z"), institution("m"), person("a")},
		Edges: []kg.EdgeChange{
			edge("KNOWS", personID("z"), personID("a")), edge("AFFILIATED_WITH", personID("a"), institutionID("m"), "role", kg.Symbol("CORE")),
			edge("KNOWS", personID("a"), personID("z")),
		},
	})
	s.must(nodesOf(person("b")))
	for id, want := range map[kg.ID]int64{personID("z"): 1, institutionID("m"): 2, personID("a"): 3, personID("b"): 4} {
		if n := s.node(id); n.Number != want {
			t.Errorf("%s has number %d, want %d", id, n.Number, want)
		}
	}
	knows := s.edges("KNOWS")
	if len(knows) != 2 || knows[0].Number != 1 || knows[0].From != personID("z") || knows[1].Number != 3 {
		t.Errorf("edges: %+v", knows)
	}
}

func numbersNotReused(t *testing.T, s *subject) {
	loop := func(key string) kg.EdgeChange { return edge("KNOWS", personID(key), personID(key)) }
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("a"), person("b")}, Edges: []kg.EdgeChange{loop("a"), loop("b")}})
	s.must(kg.Changeset{DeleteNodes: []kg.ID{personID("b")}})
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("b")}, Edges: []kg.EdgeChange{loop("b")}})
	if b := s.node(personID("b")); b.Number != 3 || b.Version != 1 {
		t.Errorf("created again: number %d, version %d", b.Number, b.Version)
	}
	if e := s.edges("KNOWS")[1]; e.Number != 3 {
		t.Errorf("its edge created again: number %d", e.Number)
	}
}

func unusualIDs(t *testing.T, s *subject) {
	var changes []kg.NodeChange
	for _, id := range []kg.ID{"x", "O'Neil \"q\" ; --", "甲𬭊", "a\tb\n", "%_*?", "null"} {
		changes = append(changes, kg.NodeChange{ID: id, Kind: "Team", Properties: map[string]kg.Value{"title": kg.Text(string(id))}})
	}
	s.must(kg.Changeset{Nodes: changes})
	for _, c := range changes {
		result := s.read(kg.System, &kg.Query{Start: kg.Start{IDs: []kg.ID{c.ID}}, Select: kg.Selection{Properties: map[string][]string{"Team": {"title"}}}})
		if rows := result.Root.Rows; len(rows) != 1 || rows[0].ID != c.ID || rows[0].Values[0].Text() != string(c.ID) {
			t.Errorf("%q is found as %+v", c.ID, rows)
		}
	}
}

func formerID(t *testing.T, s *subject) {
	a, b := person("a"), person("b")
	a.Identifiers = []kg.Identifier{{Scheme: kg.FormerID, Value: string(b.ID)}, {Scheme: kg.FormerID, Value: "Person_gone"}}
	s.must(kg.Changeset{Nodes: []kg.NodeChange{a, b}})
	rows := s.read(kg.System, &kg.Query{Start: ids("Person_gone", b.ID, "Person_nobody", a.ID), Select: every()}).Root.Rows
	if got := showAll(rows, func(r kg.Row) string { return string(r.ID) }); got != "Person_a Person_b Person_a" {
		t.Errorf("rows: %s", got)
	}
}
