package storetest

import (
	"testing"

	"innograph/kg"
)

func deleteChapter() chapter {
	return chapter{name: "delete", load: loadPair, scenarios: []scenario{
		{"a deleted node takes its edges along", deleteNode},
		{"what is not there is deleted without failure", deleteMissing},
		{"an edge to a deleted node moves its from node on", deleteNodeMoves},
		{"a node and an edge are replaced in one changeset", replaceNode},
		{"identifiers of a deleted node are free again", deletedIdentifiers},
	}}
}

func deleteNode(t *testing.T, s *subject) {
	s.must(edgesOf(stay("a", "m", "LEAD", ""), stay("b", "m", "LEAD", ""), edge("KNOWS", personID("a"), personID("b")),
		edge("KNOWS", personID("b"), personID("a"))))
	receipt := s.must(kg.Changeset{DeleteNodes: []kg.ID{personID("a"), personID("a")}})
	if receipt.Counts != (kg.Counts{NodesDeleted: 1, EdgesDeleted: 3}) {
		t.Errorf("receipt: %+v", receipt.Counts)
	}
	if s.node(personID("a")) != nil || len(s.edges("KNOWS")) != 0 || len(s.edges("AFFILIATED_WITH")) != 1 {
		t.Error("the node or its edges are still there")
	}
	adjacency := s.expand(kg.System, &kg.Frontier{Nodes: []int64{1, 2, 3}, Direction: kg.Both})
	if len(adjacency.Edges) != 2 {
		t.Errorf("neighbours: %+v", adjacency)
	}
}

func deleteMissing(t *testing.T, s *subject) {
	receipt := s.must(kg.Changeset{DeleteNodes: []kg.ID{"nobody", ""}, DeleteEdges: []kg.ID{"nothing", "", personID("a")}})
	if receipt.Counts.Changed() || receipt.Revision != 1 {
		t.Errorf("receipt: %+v", receipt)
	}
	if s.node(personID("a")) == nil {
		t.Error("a node has gone by way of DeleteEdges")
	}
}

func deleteNodeMoves(t *testing.T, s *subject) {
	s.must(edgesOf(stay("a", "m", "LEAD", ""), stay("a", "m", "CORE", "")))
	at := s.tick()
	s.must(kg.Changeset{At: at, DeleteNodes: []kg.ID{institutionID("m")}})
	if a := s.node(personID("a")); a.Version != 3 || !a.UpdatedAt.Equal(at) {
		t.Errorf("version %d, updated %s", a.Version, a.UpdatedAt)
	}
}

func replaceNode(t *testing.T, s *subject) {
	s.must(edgesOf(stay("a", "m", "LEAD", ""), stay("b", "m", "LEAD", "")))
	old := s.edges("AFFILIATED_WITH")[1]
	receipt := s.must(kg.Changeset{
		DeleteNodes: []kg.ID{personID("a")}, DeleteEdges: []kg.ID{old.ID},
		Nodes: []kg.NodeChange{person("a", "works", kg.Int(1))},
		Edges: []kg.EdgeChange{stay("a", "m", "LEAD", ""), stay("b", "m", "LEAD", "")},
	})
	if receipt.Counts != (kg.Counts{NodesDeleted: 1, EdgesDeleted: 2, NodesCreated: 1, EdgesCreated: 2}) {
		t.Errorf("receipt: %+v", receipt.Counts)
	}
	if a := s.node(personID("a")); a.Version != 1 || a.Number != 7 {
		t.Errorf("the new node: %+v", a)
	}
	items := s.changes(kg.System, 2, 1)[0].Items
	if len(items) != 6 || itemGroup(items[0]) != deletions || itemGroup(items[3]) != nodes || itemGroup(items[5]) != edges {
		t.Errorf("logged: %+v", items)
	}
}

func deletedIdentifiers(t *testing.T, s *subject) {
	s.must(nodesOf(institution("m", "uscc", kg.Text("1"))))
	s.must(kg.Changeset{DeleteNodes: []kg.ID{institutionID("m")}, Nodes: []kg.NodeChange{institution("n", "uscc", kg.Text("1"))}})
	result := s.read(kg.System, &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "uscc", Value: "1"}}}})
	if rows := result.Root.Rows; len(rows) != 1 || rows[0].ID != institutionID("n") {
		t.Errorf("the identifier names %+v", rows)
	}
}
