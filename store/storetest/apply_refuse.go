package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"innograph/kg"
)

func refuseChapter() chapter {
	return chapter{name: "refusals", load: loadPair, scenarios: []scenario{
		{"a value the property cannot hold is invalid", wrongValues},
		{"a required property is needed", requiredProperty},
		{"an id must fit", wrongIDs},
		{"an identifier must fit", wrongIdentifiers},
		{"visibility and provenance must fit", wrongFacts},
		{"an actor must fit", wrongActors},
		{"an expected version must be there", expectedVersions},
		{"an expected number of edges must be there", expectedEdges},
		{"a node stands once in a changeset", nodeTwice},
		{"an edge stands once in a changeset", edgeTwice},
		{"a natural key belongs to one node", naturalKey},
		{"a key's scheme may serve several kinds", sharedKey},
		{"a composite key counts as a whole", compositeKey},
		{"two nodes may exchange a key", exchangeKeys},
		{"an identifier belongs to one node", identifierTaken},
		{"a key is what its properties are now", keyFollows},
		{"a failing last entry leaves nothing", allOrNothing},
		{"who has gone is not served", cancelled},
	}}
}

func wrongValues(t *testing.T, s *subject) {
	long := strings.Repeat("x", kg.MaxText+1)
	for subject, v := range map[string][]kg.Value{
		"Person.works":    {kg.Text("7"), decimal("7"), kg.Bool(true), kg.ListOf(kg.Int(1))},
		"Person.note":     {kg.Int(7), kg.Text(long), kg.Text("\xff"), kg.Text("a\x00b"), en("x"), kg.Symbol("x"), kg.Texts("x")},
		"Person.name":     {kg.Text("x"), en(long), en("\xff"), kg.Localized(map[string]string{"": "x"})},
		"Person.grade":    {kg.Symbol("BOSS"), kg.Text("SENIOR"), kg.Symbol("senior")},
		"Person.homepage": {kg.URL("ftp://x"), kg.URL("x"), kg.URL("http://"), kg.URL(""), kg.Text("http://x")},
		"Person.salary":   {kg.Money("XYZ", 1), kg.Money("cny", 1), kg.Money("", 1), kg.Int(1)},
		"Person.born":     {kg.Text("2024"), instant("2024-01-01T00:00:00Z")},
		"Person.aliases":  {kg.Text("x"), kg.ListOf(kg.Int(1)), kg.ListOf(kg.Null), kg.Texts(long), kg.ListOf(make([]kg.Value, kg.MaxListLength+1)...)},
		"Person.grades":   {kg.ListOf(kg.Symbol("BOSS")), kg.Texts("SENIOR")},
		"Person.bio":      {kg.Text(strings.Repeat("x", kg.MaxLongText+1))},
		"Person.age":      {kg.Int(1)},
	} {
		name := strings.TrimPrefix(subject, "Person.")
		for _, value := range v {
			told := s.refuse(nodesOf(person("c", name, value)), kg.ErrInvalid)
			if told.Subject != subject || len(told.Reason) > 1000 {
				t.Errorf("%s = %.100s: the error tells of %q: %.100s", subject, showValue(value), told.Subject, told.Reason)
			}
		}
	}
	s.refuse(edgesOf(edge("CONCERNS", personID("a"), projectID("p"), "count", kg.Text("1"))), kg.ErrInvalid)
	s.refuse(edgesOf(edge("CONCERNS", personID("a"), projectID("p"), "note", kg.Int(1))), kg.ErrInvalid)
	s.refuse(edgesOf(edge("KNOWS", personID("a"), personID("b"), "since", date("2024"))), kg.ErrInvalid)
	s.must(nodesOf(person("c", "note", kg.Text(strings.Repeat("x", kg.MaxText)), "bio", kg.Text(strings.Repeat("x", kg.MaxLongText)))))
}

func wrongActors(t *testing.T, s *subject) {
	for _, actor := range []string{strings.Repeat("x", kg.MaxActor+1), "\xff", "a\x00b"} {
		if told := s.refuse(kg.Changeset{Actor: actor, Nodes: []kg.NodeChange{person("c")}}, kg.ErrInvalid); told.Subject != "actor" {
			t.Errorf("%.20q: the error tells of %q", actor, told.Subject)
		}
	}
	s.must(kg.Changeset{Actor: strings.Repeat("x", kg.MaxActor), Nodes: []kg.NodeChange{person("c")}})
}

func requiredProperty(t *testing.T, s *subject) {
	if told := s.refuse(nodesOf(node("Person", "c", "works", kg.Int(1))), kg.ErrInvalid); told.Subject != "Person.name" {
		t.Errorf("the error tells of %q", told.Subject)
	}
	if told := s.refuse(nodesOf(node("Person", "c", "name", kg.Localized(nil))), kg.ErrInvalid); told.Subject != "Person.name" {
		t.Errorf("no text in any language: the error tells of %q", told.Subject)
	}
}

func wrongIDs(_ *testing.T, s *subject) {
	for _, id := range []kg.ID{"", kg.ID(strings.Repeat("x", kg.MaxIDLength+1)), "\xff", "a\x00"} {
		change := person("c")
		change.ID = id
		s.refuse(nodesOf(change), kg.ErrInvalid)
	}
	change := person("c")
	change.ID = kg.ID(strings.Repeat("x", kg.MaxIDLength))
	s.must(nodesOf(change))
	change.Kind = "Robot"
	s.refuse(nodesOf(change), kg.ErrInvalid)
}

func wrongIdentifiers(_ *testing.T, s *subject) {
	for _, id := range []kg.Identifier{{}, {Scheme: "x"}, {Value: "x"}, {Scheme: "x", Value: "\xff"}, {Scheme: "x", Value: strings.Repeat("x", kg.MaxText)}} {
		change := person("c")
		change.Identifiers = []kg.Identifier{id}
		s.refuse(nodesOf(change), kg.ErrInvalid)
	}
	change := person("c")
	for i := range kg.MaxIdentifiers + 1 {
		change.Identifiers = append(change.Identifiers, kg.Identifier{Scheme: "x", Value: strings.Repeat("y", i+1)})
	}
	s.refuse(nodesOf(change), kg.ErrInvalid)
}

func wrongFacts(_ *testing.T, s *subject) {
	many := make([]kg.Assertion, kg.MaxAssertions+1)
	for _, provenance := range [][]kg.Assertion{many, {{Source: "\xff"}}, {{SourceRecordID: "a\x00"}}, {{Properties: []string{strings.Repeat("x", kg.MaxText+1)}}}} {
		n, e := person("c"), edge("KNOWS", personID("a"), personID("b"))
		n.Provenance, e.Provenance = provenance, provenance
		s.refuse(nodesOf(n), kg.ErrInvalid)
		s.refuse(edgesOf(e), kg.ErrInvalid)
	}
	s.refuse(nodesOf(hide(person("a"), kg.Parties+1)), kg.ErrInvalid)
	s.refuse(edgesOf(hideEdge(edge("KNOWS", personID("a"), personID("b")), 200)), kg.ErrInvalid)
}

func expectedVersions(t *testing.T, s *subject) {
	s.must(nodesOf(person("a", "works", kg.Int(1))))
	expecting := func(id kg.ID, version int64, works int64) kg.Changeset {
		return kg.Changeset{Expect: []kg.Precondition{{ID: id, Version: version}}, Nodes: []kg.NodeChange{person("a", "works", kg.Int(works))}}
	}
	for _, cs := range []kg.Changeset{
		expecting(personID("a"), 1, 5), expecting(personID("a"), 3, 5), expecting(personID("a"), 0, 5),
		expecting(personID("c"), 1, 5), expecting(personID("a"), -1, 5),
	} {
		if told := s.refuse(cs, kg.ErrConflict); told.Subject != string(cs.Expect[0].ID) {
			t.Errorf("the error tells of %q", told.Subject)
		}
	}
	s.must(expecting(personID("a"), 2, 5))
	s.must(expecting(personID("c"), 0, 6))
	s.must(kg.Changeset{Expect: []kg.Precondition{{ID: personID("b"), Version: 1}, {ID: personID("d")}}, // nodes it does not write
		DeleteNodes: []kg.ID{personID("b")}, Nodes: []kg.NodeChange{person("d")}})
	s.refuse(kg.Changeset{Expect: []kg.Precondition{{ID: personID("b"), Version: 1}}}, kg.ErrConflict)
}

// expectedEdges asks how many edges a node has that is to be deleted: one that
// leads to it from elsewhere does not change its version.
func expectedEdges(t *testing.T, s *subject) {
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("x"), person("y"), person("z")},
		Edges: []kg.EdgeChange{edge("KNOWS", personID("x"), personID("y")), edge("KNOWS", personID("z"), personID("x")), edge("KNOWS", personID("x"), personID("x"))}})
	version := func(id kg.ID) int64 { return s.node(id).Version }
	expecting := func(edges int) kg.Changeset {
		return kg.Changeset{DeleteNodes: []kg.ID{personID("x")}, Expect: []kg.Precondition{{ID: personID("x"), Version: version(personID("x")), Edges: &edges}}}
	}
	for _, edges := range []int{0, 2, 4, -1} {
		if told := s.refuse(expecting(edges), kg.ErrConflict); told.Subject != string(personID("x")) {
			t.Errorf("the error tells of %q", told.Subject)
		}
	}
	before := version(personID("x"))
	s.must(edgesOf(edge("KNOWS", personID("y"), personID("x"))))
	if version(personID("x")) != before {
		t.Error("an edge that leads to a node changes its version")
	}
	s.refuse(expecting(3), kg.ErrConflict)
	s.must(expecting(4))
	none := 0
	s.must(kg.Changeset{Expect: []kg.Precondition{{ID: personID("x"), Edges: &none}, {ID: personID("y"), Version: version(personID("y")), Edges: &none}}})
}

func nodeTwice(_ *testing.T, s *subject) {
	s.refuse(nodesOf(person("c"), person("d"), person("c")), kg.ErrInvalid)
	s.refuse(nodesOf(person("a"), person("a")), kg.ErrInvalid)
}

func edgeTwice(_ *testing.T, s *subject) {
	s.refuse(edgesOf(stay("a", "m", "LEAD", "2020"), stay("a", "m", "LEAD", "2020", "to", date("2024"))), kg.ErrInvalid)
	s.must(edgesOf(stay("a", "m", "LEAD", "2020"), stay("a", "m", "LEAD", "2021")))
}

func naturalKey(t *testing.T, s *subject) {
	s.must(nodesOf(person("a", "orcid", kg.Text("1"))))
	told := s.refuse(nodesOf(person("b", "orcid", kg.Text("1"))), kg.ErrConflict)
	if !strings.Contains(told.Subject, "orcid") || !strings.Contains(told.Reason, string(personID("a"))) {
		t.Errorf("the error does not tell scheme and holder: %v", told)
	}
	s.refuse(nodesOf(person("c", "orcid", kg.Text("2")), person("d", "orcid", kg.Text("2"))), kg.ErrConflict)
}

func sharedKey(_ *testing.T, s *subject) {
	s.must(nodesOf(institution("m", "uscc", kg.Text("1")), node("Laboratory", "l", "name", en("l"), "uscc", kg.Text("2"))))
	s.refuse(nodesOf(node("Laboratory", "l", "uscc", kg.Text("1"))), kg.ErrConflict)
	s.must(nodesOf(person("a", "orcid", kg.Text("1")))) // another scheme
}

func compositeKey(t *testing.T, s *subject) {
	region := func(key, scheme, code string) kg.NodeChange {
		return node("Region", key, "scheme", kg.Text(scheme), "code", kg.Text(code), "title", kg.Text(key))
	}
	s.must(nodesOf(region("a", "x", "1"), region("b", "y", "1"), region("c", "x/1", ""), region("d", "x", "/1")))
	s.refuse(nodesOf(region("e", "x", "1")), kg.ErrConflict)
	result := s.read(kg.System, &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "region", Value: kg.KeyValue("y", "1")}}}})
	if rows := result.Root.Rows; len(rows) != 1 || rows[0].ID != "Region_b" {
		t.Errorf("found: %+v", rows)
	}
}

func exchangeKeys(t *testing.T, s *subject) {
	s.must(nodesOf(person("a", "orcid", kg.Text("1")), person("b", "orcid", kg.Text("2"))))
	s.must(nodesOf(person("a", "orcid", kg.Text("2")), person("b", "orcid", kg.Text("1"))))
	s.must(nodesOf(person("c", "orcid", kg.Text("1")), person("b", "orcid", kg.Null))) // taken before it is given up
	result := s.read(kg.System, &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "orcid", Value: "1"}, {Scheme: "orcid", Value: "2"}}}})
	if got := showAll(result.Root.Rows, func(r kg.Row) string { return string(r.ID) }); got != "Person_c Person_a" {
		t.Errorf("found: %s", got)
	}
}

func identifierTaken(_ *testing.T, s *subject) {
	a, b := person("a"), person("b")
	a.Identifiers = []kg.Identifier{{Scheme: "source", Value: "1"}}
	b.Identifiers = []kg.Identifier{{Scheme: "source", Value: "1"}}
	s.must(nodesOf(a))
	s.refuse(nodesOf(b), kg.ErrConflict)
	b.Identifiers = []kg.Identifier{{Scheme: "orcid", Value: "7"}} // as good as the key itself
	s.must(nodesOf(b))
	s.refuse(nodesOf(person("a", "orcid", kg.Text("7"))), kg.ErrConflict)
	s.must(nodesOf(person("b", "orcid", kg.Text("7"))))
}

func keyFollows(t *testing.T, s *subject) {
	s.must(nodesOf(person("a", "orcid", kg.Text("1"))))
	s.must(nodesOf(person("a", "orcid", kg.Text("2"))))
	s.must(nodesOf(person("b", "orcid", kg.Text("1"))))
	if got := showAll(s.node(personID("a")).Identifiers, showIdentifier); got != `"orcid":"2"` {
		t.Errorf("identifiers: %s", got)
	}
}

func allOrNothing(t *testing.T, s *subject) {
	s.must(edgesOf(stay("a", "m", "LEAD", "2020")))
	stayed := s.edges("AFFILIATED_WITH")[0].ID
	s.refuse(kg.Changeset{
		DeleteEdges: []kg.ID{stayed}, DeleteNodes: []kg.ID{institutionID("n"), projectID("p")},
		Nodes: []kg.NodeChange{person("c"), person("a", "works", kg.Int(9), "orcid", kg.Text("1")), {ID: personID("b"), Kind: "Team",
			Properties: map[string]kg.Value{"title": kg.Text("b")}}},
		Edges: []kg.EdgeChange{stay("c", "m", "CORE", ""), stay("a", "nowhere", "CORE", "")},
	}, kg.ErrNotFound)
	if changes := s.changes(kg.System, 0, 10); len(changes) != 2 {
		t.Errorf("%d changes are logged", len(changes))
	}
	s.must(nodesOf(person("d", "orcid", kg.Text("1"))))
	if d := s.node(personID("d")); d.Number != 7 {
		t.Errorf("the failure has used a number: the next is %d", d.Number)
	}
}

func cancelled(t *testing.T, s *subject) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	before := s.checksum()
	for _, store := range []kg.Store{s.store, s.memory} {
		_, applied := store.Apply(ctx, &kg.Changeset{Nodes: []kg.NodeChange{person("c")}})
		_, read := store.Reader(kg.System).Read(ctx, &kg.Query{Start: kg.Start{List: list("Person")}})
		_, expanded := store.Reader(kg.System).Expand(ctx, &kg.Frontier{Nodes: []int64{1}})
		_, changes := store.Reader(kg.System).Changes(ctx, 0, 1)
		scanned := store.Reader(kg.System).Scan(ctx, kg.ScanMark{}, func(kg.Record) error { return nil })
		for i, err := range []error{applied, read, expanded, changes, scanned} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("call %d: error %v, want it to be the context's", i, err)
			}
		}
	}
	if s.checksum() != before {
		t.Error("the store has changed")
	}
}
