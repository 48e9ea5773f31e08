package storetest

import (
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

func generatedChapter() chapter {
	return chapter{name: "generated", load: loadCrowd, shared: true, scenarios: []scenario{
		{"every comparison of every property of a node", everyComparison},
		{"every comparison of every property of an edge", everyEdgeComparison},
		{"filters", generatedFilters},
		{"queries", generatedQueries},
		{"pages", generatedPages},
		{"searches", generatedSearches},
		{"aggregates", generatedAggregates},
		{"frontiers", generatedFrontiers},
	}}
}

func everyComparison(t *testing.T, s *subject) {
	person := s.model.Kind("Person")
	properties := append([]kg.Property{*kg.Own(kg.OwnID), *kg.Own(kg.OwnCreatedAt), *kg.Own(kg.OwnVisibility)}, person.Properties...)
	for i := range properties {
		t.Run(properties[i].Name, func(t *testing.T) {
			for _, c := range sample(comparisons(&properties[i]), 5) {
				l := list("Person")
				l.Filter = kg.Filter(c)
				with := s.in(t).read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root.Pages[0].Total
				l.Filter = kg.Not{Filter: c}
				without := s.in(t).read(kg.System, &kg.Query{Start: kg.Start{List: l}}).Root.Pages[0].Total
				if with+without != 60 {
					t.Errorf("%+v holds for %d, its complement for %d of 60", c, with, without)
				}
			}
		})
	}
}

// everyEdgeComparison asks for all comparisons of a property in one query.
func everyEdgeComparison(t *testing.T, s *subject) {
	concerns := s.model.Relation("CONCERNS")
	properties := append([]kg.Property{*kg.Own(kg.OwnVisibility)}, concerns.Properties...)
	for i := range properties {
		t.Run(properties[i].Name, func(t *testing.T) {
			var hops []kg.Hop
			for _, c := range sample(comparisons(&properties[i]), 5) {
				h := hop("CONCERNS", kg.In)
				h.EdgeFilter = c
				hops = append(hops, h)
			}
			for len(hops) > 0 {
				n := min(20, len(hops))
				s.in(t).from(ids("Project_0", "Project_1"), hops[:n]...)
				hops = hops[n:]
			}
		})
	}
}

func generatedFilters(t *testing.T, s *subject) {
	check(t, 400, func(t *rapid.T) {
		g := generator{t, s.model}
		l := list(g.someKinds(g.kindNames())...)
		l.Filter = g.nodeFilter(l.Kinds, 3)
		s.in(t).read(g.viewer(), &kg.Query{Start: kg.Start{List: l}})
	})
}

// start draws a start of a few nodes.
func (g generator) start() kg.Start {
	switch bits.Draw(g.T, "start") % 6 {
	case 5:
		f := g.search()
		f.Page.Limit, f.Total = rapid.IntRange(0, 9).Draw(g.T, "limit"), g.chance("total", 50)
		f.Page.Last, f.Page.Opposite, f.Page.Keys = g.chance("last", 30), g.chance("opposite", 30), g.chance("keys", 30)
		return kg.Start{Search: f}
	case 0:
		l := list(g.someKinds(g.kindNames())...)
		l.Page.Limit, l.Total = rapid.IntRange(0, 9).Draw(g.T, "limit"), g.chance("total", 50)
		l.Page.Last, l.Page.Opposite, l.Page.Keys = g.chance("last", 30), g.chance("opposite", 30), g.chance("keys", 30)
		l.Order = g.order(l.Kinds, nil)
		if g.chance("filter", 50) {
			l.Filter = g.nodeFilter(l.Kinds, 2)
		}
		return kg.Start{List: l}
	case 1:
		return kg.Start{Numbers: rapid.SliceOfN(rapid.Int64Range(0, 110), 0, 5).Draw(g.T, "numbers")}
	case 2:
		return kg.Start{
			Edges:          rapid.SliceOfN(rapid.Int64Range(0, 600), 0, 5).Draw(g.T, "edges"),
			EdgeProperties: g.edgeProperties(), EdgeFacts: kg.Facts(rapid.IntRange(0, 7).Draw(g.T, "edge facts")),
		}
	default:
		return ids(rapid.SliceOfN(rapid.SampledFrom([]kg.ID{"Person_0", "Person_1", "Person_2", "Institution_0", "Institution_1", "Laboratory_2",
			"Project_0", "Project_1", "Project_2", "Team_0", "Team_1", "nowhere"}), 1, 4).Draw(g.T, "ids")...)
	}
}

func (g generator) edgeProperties() map[string][]string {
	wanted := map[string][]string{}
	for i := range g.model.Relations {
		r := &g.model.Relations[i]
		for j := range r.Properties {
			if g.chance("edge property", 20) {
				wanted[r.Name] = append(wanted[r.Name], r.Properties[j].Name)
			}
		}
	}
	return wanted
}

// selection draws what is wanted of nodes of these kinds, nil for any, with
// hops depth deep.
func (g generator) selection(kinds []string, depth int) kg.Selection {
	sel := kg.Selection{Properties: map[string][]string{}, Facts: kg.Facts(rapid.IntRange(0, 7).Draw(g.T, "facts"))}
	if kinds == nil {
		kinds = g.kindNames()
	}
	for _, kind := range kinds {
		for _, p := range g.model.Kind(kind).Properties {
			if g.chance("property", 10) {
				sel.Properties[kind] = append(sel.Properties[kind], p.Name)
			}
		}
	}
	if depth > 0 {
		for range rapid.IntRange(0, 2).Draw(g.T, "number of hops") {
			sel.Hops = append(sel.Hops, g.hop(depth))
		}
	}
	return sel
}

func (g generator) relation() *kg.Relation {
	return g.model.Relation(pick1(g, "relation", g.model.Relations).Name)
}

func (g generator) hop(depth int) kg.Hop {
	if g.chance("an edge's end", 15) {
		return kg.Hop{Edge: pick1(g, "end", []kg.EdgeEnd{kg.FromEnd, kg.ToEnd}), Select: g.selection(nil, depth-1)}
	}
	h := kg.Hop{Direction: g.direction(), On: g.day(), Total: g.chance("total", 30), Counts: g.chance("counts", 20)}
	var relation *kg.Relation
	far := g.kindNames()
	if g.chance("one relation", 80) {
		relation = g.relation()
		h.Relations, far = []string{relation.Name}, relation.Far(h.Direction)
	} else if g.chance("several relations", 50) {
		h.Relations = []string{"KNOWS", "CONCERNS", "PARTICIPATED_IN"}
	}
	if g.chance("from", 20) {
		h.From = g.someKinds(g.kindNames())
	}
	if g.chance("to", 20) {
		h.To = g.someKinds(far)
	}
	if g.chance("filter", 30) {
		h.Filter = g.nodeFilter(far, 2)
	}
	if relation != nil && g.chance("edge filter", 30) {
		h.EdgeFilter = g.edgeFilter(relation, 1)
	}
	h.Order = g.order(far, relation)
	h.Page = kg.Page{Limit: rapid.IntRange(0, 6).Draw(g.T, "limit"), Last: g.chance("last", 30), Opposite: g.chance("opposite", 30), Keys: g.chance("keys", 30)}
	h.EdgeProperties, h.EdgeFacts = g.edgeProperties(), kg.Facts(rapid.IntRange(0, 7).Draw(g.T, "edge facts"))
	h.Select = g.selection(far, depth-1)
	return h
}

func generatedQueries(t *testing.T, s *subject) {
	check(t, 200, func(t *rapid.T) {
		g := generator{t, s.model}
		q := &kg.Query{Start: g.start(), Select: g.selection(nil, 3)}
		if g.chance("budget", 10) {
			q.Budget = rapid.IntRange(1, 40).Draw(t, "budget")
		}
		_, _ = s.in(t).tryRead(g.viewer(), q) // compared, failures too
	})
}

// generatedPages reads between cursors of rows that are there, have been there
// or never were.
func generatedPages(t *testing.T, s *subject) {
	check(t, 200, func(t *rapid.T) {
		g, in := generator{t, s.model}, s.in(t)
		var p paged
		v := g.viewer()
		if g.chance("hop", 60) {
			r := s.model.Relation("CONCERNS")
			h := hop("CONCERNS", kg.Both)
			h.Order = g.order(r.Far(kg.Both), r)
			p = in.pagedHop(v, pick1(g, "parent", []kg.ID{"Project_0", "Person_0", "Project_1"}), h)
		} else {
			kinds := g.someKinds([]string{"Person", "Institution", "Laboratory", "Project"})
			l := kg.List{Kinds: kinds, Order: g.order(kinds, nil)}
			if g.chance("filter", 50) {
				l.Filter = g.nodeFilter(kinds, 1)
			}
			p = in.pagedList(v, l)
		}
		whole := p.all()
		cursor := func(label string) *kg.Cursor {
			if len(whole) == 0 || g.chance("no "+label, 30) {
				return nil
			}
			c := cursorOf(&whole[rapid.IntRange(0, len(whole)-1).Draw(t, label)])
			c.Node += rapid.Int64Range(-1, 1).Draw(t, "beside "+label)
			return throughText(t, c, "field", p.order)
		}
		p.read(kg.Page{Limit: rapid.IntRange(0, 12).Draw(t, "limit"), Last: g.chance("last", 50), Opposite: g.chance("opposite", 50),
			After: cursor("after"), Before: cursor("before"), Keys: true})
	})
}

func generatedFrontiers(t *testing.T, s *subject) {
	check(t, 200, func(t *rapid.T) {
		g := generator{t, s.model}
		f := &kg.Frontier{
			Nodes:     rapid.SliceOfN(rapid.Int64Range(0, 110), 0, 20).Draw(t, "nodes"),
			Direction: g.direction(), On: g.day(), Limit: rapid.SampledFrom([]int{0, 0, 1, 5, 30}).Draw(t, "limit"),
		}
		for i := range s.model.Relations {
			if g.chance("relation", 20) {
				f.Relations = append(f.Relations, s.model.Relations[i].Name)
			}
		}
		s.in(t).expand(g.viewer(), f)
	})
}
