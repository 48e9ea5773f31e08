package seed

import (
	"errors"
	"reflect"
	"regexp"
	"testing"

	"innograph/hub/identifier"
	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

func TestUnknownProfile(t *testing.T) {
	if _, err := Generate("large"); !errors.Is(err, kg.ErrInvalid) {
		t.Error(err)
	}
}

// Two runs give the same, to the last property.
func TestGenerateTwice(t *testing.T) {
	for _, p := range profiles {
		a, b := changeset(t, p), changeset(t, p)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: two runs differ", p)
		}
		t.Logf("%s: %d nodes, %d edges", p, len(a.Nodes), len(a.Edges))
	}
}

// A store takes the full hub as it is: types, required properties, ends,
// maxima, keys and acyclic relations hold.
func TestStoreTakesIt(t *testing.T) {
	store := storetest.NewMemory(model.Graph())
	g := generate(t, Full)
	r, err := store.Apply(t.Context(), g.Changeset)
	if err != nil {
		t.Fatal(err)
	}
	if r.Counts.NodesCreated != len(g.Nodes) || r.Counts.EdgesCreated != len(g.Edges) {
		t.Errorf("%+v of %d nodes and %d edges", r.Counts, len(g.Nodes), len(g.Edges))
	}
}

// Each value that has a rule follows it, and so do the registration numbers,
// which have none in the schema.
func TestIdentifiers(t *testing.T) {
	registration := map[string]*regexp.Regexp{
		model.KindAchievement: regexp.MustCompile(`^210(19|20)\d\dY\d{4}$`),
		model.KindContract:    regexp.MustCompile(`^20\d\d210\d{7}$`),
	}
	for _, p := range profiles {
		g := generate(t, p)
		checked := map[string]int{}
		check := func(rule, value string) {
			checked[rule]++
			if err := identifier.Check(rule, value); err != nil {
				t.Error(err)
			}
		}
		m := model.Graph()
		for i := range g.Nodes {
			n := &g.Nodes[i]
			kind := m.Kind(n.Kind)
			for name, v := range n.Properties {
				if rule := kind.Property(name).Check; rule != "" {
					check(rule, v.String())
				}
			}
			if code := symbol(n, model.PropUscc); code != "" {
				check(identifier.OrganisationCode, code[8:17])
				if places := g.to(n.ID, model.RelLocatedIn); len(places) > 0 && code[2:8] != symbol(places[0], model.PropCode) {
					t.Errorf("%s: code %s, but it is registered in %s", n.ID, code, symbol(places[0], model.PropCode))
				}
			}
			if n.Kind == model.KindIPRight && !n.Properties[model.PropApplicationNo].IsNull() {
				check(identifier.CNPatent, symbol(n, model.PropApplicationNo))
			}
			if no := symbol(n, model.PropRegistrationNo); no != "" && !registration[n.Kind].MatchString(no) {
				t.Errorf("%s: registration number %s", n.ID, no)
			}
		}
		for i := range g.Edges {
			e := &g.Edges[i]
			relation := m.Relation(e.Relation)
			for name, v := range e.Properties {
				if rule := relation.Property(name).Check; rule != "" {
					check(rule, v.String())
				}
			}
		}
		t.Logf("%s: %v", p, checked)
	}
}

// What is invented says so, and what was published names its source.
func TestProvenance(t *testing.T) {
	g := generate(t, Full)
	published := map[string]int{}
	source := func(id kg.ID, list []kg.Assertion) bool {
		if len(list) != 1 {
			t.Fatalf("%s has %d assertions", id, len(list))
		}
		s := g.nodes[kg.ID(list[0].Source)]
		if s == nil || s.Kind != model.KindSource {
			t.Fatalf("%s: no source %s", id, list[0].Source)
		}
		return s.Properties[model.PropSynthetic].Bool()
	}
	for i := range g.Nodes {
		if n := &g.Nodes[i]; !source(n.ID, n.Provenance) {
			published[n.Kind]++
		}
	}
	for i := range g.Edges {
		if e := &g.Edges[i]; !source(e.From, e.Provenance) {
			t.Errorf("%s of %s is not marked as invented", e.Relation, e.From)
		}
	}
	want := map[string]int{model.KindSource: len(g.kinds[model.KindSource]) - 1, model.KindProvision: 3, model.KindTarget: 4}
	if !reflect.DeepEqual(published, want) {
		t.Errorf("published are %v, want %v", published, want)
	}
}

func BenchmarkGenerate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Generate(Full); err != nil {
			b.Fatal(err)
		}
	}
}
