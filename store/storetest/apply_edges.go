package storetest

import (
	"testing"

	"innograph/kg"
)

func edgesChapter() chapter {
	return chapter{name: "edges", load: loadPair, scenarios: []scenario{
		{"an edge is known by its relation, ends and key", edgeIdentity},
		{"an absent key value is a value", edgeNullKey},
		{"an edge is updated", updateEdge},
		{"every type is kept whole", everyEdgeType},
		{"a change of an edge moves its from node on", edgeMovesNode},
		{"a node moves on once a changeset", moveOnce},
		{"a deleted edge moves its from node on", deleteEdgeMoves},
		{"a missing end is not found", missingEnd},
		{"a wrong kind of end is invalid", wrongEnd},
		{"a to-one relation takes one edge", toOne},
		{"a maximum holds for the state afterwards", maximumAfterwards},
		{"an acyclic relation takes no loop", acyclicLoop},
		{"loops are kept", keepLoops},
		{"a required property of an edge is needed", requiredEdgeProperty},
	}}
}

// loadPair gives people a and b, institutions m and n, a team and a project.
func loadPair(s *subject) {
	s.must(nodesOf(person("a"), person("b"), institution("m"), institution("n"),
		node("Team", "t", "title", kg.Text("t")), project("p")))
}

// stay is an affiliation in a role from a date on, or with none.
func stay(person, institution, role, from string, properties ...any) kg.EdgeChange {
	properties = append(properties, "role", kg.Symbol(role))
	if from != "" {
		properties = append(properties, "from", date(from))
	}
	return edge("AFFILIATED_WITH", personID(person), institutionID(institution), properties...)
}

func edgeIdentity(t *testing.T, s *subject) {
	receipt := s.must(edgesOf(stay("a", "m", "LEAD", "2020"), stay("a", "m", "LEAD", "2020-01"), stay("a", "m", "CORE", "2020"),
		stay("a", "n", "LEAD", "2020"), stay("b", "m", "LEAD", "2020")))
	if receipt.Counts != (kg.Counts{EdgesCreated: 5}) {
		t.Errorf("five edges: %+v", receipt.Counts)
	}
	receipt = s.must(edgesOf(stay("a", "m", "LEAD", "2020", "to", date("2024"))))
	if receipt.Counts != (kg.Counts{EdgesUpdated: 1}) {
		t.Errorf("the first again, with an end: %+v", receipt.Counts)
	}
	relation := s.model.Relation("AFFILIATED_WITH")
	want := kg.EdgeID(relation, personID("a"), institutionID("m"), []kg.Value{kg.Symbol("LEAD"), date("2020")})
	first := s.edges("AFFILIATED_WITH")[0]
	if first.ID != want || first.Number != 1 || !first.Properties["to"].Equal(date("2024")) {
		t.Errorf("the first: %+v", first)
	}
}

func edgeNullKey(t *testing.T, s *subject) {
	s.must(edgesOf(stay("a", "m", "LEAD", ""), stay("a", "m", "LEAD", "2020")))
	receipt := s.must(edgesOf(stay("a", "m", "LEAD", "")))
	if receipt.Counts != (kg.Counts{EdgesUnchanged: 1}) || len(s.edges("AFFILIATED_WITH")) != 2 {
		t.Errorf("the one without a date again: %+v", receipt.Counts)
	}
}

func updateEdge(t *testing.T, s *subject) {
	s.must(edgesOf(edge("PARTICIPATED_IN", institutionID("m"), projectID("p"), "rank", kg.Int(1), "amount", money("EUR", "2.50"))))
	s.must(edgesOf(edge("PARTICIPATED_IN", institutionID("m"), projectID("p"), "rank", kg.Int(2), "amount", kg.Null)))
	edges := s.edges("PARTICIPATED_IN")
	if len(edges) != 1 || len(edges[0].Properties) != 1 || !edges[0].Properties["rank"].Equal(kg.Int(2)) {
		t.Errorf("stored: %+v", edges)
	}
}

// wholeConcern has a value of every type.
func wholeConcern(from, to kg.ID) kg.EdgeChange {
	return edge("CONCERNS", from, to,
		"note", kg.Text("（x\"'\\"), "remark", both("说明", "remark"), "role", kg.Symbol("CORE"), "count", kg.Int(1<<53+1),
		"weight", decimal("0.333333"), "sure", kg.Bool(false), "since", date("2024-07"), "noticed", instant("2024-07-23T08:00:00.000001Z"),
		"share", money("CNY", "-0.01"), "source", kg.URL("http://example.org/a"), "by", kg.Reference(personID("a")),
		"topics", kg.Texts("x", "", "x"), "detail", kg.Text(longText))
}

func everyEdgeType(t *testing.T, s *subject) {
	change := wholeConcern(personID("a"), projectID("p"))
	s.must(edgesOf(change))
	stored := s.edges("CONCERNS")[0]
	for name, want := range change.Properties {
		if !stored.Properties[name].Equal(want) {
			t.Errorf("%s: stored %s, want %s", name, showValue(stored.Properties[name]), showValue(want))
		}
	}
	if receipt := s.must(edgesOf(change)); receipt.Counts != (kg.Counts{EdgesUnchanged: 1}) {
		t.Errorf("writing the same again: %+v", receipt.Counts)
	}
}

func (s *subject) versions(ids ...kg.ID) []int64 {
	s.t.Helper()
	versions := make([]int64, len(ids))
	for i, id := range ids {
		if n := s.node(id); n != nil {
			versions[i] = n.Version
		}
	}
	return versions
}

func edgeMovesNode(t *testing.T, s *subject) {
	at := s.tick()
	s.must(kg.Changeset{At: at, Edges: []kg.EdgeChange{stay("a", "m", "LEAD", "2020")}})
	if v := s.versions(personID("a"), institutionID("m")); v[0] != 2 || v[1] != 1 {
		t.Errorf("after creating it: versions %d", v)
	}
	if a := s.node(personID("a")); !a.UpdatedAt.Equal(at) || a.CreatedAt.Equal(at) {
		t.Errorf("times: %s, %s", a.CreatedAt, a.UpdatedAt)
	}
	receipt := s.must(edgesOf(stay("a", "m", "LEAD", "2020", "to", date("2021"))))
	if v := s.versions(personID("a")); v[0] != 3 || receipt.Counts != (kg.Counts{EdgesUpdated: 1}) {
		t.Errorf("after updating it: version %d, %+v", v, receipt.Counts)
	}
	s.must(edgesOf(stay("a", "m", "LEAD", "2020", "to", date("2021"))))
	if v := s.versions(personID("a")); v[0] != 3 {
		t.Errorf("after writing the same: version %d", v)
	}
	changes := s.changes(kg.System, 2, 10)
	if len(changes) != 1 || len(changes[0].Items) != 1 || changes[0].Items[0].Relation != "AFFILIATED_WITH" {
		t.Errorf("logged: %+v", changes)
	}
}

func moveOnce(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{person("a", "works", kg.Int(1)), person("c")},
		Edges: []kg.EdgeChange{stay("a", "m", "LEAD", "2020"), stay("a", "n", "LEAD", "2020"), stay("c", "m", "CORE", "")},
	})
	if v := s.versions(personID("a"), personID("c")); v[0] != 2 || v[1] != 1 {
		t.Errorf("versions of the updated and the created node: %d", v)
	}
	first := s.edges("AFFILIATED_WITH")[0]
	s.must(kg.Changeset{DeleteEdges: []kg.ID{first.ID}, Nodes: []kg.NodeChange{person("a", "works", kg.Int(2))},
		Edges: []kg.EdgeChange{stay("a", "n", "MEMBER", "2020")}})
	if v := s.versions(personID("a")); v[0] != 3 {
		t.Errorf("version after a deleted edge, a change and a new edge: %d", v)
	}
}

func deleteEdgeMoves(t *testing.T, s *subject) {
	s.must(edgesOf(stay("a", "m", "LEAD", "2020"), stay("a", "n", "LEAD", "2020")))
	at := s.tick()
	receipt := s.must(kg.Changeset{At: at, DeleteEdges: []kg.ID{s.edges("AFFILIATED_WITH")[0].ID}})
	if receipt.Counts != (kg.Counts{EdgesDeleted: 1}) || len(s.edges("AFFILIATED_WITH")) != 1 {
		t.Errorf("deleting one: %+v", receipt.Counts)
	}
	if a := s.node(personID("a")); a.Version != 3 || !a.UpdatedAt.Equal(at) {
		t.Errorf("its from node: version %d, updated %s", a.Version, a.UpdatedAt)
	}
}

func missingEnd(t *testing.T, s *subject) {
	for _, c := range []struct {
		change kg.EdgeChange
		id     kg.ID
	}{
		{stay("nobody", "m", "LEAD", ""), personID("nobody")},
		{stay("a", "nowhere", "LEAD", ""), institutionID("nowhere")},
	} {
		if told := s.refuse(edgesOf(c.change), kg.ErrNotFound); told.Subject != string(c.id) {
			t.Errorf("the error tells of %q, want %q", told.Subject, c.id)
		}
	}
}

func wrongEnd(_ *testing.T, s *subject) {
	s.refuse(edgesOf(edge("AFFILIATED_WITH", institutionID("m"), institutionID("n"), "role", kg.Symbol("LEAD"))), kg.ErrInvalid)
	s.refuse(edgesOf(edge("AFFILIATED_WITH", personID("a"), personID("b"), "role", kg.Symbol("LEAD"))), kg.ErrInvalid)
	s.refuse(edgesOf(edge("KNOWS", personID("a"), projectID("p"))), kg.ErrInvalid)
	s.refuse(edgesOf(edge("NO_SUCH", personID("a"), projectID("p"))), kg.ErrInvalid)
}

func toOne(t *testing.T, s *subject) {
	s.must(nodesOf(node("Team", "u", "title", kg.Text("u"))))
	head := func(team, leader string) kg.EdgeChange {
		return edge("HEADED_BY", kg.NodeID("Team", team), personID(leader))
	}
	s.must(edgesOf(head("t", "a")))
	s.refuse(edgesOf(head("t", "b")), kg.ErrInvalid)                 // a team has one head
	s.refuse(edgesOf(head("u", "a")), kg.ErrInvalid)                 // who heads one team
	s.refuse(edgesOf(head("u", "b"), head("u", "a")), kg.ErrInvalid) // within one changeset too
	if receipt := s.must(edgesOf(head("t", "a"))); receipt.Counts.EdgesUnchanged != 1 {
		t.Errorf("the same again: %+v", receipt.Counts)
	}
}

func maximumAfterwards(t *testing.T, s *subject) {
	s.must(edgesOf(edge("HEADED_BY", kg.NodeID("Team", "t"), personID("a"))))
	old := s.edges("HEADED_BY")[0].ID
	s.must(kg.Changeset{DeleteEdges: []kg.ID{old}, Edges: []kg.EdgeChange{edge("HEADED_BY", kg.NodeID("Team", "t"), personID("b"))}})
	s.must(kg.Changeset{DeleteNodes: []kg.ID{personID("b")}, Edges: []kg.EdgeChange{edge("HEADED_BY", kg.NodeID("Team", "t"), personID("a"))}})
	if heads := s.edges("HEADED_BY"); len(heads) != 1 || heads[0].To != personID("a") {
		t.Errorf("heads: %+v", heads)
	}
}

func acyclicLoop(_ *testing.T, s *subject) {
	s.refuse(edgesOf(edge("PART_OF", institutionID("m"), institutionID("m"))), kg.ErrInvalid)
	s.must(edgesOf(edge("PART_OF", institutionID("m"), institutionID("n"))))
}

func keepLoops(t *testing.T, s *subject) {
	s.must(edgesOf(edge("KNOWS", personID("a"), personID("a"))))
	if v := s.versions(personID("a")); v[0] != 2 {
		t.Errorf("version %d", v)
	}
	receipt := s.must(kg.Changeset{DeleteNodes: []kg.ID{personID("a")}})
	if receipt.Counts != (kg.Counts{NodesDeleted: 1, EdgesDeleted: 1}) {
		t.Errorf("deleting the node: %+v", receipt.Counts)
	}
}

func requiredEdgeProperty(t *testing.T, s *subject) {
	if told := s.refuse(edgesOf(edge("AFFILIATED_WITH", personID("a"), institutionID("m"))), kg.ErrInvalid); told.Subject != "AFFILIATED_WITH.role" {
		t.Errorf("the error tells of %q", told.Subject)
	}
}
