package kg

import (
	"testing"
	"time"
)

// Whatever a record is made of makes a difference to its checksum.
func TestDigestTellsApart(t *testing.T) {
	at := time.UnixMicro(1_700_000_000_000_000).UTC()
	whole := func() Node {
		return Node{ID: "Person_a", Number: 1, Kind: "Person", Version: 2, CreatedAt: at, UpdatedAt: at,
			Identifiers: []Identifier{{Scheme: "orcid", Value: "1"}},
			Provenance:  []Assertion{{Source: "s", Method: "M", Properties: []string{"name"}}},
			Properties:  map[string]Value{"name": Text("a"), "list": Texts("b", "c")}}
	}
	sum := func(r Record) Sum {
		var d Digest
		d.Add(r)
		return d.Sums()[0]
	}
	changes := map[string]func(*Node){
		"number": func(n *Node) { n.Number++ }, "id": func(n *Node) { n.ID += "b" }, "version": func(n *Node) { n.Version++ },
		"created": func(n *Node) { n.CreatedAt = at.Add(time.Microsecond) }, "updated": func(n *Node) { n.UpdatedAt = at.Add(time.Microsecond) },
		"visibility": func(n *Node) { n.Visibility = Parties }, "kind": func(n *Node) { n.Kind = "Team" },
		"no identifier": func(n *Node) { n.Identifiers = nil }, "scheme": func(n *Node) { n.Identifiers[0] = Identifier{"orcid1", ""} },
		"source": func(n *Node) { n.Provenance[0].Source = "t" }, "validated": func(n *Node) { n.Provenance[0].Validated = true },
		"asserted": func(n *Node) { n.Provenance[0].Properties = nil }, "text": func(n *Node) { n.Properties["name"] = Text("b") },
		"type": func(n *Node) { n.Properties["name"] = Symbol("a") }, "absent": func(n *Node) { delete(n.Properties, "name") },
		"split": func(n *Node) { n.Properties["list"] = Texts("bc") }, "order": func(n *Node) { n.Properties["list"] = Texts("c", "b") },
	}
	n := whole()
	same := sum(Record{Node: &n})
	seen := map[Sum]string{same: "nothing"}
	for name, change := range changes {
		m := whole()
		change(&m)
		got := sum(Record{Node: &m})
		if other, twice := seen[got]; twice {
			t.Errorf("a change of %s gives what a change of %s gives", name, other)
		}
		seen[got] = name
	}
	m := whole()
	if again := sum(Record{Node: &m}); again != same {
		t.Errorf("the same again: %v, then %v", same, again)
	}
	e := Edge{ID: "e", Number: 1, Relation: "KNOWS", From: "a", To: "b"}
	back := Edge{ID: "e", Number: 1, Relation: "KNOWS", From: "b", To: "a"}
	if sum(Record{Edge: &e}) == sum(Record{Edge: &back}) {
		t.Error("an edge and its reverse have one checksum")
	}
}
