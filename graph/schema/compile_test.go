package schema_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/schema"
	"innograph/internal/golden"
	"innograph/kg"
)

func compileFile(t *testing.T, name string) *schema.Result {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := schema.Compile(filepath.Base(name), src)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The expansion of a schema that has one of everything, to the letter. Run the
// test with -update after a change that is meant, and read the difference.
func TestExpansion(t *testing.T) {
	golden.Compare(t, "hub.golden.graphql", compileFile(t, "testdata/hub.graphqls").SDL)
}

func TestModel(t *testing.T) {
	m := compileFile(t, "testdata/hub.graphqls").Model
	person, organisation := m.Kind("Person"), m.Role("Organisation")
	if person.Label != "name" || person.Plural != "people" || len(person.Roles) != 1 {
		t.Errorf("Person is %+v", person)
	}
	if len(organisation.Kinds) != 1 || organisation.Kinds[0] != "Institution" || len(organisation.Properties) != 2 {
		t.Errorf("Organisation is %+v", organisation)
	}
	if work := m.Role("Work"); !work.Union || work.Kinds[0] != "Project" {
		t.Errorf("Work is %+v", work)
	}
	if keys := m.Kind("Institution").Keys; len(keys) != 1 || keys[0].Scheme != "ror" || keys[0].Field != "ror" {
		t.Errorf("keys of Institution are %+v", keys)
	}
	if key := m.Kind("Project").Keys[0]; key.Scheme != "Project.scheme+number" || key.Field != "schemeNumber" {
		t.Errorf("key of Project is %+v", key)
	}
	if name := person.Property("name"); name.Type != kg.TypeLocalized || !name.Required || name.Search != 3 || !name.Index {
		t.Errorf("Person.name is %+v", name)
	}
	if summary := m.Kind("Project").Property("summary"); !summary.Long || summary.Search != 0 {
		t.Errorf("Project.summary is %+v", summary)
	}
}

func TestRelations(t *testing.T) {
	m := compileFile(t, "testdata/hub.graphqls").Model
	stay := m.Relation("AFFILIATED_WITH")
	if stay.Link != "Affiliation" || !stay.Dated || stay.Party != kg.ToEnd || stay.OrderBy != "from" || len(stay.Key) != 2 {
		t.Errorf("AFFILIATED_WITH is %+v", stay)
	}
	if part := m.Relation("PART_OF"); part.Link != "PartOf" || part.ToMax != 1 || part.FromMax != 0 || !part.Acyclic {
		t.Errorf("PART_OF is %+v", part)
	}
	made := m.Relation("MADE_BY")
	if !made.Class || made.From[0] != "Project" || made.To[0] != "Person" {
		t.Errorf("MADE_BY is %+v", made)
	}
	works := m.Kind("Person").Traversal("works")
	if makers := m.Kind("Project").Traversal("makers"); makers.Min != 2 || works.Min != 0 {
		t.Errorf("Project.makers is %+v, Person.works %+v", makers, works)
	}
	if works.Direction != kg.In || works.Target != "Work" || !works.Many || works.Kinds[0] != "Project" {
		t.Errorf("Person.works is %+v", works)
	}
	if home := m.Kind("Project").Traversal("home"); home.Many || home.Min != 1 {
		t.Errorf("Project.home is %+v", home)
	}
}

// Everything the served schema shows is described.
func TestDescribed(t *testing.T) {
	for _, name := range []string{"testdata/hub.graphqls", "../../schema.graphqls"} {
		s, err := gqlparser.LoadSchema(&ast.Source{Name: name, Input: compileFile(t, name).SDL})
		if err != nil {
			t.Fatal(err)
		}
		check := func(text, element string) {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s has no description", name, element)
			}
		}
		for _, d := range s.Types {
			if d.BuiltIn {
				continue
			}
			check(d.Description, d.Name)
			for _, f := range d.Fields {
				if strings.HasPrefix(f.Name, "__") {
					continue
				}
				check(f.Description, d.Name+"."+f.Name)
				for _, a := range f.Arguments {
					check(a.Description, d.Name+"."+f.Name+"("+a.Name+":)")
				}
			}
			for _, v := range d.EnumValues {
				check(v.Description, d.Name+"."+v.Name)
			}
		}
	}
}

// The same text compiles to the same bytes.
func TestDeterministic(t *testing.T) {
	first := compileFile(t, "../../schema.graphqls")
	for range 3 {
		if again := compileFile(t, "../../schema.graphqls"); again.SDL != first.SDL {
			t.Fatal("two compilations of one text differ")
		}
	}
}

// A property and a relation that are added to the schema appear in the served
// schema and in the model, with nothing else to be done.
func TestTrialAdditions(t *testing.T) {
	src, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	text := string(src)
	for _, edit := range []struct{ after, add string }{
		{
			`type Laboratory implements Organisation @kind(plural: "laboratories") {`,
			"\n  \"Floor space in square metres.\"\n  floorSpace: Int @index\n" +
				"  \"Zone it stands in.\"\n  zone: Zone @relation(type: \"STANDS_IN\")",
		},
		{
			`type Zone @kind(plural: "zones") {`,
			"\n  \"Laboratories that stand in it.\"\n  laboratories: [Laboratory!]! @relation(type: \"STANDS_IN\", direction: IN)",
		},
	} {
		if strings.Count(text, edit.after) != 1 {
			t.Fatalf("the schema has no single %q", edit.after)
		}
		text = strings.Replace(text, edit.after, edit.after+edit.add, 1)
	}
	r, err := schema.Compile("schema.graphqls", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  floorSpace: Int\n", "  floorSpace: IntFilter\n", "  FLOOR_SPACE\n", "  STANDS_IN\n",
		"type StandsIn implements Link {", "  zoneLink(", "type ZoneLaboratoriesConnection {", "  zone: LaboratoryZoneRelationFilter\n",
	} {
		if !strings.Contains(r.SDL, want) {
			t.Errorf("the served schema lacks %q", want)
		}
	}
	lab := r.Model.Kind("Laboratory")
	if p := lab.Property("floorSpace"); p == nil || p.Type != kg.TypeInt || !p.Index {
		t.Errorf("the property is %+v", p)
	}
	if rel := r.Model.Relation("STANDS_IN"); rel == nil || rel.ToMax != 1 || rel.FromMax != 0 {
		t.Errorf("the relation is %+v", rel)
	}
	if lab.Traversal("zone") == nil || r.Model.Kind("Zone").Traversal("laboratories") == nil {
		t.Error("the relation lacks an end")
	}
}
