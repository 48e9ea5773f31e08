package storetest

import (
	"testing"

	"innograph/kg"
)

func kindChapter() chapter {
	return chapter{name: "change of kind", load: loadPair, scenarios: []scenario{
		{"what the new kind cannot hold is removed and counted", kindProperties},
		{"edges that no longer fit are deleted and counted", kindEdges},
		{"keys of the former kind are given up", kindKeys},
		{"the number stays, the version moves on", kindNumber},
		{"a required property of the new kind is needed", kindRequired},
		{"edges of the same changeset fit the new kind", kindNewEdges},
	}}
}

// become changes the kind of institution m, which is its id for good.
func become(kind string, properties ...any) kg.NodeChange {
	return kg.NodeChange{ID: institutionID("m"), Kind: kind, Properties: pairs(properties)}
}

func kindProperties(t *testing.T, s *subject) {
	s.must(nodesOf(institution("m", "students", kg.Int(3), "ror", kg.Text("r"), "foundedOn", date("1950"))))
	receipt := s.must(nodesOf(become("Laboratory", "level", kg.Symbol("CITY"))))
	if receipt.Counts != (kg.Counts{NodesUpdated: 1, RemovedProperties: 2}) {
		t.Errorf("receipt: %+v", receipt.Counts)
	}
	m := s.node(institutionID("m"))
	if m.Kind != "Laboratory" || len(m.Properties) != 3 || m.Properties["foundedOn"].IsNull() {
		t.Errorf("stored: %+v", m)
	}
	if found := s.read(kg.System, &kg.Query{Start: kg.Start{List: list("Institution")}}).Root.Rows; len(found) != 1 {
		t.Errorf("institutions: %+v", found)
	}
	if found := s.read(kg.System, &kg.Query{Start: kg.Start{List: list("Laboratory")}, Select: every()}).Root.Rows; len(found) != 1 {
		t.Errorf("laboratories: %+v", found)
	}
}

func kindEdges(t *testing.T, s *subject) {
	s.must(edgesOf(stay("a", "m", "LEAD", ""), stay("b", "m", "LEAD", ""), edge("PART_OF", institutionID("m"), institutionID("n")),
		edge("PARTICIPATED_IN", institutionID("m"), projectID("p"))))
	receipt := s.must(nodesOf(become("Laboratory")))
	if receipt.Counts != (kg.Counts{NodesUpdated: 1}) {
		t.Errorf("as a laboratory, which all fit: %+v", receipt.Counts)
	}
	receipt = s.must(nodesOf(become("Person")))
	if receipt.Counts != (kg.Counts{NodesUpdated: 1, EdgesDeleted: 4, RemovedEdges: 4}) {
		t.Errorf("as a person, which none fits: %+v", receipt.Counts)
	}
	if v := s.versions(personID("a"), institutionID("m")); v[0] != 3 || v[1] != 4 {
		t.Errorf("versions of an edge's from node and of the node itself: %d", v)
	}
	items := s.changes(kg.System, 3, 1)[0].Items
	if len(items) != 5 || items[0].Action != kg.Deleted || items[4].Kind != "Person" {
		t.Errorf("logged: %+v", items)
	}
}

func kindKeys(t *testing.T, s *subject) {
	change := institution("m", "uscc", kg.Text("1"), "ror", kg.Text("r"))
	change.Identifiers = []kg.Identifier{{Scheme: "source", Value: "9"}}
	s.must(nodesOf(change))
	s.must(nodesOf(become("Laboratory"), institution("n", "ror", kg.Text("r"))))
	got := showAll(s.node(institutionID("m")).Identifiers, showIdentifier)
	if got != `"source":"9" "uscc":"1"` {
		t.Errorf("identifiers: %s", got)
	}
}

func kindNumber(t *testing.T, s *subject) {
	before := s.node(institutionID("m"))
	s.must(nodesOf(become("Laboratory")))
	if after := s.node(institutionID("m")); after.Number != before.Number || after.Version != before.Version+1 || !after.CreatedAt.Equal(before.CreatedAt) {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func kindRequired(t *testing.T, s *subject) {
	if told := s.refuse(nodesOf(become("Team")), kg.ErrInvalid); told.Subject != "Team.title" {
		t.Errorf("the error tells of %q", told.Subject)
	}
	receipt := s.must(nodesOf(become("Team", "title", kg.Text("x"))))
	if receipt.Counts != (kg.Counts{NodesUpdated: 1, RemovedProperties: 1}) {
		t.Errorf("receipt: %+v", receipt.Counts)
	}
}

func kindNewEdges(t *testing.T, s *subject) {
	s.refuse(kg.Changeset{Nodes: []kg.NodeChange{become("Person")}, Edges: []kg.EdgeChange{stay("a", "m", "LEAD", "")}}, kg.ErrInvalid)
	s.must(kg.Changeset{Nodes: []kg.NodeChange{become("Person")}, Edges: []kg.EdgeChange{edge("KNOWS", institutionID("m"), personID("a"))}})
	if got := len(s.edges("KNOWS")); got != 1 {
		t.Errorf("%d edges", got)
	}
}
