package kg_test

import (
	"slices"
	"strings"
	"testing"

	"innograph/kg"
)

// declarations are the parts of a small model, to be changed by a test.
type declarations struct {
	kinds     []kg.Kind
	roles     []kg.Role
	enums     []kg.Enum
	relations []kg.Relation
}

func declared() *declarations {
	return &declarations{
		kinds: []kg.Kind{
			{Name: "Person", Plural: "people", Label: "name", Roles: []string{"Party"},
				Keys: []kg.Key{{Scheme: "orcid", Properties: []string{"orcid"}}, {Scheme: "place", Properties: []string{"town", "note"}}},
				Properties: []kg.Property{
					{Name: "name", Type: kg.TypeLocalized, Required: true}, {Name: "orcid", Type: kg.TypeText}, {Name: "town", Type: kg.TypeText},
					{Name: "note", Type: kg.TypeText}, {Name: "bio", Type: kg.TypeText, Long: true}, {Name: "grade", Type: kg.TypeEnum, Enum: "Grade"},
					{Name: "aliases", Type: kg.TypeText, List: true}, {Name: "works", Type: kg.TypeInt},
				},
				Traversals: []kg.Traversal{{Name: "firms", Relation: "WORKS_AT", Direction: kg.Out, Target: "Firm", Kinds: []string{"Firm"}, Many: true}}},
			{Name: "Firm", Plural: "firms", Label: "name", Roles: []string{"Party"},
				Keys: []kg.Key{{Scheme: "uscc", Properties: []string{"uscc"}}},
				Properties: []kg.Property{
					{Name: "name", Type: kg.TypeLocalized, Required: true}, {Name: "uscc", Type: kg.TypeText}, {Name: "works", Type: kg.TypeText},
				}},
		},
		roles: []kg.Role{{Name: "Party", Kinds: []string{"Person", "Firm"}}},
		enums: []kg.Enum{{Name: "Grade", Values: []string{"HIGH", "LOW"}}},
		relations: []kg.Relation{
			{Name: "WORKS_AT", From: []string{"Person"}, To: []string{"Firm"}, Dated: true, Key: []string{"role", "from"}, OrderBy: "from",
				Properties: []kg.Property{{Name: "role", Type: kg.TypeText, Required: true}, {Name: "from", Type: kg.TypeDate}, {Name: "to", Type: kg.TypeDate}}},
			{Name: "OWNS", From: []string{"Person", "Firm"}, To: []string{"Firm"}, Acyclic: true},
		},
	}
}

func (d *declarations) model() (*kg.Model, error) {
	return kg.NewModel(d.kinds, d.roles, d.enums, d.relations)
}

func model(t *testing.T) *kg.Model {
	t.Helper()
	m, err := declared().model()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestNewModelRefuses(t *testing.T) {
	for want, change := range map[string]func(*declarations){
		`"Person" is empty or declared twice`:        func(d *declarations) { d.kinds[1].Name = "Person" },
		`"" is empty or declared twice`:              func(d *declarations) { d.kinds[0].Name = "" },
		`"Firm" is empty or declared twice`:          func(d *declarations) { d.roles[0].Name = "Firm" },
		`"Party" is empty or declared twice`:         func(d *declarations) { d.enums[0].Name = "Party" },
		`"OWNS" is nameless or declared twice`:       func(d *declarations) { d.relations[0].Name = "OWNS" },
		`"" is nameless or declared twice`:           func(d *declarations) { d.relations[0].Name = "" },
		"Party names no kind Robot":                  func(d *declarations) { d.roles[0].Kinds[1] = "Robot" },
		"WORKS_AT names no kind Robot":               func(d *declarations) { d.relations[0].To[0] = "Robot" },
		"OWNS names no kind Party":                   func(d *declarations) { d.relations[1].To[0] = "Party" }, // a role is spelt out
		"Person declares orcid twice":                func(d *declarations) { d.kinds[0].Properties[2].Name = "orcid" },
		"WORKS_AT declares from twice":               func(d *declarations) { d.relations[0].Properties[2].Name = "from" },
		`Person.grade names no enum "Rank"`:          func(d *declarations) { d.kinds[0].Properties[5].Enum = "Rank" },
		"Person.note has weight 4 in search":         func(d *declarations) { d.kinds[0].Properties[3].Search = 4 },
		"label of Firm names no property title":      func(d *declarations) { d.kinds[1].Label = "title" },
		"key of Person names no property age":        func(d *declarations) { d.kinds[0].Keys[1].Properties[0] = "age" },
		"WORKS_AT has no property rank":              func(d *declarations) { d.relations[0].OrderBy = "rank" },
		"WORKS_AT has no property until":             func(d *declarations) { d.relations[0].Key = []string{"until"} },
		"Person.firms names no relation RUNS":        func(d *declarations) { d.kinds[0].Traversals[0].Relation = "RUNS" },
		"relation WORKS_AT does not have that end":   func(d *declarations) { d.kinds[0].Traversals[0].Direction = kg.In },
		"Person.firms cannot have at least -1 edges": func(d *declarations) { d.kinds[0].Traversals[0].Min = -1 },
		"Person.firms has a minimum, and another way along WORKS_AT beside it": func(d *declarations) {
			other := d.kinds[0].Traversals[0]
			other.Name = "others"
			d.kinds[0].Traversals[0].Min = 1
			d.kinds[0].Traversals = append(d.kinds[0].Traversals, other)
		},
		"Person.firms cannot have at least 2 edges": func(d *declarations) {
			d.kinds[0].Traversals[0].Min, d.kinds[0].Traversals[0].Many = 2, false
		},
		"Person.firms names no kind Robot":            func(d *declarations) { d.kinds[0].Traversals[0].Kinds = []string{"Robot"} },
		"OWNS needs from and to, which are dates":     func(d *declarations) { d.relations[1].Dated = true },
		"WORKS_AT needs from and to, which are dates": func(d *declarations) { d.relations[0].Properties[1].Type = kg.TypeText },
	} {
		d := declared()
		change(d)
		if m, err := d.model(); err == nil || m != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestModelLookUps(t *testing.T) {
	m := model(t)
	if k := m.Kind("Firm"); k == nil || k.Index() != 1 || k.Property("uscc") == nil || k.Property("orcid") != nil || k.Traversal("firms") != nil {
		t.Errorf("kind: %+v", k)
	}
	if tr := m.Kind("Person").Traversal("firms"); tr == nil || tr.Relation != "WORKS_AT" {
		t.Errorf("traversal: %+v", tr)
	}
	if r := m.Relation("OWNS"); r == nil || r.Index() != 1 || m.Relation("WORKS_AT").Property("role") == nil || r.Property("role") != nil {
		t.Errorf("relation: %+v", r)
	}
	if m.Kind("Party") != nil || m.Role("Person") != nil || m.Enum("Party") != nil || m.Relation("RUNS") != nil || m.Role("Party") == nil || m.Enum("Grade") == nil {
		t.Error("a look-up finds what is of another sort")
	}
	for name, want := range map[string][]string{"Party": {"Person", "Firm"}, "Firm": {"Firm"}, kg.NodeRole: {"Person", "Firm"}, "Robot": nil, "": nil} {
		if got := m.Members(name); !slices.Equal(got, want) {
			t.Errorf("members of %q: %q", name, got)
		}
	}
	owns := m.Relation("OWNS")
	for d, want := range map[kg.Direction][2]string{kg.Out: {"Person Firm", "Firm"}, kg.In: {"Firm", "Person Firm"}, kg.Both: {"Person Firm", "Person Firm"}} {
		if near, far := strings.Join(owns.Near(d), " "), strings.Join(owns.Far(d), " "); near != want[0] || far != want[1] {
			t.Errorf("direction %d: near %s, far %s", d, near, far)
		}
	}
}

func TestDefaultOrder(t *testing.T) {
	m := model(t)
	if o := kg.DefaultOrder(m, []string{"WORKS_AT"}); len(o) != 1 || o[0] != (kg.Order{Property: "from", Edge: true}) {
		t.Errorf("of a relation with one: %+v", o)
	}
	for _, relations := range [][]string{nil, {"OWNS"}, {"WORKS_AT", "OWNS"}, {"RUNS"}} {
		if o := kg.DefaultOrder(m, relations); o != nil {
			t.Errorf("of %q: %+v", relations, o)
		}
	}
}
