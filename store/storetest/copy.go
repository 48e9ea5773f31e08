package storetest

import (
	"testing"
	"time"

	"innograph/kg"
)

func copyChapter() chapter {
	return chapter{name: "copy", scenarios: []scenario{
		{"a copy keeps numbers, versions and times", copyAll},
		{"numbers go on after those copied", copyThenCreate},
		{"a number that is taken is a conflict", copyTaken},
		{"a copy can be repeated", copyAgain},
	}}
}

// copied returns the changes that carry a record over to another store.
func copied(records []kg.Record) kg.Changeset {
	cs := kg.Changeset{Bulk: true}
	for _, r := range records {
		cs.Copy(r)
	}
	return cs
}

// another returns a subject of empty stores beside s.
func (s *subject) another(t *testing.T) *subject { return newSubject(t, s.open, s.reopen) }

// wornWorld loads the world and then leaves gaps in its numbers.
func wornWorld(s *subject) []kg.Record {
	loadWorld(s)
	s.must(kg.Changeset{DeleteNodes: []kg.ID{"Person_zhao", "Person_secret"}, DeleteEdges: []kg.ID{s.edges("KNOWS")[0].ID}})
	s.must(nodesOf(person("late")))
	s.must(edgesOf(edge("KNOWS", "Person_late", "Person_li")))
	return s.scan(kg.System, kg.ScanMark{})
}

func copyAll(t *testing.T, s *subject) {
	records := wornWorld(s)
	target := s.another(t)
	for len(records) > 0 { // in batches, so that edges come apart from their nodes
		batch := records[:min(7, len(records))]
		target.must(copied(batch))
		records = records[len(batch):]
	}
	if target.checksum() != s.checksum() {
		t.Error("the copy differs")
	}
}

func copyThenCreate(t *testing.T, s *subject) {
	at := time.Date(2001, 2, 3, 4, 5, 6, 7000, time.UTC)
	a := person("a")
	a.Copy = &kg.NodeCopy{Number: 41, Version: 9, CreatedAt: at, UpdatedAt: at.Add(time.Hour)}
	loop := edge("KNOWS", personID("a"), personID("a"))
	loop.Number = 17
	s.must(kg.Changeset{Nodes: []kg.NodeChange{a}, Edges: []kg.EdgeChange{loop}})
	if n := s.node(personID("a")); n.Number != 41 || n.Version != 9 || !n.CreatedAt.Equal(at) || !n.UpdatedAt.Equal(at.Add(time.Hour)) {
		t.Errorf("copied: %+v", n)
	}
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("b")}, Edges: []kg.EdgeChange{edge("KNOWS", personID("b"), personID("a"))}})
	if n, e := s.node(personID("b")), s.edges("KNOWS")[1]; n.Number != 42 || e.Number != 18 {
		t.Errorf("the next numbers: node %d, edge %d", n.Number, e.Number)
	}
	s.must(nodesOf(person("a", "works", kg.Int(1))))
	if n := s.node(personID("a")); n.Version != 10 {
		t.Errorf("version %d after a change of its own", n.Version)
	}
}

func copyTaken(_ *testing.T, s *subject) {
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("a"), person("b")}, Edges: []kg.EdgeChange{
		edge("KNOWS", personID("a"), personID("b")), edge("KNOWS", personID("b"), personID("a"))}})
	withNumber := func(key string, number int64) kg.Changeset {
		c := person(key)
		c.Copy = &kg.NodeCopy{Number: number, Version: 1, CreatedAt: s.clock, UpdatedAt: s.clock}
		return nodesOf(c)
	}
	s.refuse(withNumber("c", 1), kg.ErrConflict)
	s.refuse(withNumber("a", 2), kg.ErrConflict)
	s.refuse(withNumber("a", 7), kg.ErrConflict)
	s.refuse(withNumber("c", -1), kg.ErrInvalid)
	s.refuse(withNumber("c", kg.MaxNumber+1), kg.ErrInvalid)
	link := edge("KNOWS", personID("a"), personID("a"))
	link.Number = 2
	s.refuse(edgesOf(link), kg.ErrConflict)
	link = edge("KNOWS", personID("a"), personID("b"))
	link.Number = 9
	s.refuse(edgesOf(link), kg.ErrConflict)
	link = edge("KNOWS", personID("a"), personID("a"))
	link.Number = kg.MaxNumber + 1
	s.refuse(edgesOf(link), kg.ErrInvalid)
}

func copyAgain(t *testing.T, s *subject) {
	records := wornWorld(s)
	receipt := s.must(copied(records))
	if receipt.Counts.Changed() || receipt.Counts.NodesUnchanged == 0 || receipt.Counts.EdgesUnchanged == 0 {
		t.Errorf("copied onto itself: %+v", receipt.Counts)
	}
}
