package plugin_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/schema"
	"innograph/graph/schema/plugin"
)

// mutated returns the schema as gqlgen is shown it, and the plugin that has
// shown it so.
func mutated(t *testing.T) (*ast.Schema, *plugin.Plugin) {
	t.Helper()
	src, err := os.ReadFile("../testdata/hub.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	result, err := schema.Compile("hub.graphqls", src)
	if err != nil {
		t.Fatal(err)
	}
	p := &plugin.Plugin{
		Config: config.DefaultConfig(), Result: result, Source: "hub.graphql",
		Answer: "example.org/engine.JSON", Input: "example.org/engine.Input", Resolve: "return r.answer(ctx)",
	}
	sources, err := p.InjectSourcesEarly()
	if err != nil {
		t.Fatal(err)
	}
	s, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.MutateSchema(s); err != nil {
		t.Fatal(err)
	}
	return s, p
}

// gqlgen sees what is written by hand and what that leads to, no more.
func TestGraphIsHidden(t *testing.T) {
	s, _ := mutated(t)
	var shown []string
	for _, name := range slices.Sorted(maps.Keys(s.Types)) {
		if !s.Types[name].BuiltIn && !strings.HasPrefix(name, "__") {
			shown = append(shown, name)
		}
	}
	if want := []string{"Count", "Kind", "PersonFilter", "Query", "_Graph"}; !slices.Equal(shown, want) {
		t.Errorf("shown are %v, want %v", shown, want)
	}
	people, person := s.Query.Fields.ForName("people"), s.Query.Fields.ForName("person")
	if people.Type.String() != "_Graph" || person.Type.String() != "_Graph" || len(people.Arguments)+len(person.Arguments) > 0 {
		t.Errorf("people is %v, person is %v", people.Type, person.Type)
	}
	if nodes := s.Query.Fields.ForName("nodes"); nodes.Type.String() != "_Graph" {
		t.Errorf("nodes is %v", nodes.Type)
	}
	if example := s.Types["Count"].Fields.ForName("example"); example.Type.String() != "_Graph" {
		t.Errorf("Count.example is %v", example.Type)
	}
}

// A hand-written field keeps its arguments; derived inputs among them are
// opaque, enums are text.
func TestHandWrittenFields(t *testing.T) {
	s, p := mutated(t)
	count := s.Query.Fields.ForName("countPeople")
	if count.Type.String() != "Count!" || len(count.Arguments) != 2 {
		t.Errorf("countPeople is %v with %d arguments", count.Type, len(count.Arguments))
	}
	if d := s.Types["PersonFilter"]; d.Kind != ast.Scalar {
		t.Errorf("PersonFilter is %v", d.Kind)
	}
	for name, want := range map[string]string{
		"_Graph": p.Answer, "PersonFilter": p.Input, "Kind": "github.com/99designs/gqlgen/graphql.String",
	} {
		if got := p.Config.Models[name].Model; !slices.Equal(got, config.StringList{want}) {
			t.Errorf("%s is bound to %v, want %s", name, got, want)
		}
	}
}

// A new field of the graph resolves by the engine, a new one written by hand
// says that it is not written, and a body that is there stays.
func TestImplement(t *testing.T) {
	s, p := mutated(t)
	field := func(name string) *codegen.Field {
		of := s.Query
		if of.Fields.ForName(name) == nil {
			of = s.Types["Count"]
		}
		return &codegen.Field{FieldDefinition: of.Fields.ForName(name), Object: &codegen.Object{Definition: of}}
	}
	if got := p.Implement("", field("example")); !strings.Contains(got, "not written yet: Count.example") {
		t.Errorf("Count.example resolves by %q", got)
	}
	if got := p.Implement("", field("people")); got != p.Resolve {
		t.Errorf("people resolves by %q", got)
	}
	if got := p.Implement("", field("countPeople")); !strings.Contains(got, "not written yet: Query.countPeople") {
		t.Errorf("countPeople resolves by %q", got)
	}
	if got := p.Implement("return r.mine()", field("people")); got != "return r.mine()" {
		t.Errorf("a written body becomes %q", got)
	}
}
