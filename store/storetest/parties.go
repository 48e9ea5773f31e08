package storetest

import (
	"slices"
	"testing"

	"innograph/kg"
)

func partiesChapter() chapter {
	return chapter{name: "parties", scenarios: []scenario{
		{"a node for parties is seen by who acts for it or for a party of it", partyOfNode},
		{"parties are not transitive", partiesOfParties},
		{"an edge for parties is seen by those of either end", partyOfEdge},
		{"an edge between nodes for parties needs a party of each", partyOfBothEnds},
		{"parties come and go with their edges", partiesComeAndGo},
		{"of two edges that make a party the last counts", parallelParties},
		{"a party that is deleted, or changes its kind, is none", partiesLost},
		{"who acts for a former id acts for the node that has it", formerParties},
		{"an id that is no node's gives no sight", nobodysParty},
		{"the log is seen by who was a party at the time", partiesInTheLog},
	}}
}

// sights returns which of some nodes a viewer who acts for some ids finds by id.
func (s *subject) sights(acting []kg.ID, wanted ...kg.ID) []kg.ID {
	s.t.Helper()
	var found []kg.ID
	for _, row := range s.read(kg.ActingFor(acting...), &kg.Query{Start: ids(wanted...)}).Root.Rows {
		found = append(found, row.ID)
	}
	return found
}

func (s *subject) sees(t *testing.T, acting, wanted kg.ID, want bool) {
	t.Helper()
	if got := len(s.sights([]kg.ID{acting}, wanted)) == 1; got != want {
		t.Errorf("who acts for %s sees %s: %t, want %t", acting, wanted, got, want)
	}
}

func team(key string) kg.NodeChange { return node("Team", key, "title", kg.Text(key)) }

func heads(who, what kg.ID) kg.EdgeChange { return edge("HEADED_BY", what, who) }

func takesPart(who, what kg.ID, part int64) kg.EdgeChange {
	return edge("PARTICIPATED_IN", who, what, "part", kg.Int(part))
}

const teamT = kg.ID("Team_t")

func partyOfNode(t *testing.T, s *subject) {
	s.must(kg.Changeset{Nodes: []kg.NodeChange{hide(team("t"), kg.Parties), person("a"), person("b")}, Edges: []kg.EdgeChange{heads(personID("a"), teamT)}})
	s.sees(t, personID("a"), teamT, true)
	s.sees(t, personID("b"), teamT, false)
	s.sees(t, teamT, teamT, true)
	s.must(nodesOf(hide(team("t"), kg.Registered)))
	s.sees(t, personID("b"), teamT, true)
}

func partiesOfParties(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{hide(team("t"), kg.Parties), hide(person("a"), kg.Parties), institution("i"), hide(project("p"), kg.Parties)},
		Edges: []kg.EdgeChange{heads(personID("a"), teamT), stay("a", "i", "LEAD", ""), takesPart(institutionID("i"), projectID("p"), 1)},
	})
	s.sees(t, teamT, personID("a"), false) // the head is a party of the team, not the team of its head
	s.sees(t, institutionID("i"), projectID("p"), true)
	s.sees(t, projectID("p"), institutionID("i"), true) // public
	s.sees(t, personID("a"), projectID("p"), false)
	s.sees(t, institutionID("i"), teamT, false)
}

// edgesSeen counts the edges at a node that who acts for another sees.
func (s *subject) edgesSeen(t *testing.T, acting, at kg.ID, want int) {
	t.Helper()
	h := kg.Hop{Direction: kg.Both, Page: kg.Page{Limit: 10}, Total: true}
	level := s.read(kg.ActingFor(acting), &kg.Query{Start: ids(at), Select: kg.Selection{Hops: []kg.Hop{h}}}).Root.Hops[0]
	if len(level.Rows) != want || want > 0 && level.Pages[0].Total != int64(want) {
		t.Errorf("who acts for %s sees %d edges at %s, want %d", acting, len(level.Rows), at, want)
	}
}

func partyOfEdge(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{team("t"), person("a"), project("p"), institution("i"), person("b")},
		Edges: []kg.EdgeChange{heads(personID("a"), teamT), takesPart(institutionID("i"), projectID("p"), 1), hideEdge(edge("CONCERNS", teamT, projectID("p")), kg.Parties)},
	})
	for acting, want := range map[kg.ID]int{teamT: 2, personID("a"): 2, projectID("p"): 2, institutionID("i"): 2, personID("b"): 1} {
		s.edgesSeen(t, acting, teamT, want)
		s.edgesSeen(t, acting, projectID("p"), want)
	}
}

func partyOfBothEnds(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{hide(team("t"), kg.Parties), person("a"), hide(project("p"), kg.Parties), institution("i")},
		Edges: []kg.EdgeChange{heads(personID("a"), teamT), takesPart(institutionID("i"), projectID("p"), 1), edge("CONCERNS", teamT, projectID("p"))},
	})
	s.edgesSeen(t, personID("a"), teamT, 1)
	s.edgesSeen(t, institutionID("i"), projectID("p"), 1)
	both := s.read(kg.ActingFor(personID("a"), institutionID("i")), &kg.Query{Start: ids(teamT), Select: kg.Selection{Hops: []kg.Hop{hop("CONCERNS", kg.Out)}}})
	if len(both.Root.Hops[0].Rows) != 1 {
		t.Errorf("who acts for a party of each sees %d edges", len(both.Root.Hops[0].Rows))
	}
	s.must(edgesOf(hideEdge(edge("CONCERNS", teamT, projectID("p")), kg.Parties)))
	for _, c := range []struct {
		team, project kg.Visibility
		want          [4]int // edges a and i see at the team, and at the project
	}{
		{kg.Parties, kg.Public, [4]int{2, 0, 2, 1}},
		{kg.Public, kg.Public, [4]int{2, 2, 2, 2}},
		{kg.Registered, kg.Parties, [4]int{1, 2, 0, 2}},
		{kg.Parties, kg.Parties, [4]int{1, 0, 0, 1}},
	} {
		s.must(nodesOf(hide(team("t"), c.team), hide(project("p"), c.project)))
		s.edgesSeen(t, personID("a"), teamT, c.want[0])
		s.edgesSeen(t, institutionID("i"), teamT, c.want[1])
		s.edgesSeen(t, personID("a"), projectID("p"), c.want[2])
		s.edgesSeen(t, institutionID("i"), projectID("p"), c.want[3])
	}
}

func partiesComeAndGo(t *testing.T, s *subject) {
	s.must(nodesOf(hide(team("t"), kg.Parties), person("a"), person("b")))
	s.sees(t, personID("a"), teamT, false)
	first := heads(personID("a"), teamT)
	s.must(edgesOf(hideEdge(first, kg.Parties))) // its own visibility does not matter
	s.sees(t, personID("a"), teamT, true)
	s.must(kg.Changeset{DeleteEdges: []kg.ID{edgeIDOf(s, first)}, Edges: []kg.EdgeChange{heads(personID("b"), teamT)}})
	s.sees(t, personID("a"), teamT, false)
	s.sees(t, personID("b"), teamT, true)
	s.refuse(kg.Changeset{Edges: []kg.EdgeChange{heads(personID("a"), teamT)}}, kg.ErrInvalid) // a second head
	s.sees(t, personID("a"), teamT, false)
	s.must(kg.Changeset{Bulk: true, Nodes: []kg.NodeChange{hide(project("p"), kg.Parties), institution("i")},
		Edges: []kg.EdgeChange{takesPart(institutionID("i"), projectID("p"), 1)}})
	s.sees(t, institutionID("i"), projectID("p"), true)
}

func edgeIDOf(s *subject, c kg.EdgeChange) kg.ID {
	s.t.Helper()
	id, err := s.model.EdgeIDOf(&c)
	if err != nil {
		s.t.Fatalf("%v", err)
	}
	return id
}

func parallelParties(t *testing.T, s *subject) {
	one, two := takesPart(institutionID("i"), projectID("p"), 1), takesPart(institutionID("i"), projectID("p"), 2)
	s.must(kg.Changeset{Nodes: []kg.NodeChange{hide(project("p"), kg.Parties), institution("i")}, Edges: []kg.EdgeChange{one, two}})
	for _, c := range []kg.EdgeChange{one, two} {
		s.sees(t, institutionID("i"), projectID("p"), true)
		s.must(kg.Changeset{DeleteEdges: []kg.ID{edgeIDOf(s, c)}})
	}
	s.sees(t, institutionID("i"), projectID("p"), false)
}

func partiesLost(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{hide(project("p"), kg.Parties), institution("i"), institution("j"), person("a"), hide(team("t"), kg.Parties)},
		Edges: []kg.EdgeChange{takesPart(institutionID("i"), projectID("p"), 1), takesPart(institutionID("j"), projectID("p"), 1), heads(personID("a"), teamT)},
	})
	s.must(kg.Changeset{DeleteNodes: []kg.ID{institutionID("i")}})
	s.sees(t, institutionID("i"), projectID("p"), false)
	s.must(kg.Changeset{DeleteNodes: []kg.ID{institutionID("i")}, Nodes: []kg.NodeChange{institution("i")}})
	s.sees(t, institutionID("i"), projectID("p"), false)
	s.sees(t, institutionID("j"), projectID("p"), true)
	changed := node("Team", "x", "title", kg.Text("x"))
	changed.ID = personID("a") // a team heads none
	s.must(nodesOf(changed))
	s.sees(t, personID("a"), teamT, false)
}

func formerParties(t *testing.T, s *subject) {
	a := person("a")
	a.Identifiers = []kg.Identifier{{Scheme: kg.FormerID, Value: "Person_before"}, {Scheme: "orcid", Value: "Person_other"}}
	s.must(kg.Changeset{Nodes: []kg.NodeChange{hide(team("t"), kg.Parties), a}, Edges: []kg.EdgeChange{heads(personID("a"), teamT)}})
	s.sees(t, "Person_before", teamT, true)
	s.sees(t, "Person_other", teamT, false)
	s.must(nodesOf(person("before"))) // the id is a node's own again
	s.sees(t, "Person_before", teamT, false)
}

func nobodysParty(t *testing.T, s *subject) {
	s.must(nodesOf(hide(team("t"), kg.Parties), person("a")))
	for _, id := range []kg.ID{"", "nowhere", "1", "Team_t ", "' OR 1=1 --", "Team_t\x00", `"]`, "\xff"} {
		s.sees(t, id, teamT, false)
		s.sees(t, id, personID("a"), true)
	}
}

func partiesInTheLog(t *testing.T, s *subject) {
	before := person("a")
	before.Identifiers = []kg.Identifier{{Scheme: kg.FormerID, Value: "Person_before"}, {Scheme: kg.FormerID, Value: "Person_b"}} // b is another's own
	head := heads(personID("a"), teamT)
	s.must(kg.Changeset{Nodes: []kg.NodeChange{hide(team("t"), kg.Parties), before, person("b")}, Edges: []kg.EdgeChange{head}})
	s.must(kg.Changeset{DeleteEdges: []kg.ID{edgeIDOf(s, head)}, Edges: []kg.EdgeChange{heads(personID("b"), teamT)}})
	s.must(kg.Changeset{Nodes: []kg.NodeChange{hide(team("t"), kg.Public)}})
	s.must(kg.Changeset{Nodes: []kg.NodeChange{hide(team("t"), kg.Parties)}})
	s.must(kg.Changeset{DeleteNodes: []kg.ID{teamT}})
	for _, c := range []struct {
		acting kg.ID
		items  []int // by revision
	}{
		{personID("a"), []int{4, 1, 1, 0, 0}},
		{"Person_before", []int{4, 1, 1, 0, 0}},
		{personID("b"), []int{2, 1, 1, 1, 2}},
		{teamT, []int{4, 2, 1, 1, 2}},
		{"nowhere", []int{2, 0, 1, 0, 0}},
	} {
		got := make([]int, len(c.items))
		for _, change := range s.changes(kg.ActingFor(c.acting), 0, 10) {
			got[change.Revision-1] = len(change.Items)
		}
		if !slices.Equal(got, c.items) {
			t.Errorf("who acts for %s sees %d items, want %d", c.acting, got, c.items)
		}
	}
}
