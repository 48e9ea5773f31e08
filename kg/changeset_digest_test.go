package kg

import (
	"testing"
	"time"
)

// Every part of a changeset tells in its digest, but for its key and its time.
func TestChangesetDigest(t *testing.T) {
	hidden, two := Parties, 2
	base := func() *Changeset {
		return &Changeset{
			Expect: []Precondition{{ID: "a", Version: 1}}, DeleteEdges: []ID{"e"}, DeleteNodes: []ID{"n"},
			Nodes: []NodeChange{{ID: "a", Kind: "Person", Properties: map[string]Value{"x": Texts("a", "b"), "y": Int(1)}}},
			Edges: []EdgeChange{{Relation: "KNOWS", From: "a", To: "b"}},
		}
	}
	digest := base().Digest()
	same := base()
	same.At, same.Key = time.Now(), "key"
	if same.Digest() != digest {
		t.Error("the key or the time tells in the digest")
	}
	seen := map[string]string{digest: "nothing"}
	for name, change := range map[string]func(cs *Changeset){
		"version":           func(cs *Changeset) { cs.Expect[0].Version = 2 },
		"expected edges":    func(cs *Changeset) { cs.Expect[0].Edges = &two },
		"deleted edge":      func(cs *Changeset) { cs.DeleteEdges = []ID{"f"} },
		"edge for a node":   func(cs *Changeset) { cs.DeleteEdges, cs.DeleteNodes = []ID{"e", "n"}, nil },
		"id":                func(cs *Changeset) { cs.Nodes[0].ID = "b" },
		"kind":              func(cs *Changeset) { cs.Nodes[0].Kind = "Project" },
		"value":             func(cs *Changeset) { cs.Nodes[0].Properties["y"] = Int(2) },
		"type of a value":   func(cs *Changeset) { cs.Nodes[0].Properties["y"] = Text("1") },
		"cleared value":     func(cs *Changeset) { cs.Nodes[0].Properties["y"] = Null },
		"joined elements":   func(cs *Changeset) { cs.Nodes[0].Properties["x"] = Texts("a b") },
		"visibility":        func(cs *Changeset) { cs.Nodes[0].Visibility = &hidden },
		"identifier":        func(cs *Changeset) { cs.Nodes[0].Identifiers = []Identifier{{Scheme: "s", Value: "v"}} },
		"no provenance":     func(cs *Changeset) { cs.Nodes[0].Provenance = []Assertion{} },
		"provenance":        func(cs *Changeset) { cs.Nodes[0].Provenance = []Assertion{{Source: "s", Properties: []string{"x"}}} },
		"copy":              func(cs *Changeset) { cs.Nodes[0].Copy = &NodeCopy{Number: 7} },
		"time of a copy":    func(cs *Changeset) { cs.Nodes[0].Copy = &NodeCopy{Number: 7, UpdatedAt: time.Unix(1, 0)} },
		"relation":          func(cs *Changeset) { cs.Edges[0].Relation = "LIKES" },
		"turned":            func(cs *Changeset) { cs.Edges[0].From, cs.Edges[0].To = "b", "a" },
		"number":            func(cs *Changeset) { cs.Edges[0].Number = 7 },
		"visible edge":      func(cs *Changeset) { cs.Edges[0].Visibility = &hidden },
		"property of edge":  func(cs *Changeset) { cs.Edges[0].Properties = map[string]Value{"since": Int(1)} },
		"nothing of a node": func(cs *Changeset) { cs.Nodes = nil },
		"actor":             func(cs *Changeset) { cs.Actor = "somebody" },
		"bulk":              func(cs *Changeset) { cs.Bulk = true },
	} {
		cs := base()
		change(cs)
		other, met := seen[cs.Digest()]
		if met {
			t.Errorf("%s and %s have one digest", name, other)
		}
		seen[cs.Digest()] = name
	}
}
