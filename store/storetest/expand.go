package storetest

import (
	"testing"

	"innograph/kg"
)

func expandChapter() chapter {
	return chapter{name: "expand", load: loadWorld, shared: true, scenarios: []scenario{
		{"neighbours come by number, then by edge", expandOrder},
		{"a relation is followed either way", expandDirections},
		{"several relations and none", expandRelations},
		{"dated edges hold on a day", expandOn},
		{"a loop comes once", expandLoop},
		{"kinds and relations are told by index", expandIndexes},
		{"nodes that are not there have no neighbours", expandMissing},
		{"a limit cuts at the same place always", expandLimit},
		{"unknown names are refused", expandUnknown},
	}}
}

// frontier expands nodes by id.
func (s *subject) frontier(d kg.Direction, nodes ...kg.ID) *kg.Frontier {
	s.t.Helper()
	f := &kg.Frontier{Direction: d}
	for _, id := range nodes {
		f.Nodes = append(f.Nodes, s.node(id).Number)
	}
	return f
}

func expandOrder(t *testing.T, s *subject) {
	found := s.expand(kg.System, s.frontier(kg.Both, "Institution_neu", "Person_li", "Project_arm"))
	if len(found.Offsets) != 4 || found.Truncated {
		t.Fatalf("found: %+v", found)
	}
	for i := range 3 {
		edges := found.Edges[found.Offsets[i]:found.Offsets[i+1]]
		if len(edges) < 5 {
			t.Errorf("node %d has %d edges", i, len(edges))
		}
		for j := 1; j < len(edges); j++ {
			if a, b := edges[j-1], edges[j]; a.Node > b.Node || a.Node == b.Node && a.Edge >= b.Edge {
				t.Errorf("node %d: edge %d is out of order", i, j)
			}
		}
	}
}

func expandDirections(t *testing.T, s *subject) {
	for d, want := range map[kg.Direction]int{kg.Out: 2, kg.In: 3, kg.Both: 5} {
		f := s.frontier(d, "Person_li")
		f.Relations = []string{"KNOWS"}
		found := s.expand(kg.System, f)
		if len(found.Edges) != want {
			t.Errorf("direction %d: %d edges, want %d", d, len(found.Edges), want)
		}
		for _, e := range found.Edges {
			if d == kg.Out && !e.Out || d == kg.In && e.Out {
				t.Errorf("direction %d: %+v", d, e)
			}
		}
	}
}

func expandRelations(t *testing.T, s *subject) {
	f := s.frontier(kg.Both, "Institution_neu", "Region_liaoning")
	all := s.expand(kg.System, f)
	f.Relations = []string{"WITHIN", "AFFILIATED_WITH"}
	some := s.expand(kg.System, f)
	if len(some.Edges) != 8 || len(all.Edges) != 14 {
		t.Errorf("%d edges of two relations, %d of all", len(some.Edges), len(all.Edges))
	}
}

func expandOn(t *testing.T, s *subject) {
	f := s.frontier(kg.Both, "Person_li", "Laboratory_robots")
	for day, want := range map[string]int{"2005-05-31": 16, "2005-06-01": 16, "2015-03-14": 19, "2015-03-15": 20, "2016-02-29": 18} {
		f.On = day
		if got := len(s.expand(kg.System, f).Edges); got != want {
			t.Errorf("on %s: %d edges, want %d", day, got, want)
		}
	}
}

func expandLoop(t *testing.T, s *subject) {
	for d, out := range map[kg.Direction]bool{kg.Out: true, kg.In: false, kg.Both: true} {
		f := s.frontier(d, "Person_wang")
		f.Relations = []string{"KNOWS"}
		loops := 0
		for _, e := range s.expand(kg.System, f).Edges {
			if e.Node == f.Nodes[0] {
				loops++
				if e.Out != out {
					t.Errorf("direction %d: %+v", d, e)
				}
			}
		}
		if loops != 1 {
			t.Errorf("direction %d: the loop comes %d times", d, loops)
		}
	}
}

func expandIndexes(t *testing.T, s *subject) {
	for _, e := range s.expand(kg.System, s.frontier(kg.Both, "Institution_neu", "Person_li")).Edges {
		result := s.read(kg.System, &kg.Query{Start: kg.Start{Numbers: []int64{e.Node}}})
		relation := s.read(kg.System, &kg.Query{Start: kg.Start{Edges: []int64{e.Edge}}}).Root.Rows[0].Edge.Relation
		if result.Root.Rows[0].Kind != &s.model.Kinds[e.Kind] || relation != &s.model.Relations[e.Relation] {
			t.Errorf("%+v leads to a %s by %s", e, result.Root.Rows[0].Kind.Name, relation.Name)
		}
	}
}

func expandMissing(t *testing.T, s *subject) {
	f := s.frontier(kg.Both, "Person_bare", "Person_li", "Person_li")
	f.Nodes = append([]int64{0, -1, 1 << 40}, f.Nodes...)
	o := s.expand(kg.System, f).Offsets
	if len(o) != 7 || o[4] != 0 || o[5] == 0 || o[6] != 2*o[5] {
		t.Errorf("offsets: %d", o)
	}
	if o := s.expand(kg.System, &kg.Frontier{}).Offsets; len(o) != 1 {
		t.Errorf("of no nodes: %d", o)
	}
}

func expandLimit(t *testing.T, s *subject) {
	f := s.frontier(kg.Out, "Laboratory_robots", "Person_li", "Person_li", "Institution_neu")
	f.On = "2015-03-14"
	for f.Limit = 1; f.Limit <= 12; f.Limit++ {
		for _, v := range []kg.Viewer{kg.Anyone, kg.Member, kg.System} {
			s.expand(v, f)
			f.Relations = []string{"AFFILIATED_WITH", "KNOWS"}
			s.expand(v, f)
			f.Relations = nil
		}
	}
	f = s.frontier(kg.Both, "Person_li", "Institution_neu", "Person_bare")
	all := s.expand(kg.System, f)
	for f.Limit = 1; f.Limit <= len(all.Edges)+1; f.Limit++ {
		found := s.expand(kg.System, f)
		if want := min(f.Limit, len(all.Edges)); len(found.Edges) != want || found.Truncated != (f.Limit < len(all.Edges)) || len(found.Offsets) != 4 {
			t.Errorf("limit %d: %d edges, truncated %t", f.Limit, len(found.Edges), found.Truncated)
		}
		for i, e := range found.Edges {
			if e != all.Edges[i] {
				t.Errorf("limit %d: edge %d is %+v, want %+v", f.Limit, i, e, all.Edges[i])
			}
		}
	}
}

func expandUnknown(t *testing.T, s *subject) {
	for _, f := range []*kg.Frontier{{Nodes: []int64{1}, Relations: []string{"KNOWS", "x' OR 1"}}, {Nodes: []int64{1}, On: "2020' OR 1"}} {
		_, err := s.store.Reader(kg.System).Expand(t.Context(), f)
		_, want := s.memory.Reader(kg.System).Expand(t.Context(), f)
		s.sameError("Expand", err, want)
		if err == nil {
			t.Errorf("%+v is taken", f)
		}
	}
}
