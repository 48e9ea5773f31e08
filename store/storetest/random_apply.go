package storetest

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

func randomChapter() chapter {
	return chapter{name: "random", scenarios: []scenario{
		{"changesets and reads in any order", randomOperations},
		{"a store and its copy", randomCopy},
	}}
}

// changeset draws a changeset over a few nodes, so that entries meet again.
// Many are refused; then both stores must refuse them.
func (g generator) changeset(known []*kg.Edge) kg.Changeset {
	cs := kg.Changeset{Actor: pick1(g, "actor", []string{"", "a", "甲"}), Bulk: g.chance("bulk", 10)}
	for range rapid.IntRange(0, 3).Draw(g.T, "number of nodes") {
		cs.Nodes = append(cs.Nodes, g.nodeChange())
	}
	for range rapid.IntRange(0, 4).Draw(g.T, "number of edges") {
		cs.Edges = append(cs.Edges, g.edgeChange())
	}
	if g.chance("delete a node", 15) {
		cs.DeleteNodes = []kg.ID{g.anyID()}
	}
	if len(known) > 0 && g.chance("delete edges", 25) {
		for range rapid.IntRange(1, 2).Draw(g.T, "number of deleted edges") {
			cs.DeleteEdges = append(cs.DeleteEdges, pick1(g, "deleted edge", known).ID)
		}
	}
	if g.chance("expect", 10) {
		cs.Expect = []kg.Precondition{{ID: g.anyID(), Version: rapid.Int64Range(0, 3).Draw(g.T, "version")}}
		if g.chance("expect edges", 50) {
			edges := rapid.IntRange(0, 3).Draw(g.T, "expected edges")
			cs.Expect[0].Edges = &edges
		}
	}
	return cs
}

// anyID draws one of the ids that nodes have here, whatever their kind.
func (g generator) anyID() kg.ID {
	return kg.ID(fmt.Sprintf("n%d", bits.Draw(g.T, "id")%10))
}

func (g generator) nodeChange() kg.NodeChange {
	id := g.anyID()
	// A node has a kind of its own most of the time, and another now and then.
	kind := &g.model.Kinds[int(id[1]-'0')%len(g.model.Kinds)]
	if g.chance("another kind", 8) {
		kind = g.model.Kind(pick1(g, "kind", g.kindNames()))
	}
	c := kg.NodeChange{ID: id, Kind: kind.Name, Visibility: g.visibility(), Properties: g.properties(kind.Properties), Provenance: g.provenance()}
	if g.chance("identifiers", 10) {
		c.Identifiers = []kg.Identifier{{Scheme: "source", Value: pick1(g, "identifier", []string{"1", "2", "3"})}}
	}
	if g.chance("former id", 5) {
		c.Identifiers = append(c.Identifiers, kg.Identifier{Scheme: kg.FormerID, Value: pick1(g, "former id", []string{"former", "n9"})})
	}
	return c
}

// properties draws values for some properties, required ones nearly always.
func (g generator) properties(properties []kg.Property) map[string]kg.Value {
	values := map[string]kg.Value{}
	for i := range properties {
		p := &properties[i]
		switch {
		case p.Required && g.chance("required", 97), g.chance("named", 15):
			values[p.Name] = pick1(g, "value of "+p.Name, pool(p))
		case g.chance("cleared", 4):
			values[p.Name] = kg.Null
		}
	}
	return values
}

func (g generator) visibility() *kg.Visibility {
	if !g.chance("visibility named", 20) {
		return nil
	}
	return visible(pick1(g, "visibility", []kg.Visibility{kg.Public, kg.Registered, kg.Parties}))
}

func (g generator) provenance() []kg.Assertion {
	if !g.chance("provenance", 10) {
		return nil
	}
	return rapid.SliceOfN(rapid.SampledFrom([]kg.Assertion{
		{Source: "a", Method: "OBSERVED", Confidence: "1"}, {Source: "b", SourceRecordID: "2", Method: "INFERRED", Properties: []string{"name"}},
	}), 0, 2).Draw(g.T, "assertions")
}

func (g generator) edgeChange() kg.EdgeChange {
	r := g.relation()
	end := func(label string, kinds []string) kg.ID {
		if g.chance("any "+label, 5) {
			return g.anyID()
		}
		var fitting []kg.ID
		for i := range 10 {
			for _, kind := range kinds {
				if g.model.Kinds[i%len(g.model.Kinds)].Name == kind {
					fitting = append(fitting, kg.ID(fmt.Sprintf("n%d", i)))
				}
			}
		}
		return pick1(g, label, fitting)
	}
	return kg.EdgeChange{Relation: r.Name, From: end("from", r.From), To: end("to", r.To), Visibility: g.visibility(),
		Properties: g.properties(r.Properties), Provenance: g.provenance()}
}

// seeded returns fresh stores in which all nodes are there already.
func seeded(t *testing.T, s *subject, rt *rapid.T) *subject {
	fresh := newSubject(t, s.open, s.reopen)
	rt.Cleanup(fresh.close)
	fresh.t = rt
	var cs kg.Changeset
	for i := range 10 {
		kind := s.model.Kinds[i%len(s.model.Kinds)]
		c := kg.NodeChange{ID: kg.ID(fmt.Sprintf("n%d", i)), Kind: kind.Name, Properties: map[string]kg.Value{}}
		for j := range kind.Properties {
			if p := &kind.Properties[j]; p.Required {
				c.Properties[p.Name] = pool(p)[i]
			}
		}
		cs.Nodes = append(cs.Nodes, c)
	}
	fresh.must(cs)
	return fresh
}

// allEdges returns the edges there are.
func (s *subject) allEdges() []*kg.Edge {
	s.t.Helper()
	var found []*kg.Edge
	for _, r := range s.scan(kg.System, kg.ScanMark{}) {
		if r.Edge != nil {
			found = append(found, r.Edge)
		}
	}
	return found
}

func randomOperations(t *testing.T, s *subject) {
	applied, refused := 0, 0
	check(t, 40, func(rt *rapid.T) {
		in := seeded(t, s, rt)
		g := generator{rt, s.model}
		for range rapid.IntRange(3, 12).Draw(rt, "number of steps") {
			if _, err := in.apply(g.changeset(in.allEdges())); err == nil {
				applied++
			} else {
				refused++
			}
			v := g.viewer()
			in.scan(v, kg.ScanMark{})
			sel := g.selection(nil, 2)
			_, _ = in.tryRead(v, &kg.Query{Start: kg.Start{List: list(g.someKinds(g.kindNames())...)}, Select: sel})
			f := g.search()
			f.Page, f.Total = kg.Page{Limit: 20, Keys: true}, true
			in.read(v, &kg.Query{Start: kg.Start{Search: f}})
			in.expand(v, &kg.Frontier{Nodes: []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, Direction: g.direction(), On: g.day()})
		}
		in.changes(g.viewer(), kg.Revision(rapid.IntRange(0, 3).Draw(rt, "after")), rapid.IntRange(1, 9).Draw(rt, "limit"))
		in.changes(kg.System, 0, 100)
	})
	t.Logf("%d changesets applied, %d refused by both", applied, refused)
	if applied < refused/4 || refused == 0 {
		t.Errorf("%d applied, %d refused: too one-sided to tell anything", applied, refused)
	}
}

func randomCopy(t *testing.T, s *subject) {
	check(t, 8, func(rt *rapid.T) {
		in := seeded(t, s, rt)
		g := generator{rt, s.model}
		for range rapid.IntRange(2, 8).Draw(rt, "number of changesets") {
			_, _ = in.apply(g.changeset(in.allEdges()))
		}
		target := newSubject(t, s.open, s.reopen)
		rt.Cleanup(target.close)
		target.t = rt
		target.must(copied(in.scan(kg.System, kg.ScanMark{})))
		if target.checksum() != in.checksum() {
			rt.Fatalf("the copy differs")
		}
	})
}
