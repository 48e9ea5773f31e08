package storetest

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

// aggregateQuery draws an aggregate over a list, a search or a hop.
func (g generator) aggregateQuery(parents []int64) kg.AggregateQuery {
	var q kg.AggregateQuery
	kinds := g.someKinds(g.kindNames())
	var edges []kg.Property
	switch bits.Draw(g.T, "about") % 4 {
	case 0:
		f := g.search()
		q.Search, kinds = f, f.Kinds
		if len(kinds) == 0 {
			kinds = g.kindNames()
		}
	case 1:
		r := g.relation()
		h := kg.Hop{Relations: []string{r.Name}, Direction: g.direction(), On: g.day()}
		kinds, edges = r.Far(h.Direction), r.Properties
		if g.chance("filter", 30) {
			h.Filter = g.nodeFilter(kinds, 1)
		}
		if g.chance("edge filter", 30) {
			h.EdgeFilter = g.edgeFilter(r, 1)
		}
		q.Hop, q.Parents = &h, rapid.SliceOfNDistinct(rapid.SampledFrom(parents), 1, 12, rapid.ID).Draw(g.T, "parents")
	default:
		q.List = list(kinds...)
		if g.chance("filter", 40) {
			q.List.Filter = g.nodeFilter(kinds, 2)
		}
	}
	for range rapid.IntRange(0, 2).Draw(g.T, "keys") {
		q.By = append(q.By, g.groupKey(kinds, edges))
	}
	for range rapid.IntRange(0, 2).Draw(g.T, "measures") {
		p, edge := g.grouped(kinds, edges)
		q.Measures = append(q.Measures, kg.Measure{Property: p.Name, Edge: edge})
	}
	if g.chance("limit", 20) {
		q.Limit = rapid.IntRange(1, 20).Draw(g.T, "limit of groups")
	}
	return q
}

// grouped draws a property of nodes of these kinds or one of these of an edge.
func (g generator) grouped(kinds []string, edges []kg.Property) (p kg.Property, edge bool) {
	if len(edges) > 0 && g.chance("of the edge", 40) {
		return pick1(g, "edge property", edges), true
	}
	return pick1(g, "property", append(slices.Clone(g.model.Kind(pick1(g, "kind", kinds)).Properties), *kg.Own(kg.OwnCreatedAt), *kg.Own(kg.OwnVisibility))), false
}

func (g generator) groupKey(kinds []string, edges []kg.Property) kg.GroupKey {
	switch bits.Draw(g.T, "key") % 6 {
	case 0:
		return kg.GroupKey{Kind: true}
	case 1, 2:
		for range 4 {
			switch f := g.related(kinds, 2).(type) {
			case kg.Related:
				return kg.GroupKey{Relation: &f}
			case kg.Counted:
				return kg.GroupKey{Relation: &f.Related}
			}
		}
	}
	p, edge := g.grouped(kinds, edges)
	key := kg.GroupKey{Property: p.Name, Edge: edge}
	switch p.Type {
	case kg.TypeDate, kg.TypeDateTime:
		key.Unit = pick1(g, "unit", []kg.Unit{kg.NoUnit, kg.ByYear, kg.ByQuarter, kg.ByMonth})
	case kg.TypeLocalized:
		key.Language = pick1(g, "language", []string{"zh", "en", "fr"})
	}
	return key
}

// generatedAggregates compares figures, failures too.
func generatedAggregates(t *testing.T, s *subject) {
	var parents []int64
	for _, r := range s.scan(kg.System, kg.ScanMark{}) {
		if r.Node != nil {
			parents = append(parents, r.Node.Number)
		}
	}
	parents = append(parents, 1<<40)
	groups := 0
	check(t, 1200, func(t *rapid.T) {
		g := generator{t, s.model}
		qs := []kg.AggregateQuery{g.aggregateQuery(parents)}
		if g.chance("two", 20) {
			qs = append(qs, g.aggregateQuery(parents))
		}
		found, err := s.in(t).tryAggregate(g.viewer(), qs...)
		if err != nil {
			return
		}
		for _, buckets := range found {
			groups += len(buckets)
		}
	})
	if groups < 500 {
		t.Errorf("%d groups in all: too few to tell anything", groups)
	}
}
