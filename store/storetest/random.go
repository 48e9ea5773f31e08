package storetest

import (
	"flag"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

// check runs a property on n generated cases, the same ones in every run. Both
// number and seed can be set on the command line: -rapid.checks, -rapid.seed.
func check(t *testing.T, n int, property func(*rapid.T)) {
	t.Helper()
	n = sized(n)
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true", "rapid.checks": strconv.Itoa(n)} {
		defer overrideDefault(t, name, value)()
	}
	t.Logf("-rapid.checks=%s -rapid.seed=%s", flag.Lookup("rapid.checks").Value, flag.Lookup("rapid.seed").Value)
	rapid.Check(t, property)
}

// overrideDefault sets a flag that the command line has not, and returns what
// sets it back.
func overrideDefault(t *testing.T, name, value string) func() {
	t.Helper()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	f := flag.Lookup(name)
	if given {
		return func() {}
	}
	old := f.Value.String()
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := f.Value.Set(old); err != nil {
			t.Error(err)
		}
	}
}

// generator draws parts of queries that fit a model.
type generator struct {
	*rapid.T
	model *kg.Model
}

// bits draws a number below 1,024, each as likely as the other: rapid's own
// integers are mostly small, so that a rare thing would be common.
var bits = rapid.Custom(func(t *rapid.T) int {
	n := 0
	for range 10 {
		n <<= 1
		if rapid.Bool().Draw(t, "bit") {
			n |= 1
		}
	}
	return n
})

func (g generator) chance(label string, percent int) bool {
	return bits.Draw(g.T, label) >= 1024*(100-percent)/100
}

// pick1 draws one of these, each as likely as the other.
func pick1[T any](g generator, label string, from []T) T {
	return from[bits.Draw(g.T, label)%len(from)]
}

func (g generator) kindNames() []string {
	names := make([]string, len(g.model.Kinds))
	for i := range g.model.Kinds {
		names[i] = g.model.Kinds[i].Name
	}
	return names
}

// someKinds draws some of these kinds, at least one.
func (g generator) someKinds(from []string) []string {
	n := rapid.IntRange(1, min(3, len(from))).Draw(g.T, "number of kinds")
	return rapid.Permutation(from).Draw(g.T, "kinds")[:n]
}

// viewer draws a viewer, often one who acts for some of the nodes that are for
// parties, or are parties, in the crowd and among those of random changesets.
func (g generator) viewer() kg.Viewer {
	if g.chance("acts for nobody", 50) {
		return pick1(g, "viewer", viewers)
	}
	return kg.ActingFor(rapid.SliceOfN(rapid.SampledFrom([]kg.ID{"Institution_0", "Institution_1", "Laboratory_0", "Laboratory_1", "Person_0", "Person_1",
		"Project_0", "Team_0", "n0", "n1", "n2", "n3", "n4", "n6", "n8", "former", "nowhere"}), 1, 6).Draw(g.T, "acts for")...)
}

func (g generator) day() string {
	return pick1(g, "day", []string{"", "", "1999-12-31", "2000-01-01", "2000-02-15", "2000-12-31", "2001-06-01", "2010-01-01", "2020-01-01"})
}

func (g generator) direction() kg.Direction {
	return pick1(g, "direction", []kg.Direction{kg.Out, kg.In, kg.Both})
}

// nodeFilter draws a condition on nodes of these kinds, depth deep at most.
func (g generator) nodeFilter(kinds []string, depth int) kg.Filter {
	form := bits.Draw(g.T, "form of filter") % 10
	switch {
	case depth > 0 && form <= 1:
		return kg.And(g.nodeFilters(kinds, depth))
	case depth > 0 && form == 2:
		return kg.Or(g.nodeFilters(kinds, depth))
	case depth > 0 && form == 3:
		return kg.Not{Filter: g.nodeFilter(kinds, depth-1)}
	case depth > 0 && form <= 6:
		return g.related(kinds, depth)
	case form == 7:
		return kg.KindIn(g.someKinds(g.kindNames()))
	default:
		kind := g.model.Kind(pick1(g, "kind", kinds))
		properties := slices.Clone(kind.Properties)
		for _, own := range []string{kg.OwnID, kg.OwnCreatedAt, kg.OwnUpdatedAt, kg.OwnVisibility} {
			properties = append(properties, *kg.Own(own))
		}
		return g.compare(properties)
	}
}

func (g generator) nodeFilters(kinds []string, depth int) []kg.Filter {
	filters := make([]kg.Filter, rapid.IntRange(0, 3).Draw(g.T, "number of filters"))
	for i := range filters {
		filters[i] = g.nodeFilter(kinds, depth-1)
	}
	return filters
}

func (g generator) compare(properties []kg.Property) kg.Filter {
	p := pick1(g, "property", properties)
	return pick1(g, "comparison", comparisons(&p))
}

// related draws a condition on what nodes of these kinds are related to.
func (g generator) related(kinds []string, depth int) kg.Filter {
	d := g.direction()
	var fitting []*kg.Relation
	for i := range g.model.Relations {
		r := &g.model.Relations[i]
		if slices.ContainsFunc(kinds, func(k string) bool { return slices.Contains(r.Near(d), k) }) {
			fitting = append(fitting, r)
		}
	}
	if len(fitting) == 0 {
		return kg.And{}
	}
	r := pick1(g, "relation", fitting)
	f := kg.Related{Relation: r.Name, Direction: d, On: g.day(), Quantifier: pick1(g, "quantifier", []kg.Quantifier{kg.Some, kg.All, kg.None, kg.Single})}
	if g.chance("narrowed", 30) {
		f.To = g.someKinds(r.Far(d))
	}
	if g.chance("node", 60) {
		f.Node = g.nodeFilter(r.Far(d), depth-1)
	}
	if g.chance("edge", 60) {
		f.Edge = g.edgeFilter(r, depth-1)
	}
	if g.chance("counted", 30) {
		return kg.Counted{Related: f, Op: pick1(g, "comparison", []kg.Op{kg.OpEq, kg.OpNe, kg.OpLt, kg.OpLte, kg.OpGt, kg.OpGte}),
			Number: rapid.Int64Range(-1, 4).Draw(g.T, "number")}
	}
	return f
}

// edgeFilter draws a condition on edges of a relation.
func (g generator) edgeFilter(r *kg.Relation, depth int) kg.Filter {
	form := bits.Draw(g.T, "form of edge filter") % 8
	part := func() kg.Filter { return g.edgeFilter(r, depth-1) }
	switch {
	case depth > 0 && form == 0:
		return kg.And{part(), part()}
	case depth > 0 && form == 1:
		return kg.Or{part(), part()}
	case depth > 0 && form == 2:
		return kg.Not{Filter: part()}
	default:
		return g.compare(append(slices.Clone(r.Properties), *kg.Own(kg.OwnVisibility)))
	}
}

// order draws up to three sort keys of nodes of these kinds and of edges of r,
// which may be nil.
func (g generator) order(kinds []string, r *kg.Relation) []kg.Order {
	candidates := ownOrders()
	for _, kind := range kinds {
		candidates = append(candidates, sortable(g.model.Kind(kind).Properties, false)...)
	}
	if r != nil {
		for range 2 { // as likely as the many of nodes
			candidates = append(candidates, sortable(r.Properties, true)...)
		}
	}
	order := make([]kg.Order, rapid.IntRange(0, 3).Draw(g.T, "number of sort keys"))
	for i := range order {
		key := pick1(g, "sort key", candidates)
		if g.chance("by a count", 15) {
			if f, ok := g.related(kinds, 1).(kg.Related); ok {
				key = kg.Order{Count: &f}
			}
		}
		order[i] = pick1(g, "direction of order", directions(key))
	}
	return order
}
