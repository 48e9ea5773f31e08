package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph"
	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

func newTestSite(t *testing.T, store kg.Store) (*site, *httptest.Server) {
	t.Helper()
	s, err := newSite(store, graph.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server
}

func get(t *testing.T, address string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// The schema given as text is the one introspection describes, element by
// element.
func TestSchemaIsWhatIntrospectionDescribes(t *testing.T) {
	_, server := newTestSite(t, storetest.NewMemory(model.Graph()))
	_, text := get(t, server.URL+"/schema.graphql")
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: text})
	if err != nil {
		t.Fatal(err)
	}
	_, body := get(t, server.URL+"/graphql?query="+url.QueryEscape(introspection.NewQuery(introspection.QueryOptions{OneOf: true})))
	var answer struct {
		Data struct {
			Schema introspected `json:"__schema"`
		}
		Errors []any
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || answer.Errors != nil {
		t.Fatal(err, answer.Errors)
	}
	fromText, fromServer := linesOfSchema(schema), linesOfIntrospection(answer.Data.Schema)
	if len(fromText) < 5000 {
		t.Errorf("only %d elements", len(fromText))
	}
	for line := range fromText {
		if !fromServer[line] {
			t.Errorf("only in the text: %s", line)
		}
	}
	for line := range fromServer {
		if !fromText[line] {
			t.Errorf("only in introspection: %s", line)
		}
	}
}

// What introspection answers, as far as it is compared.
type (
	introspected struct {
		QueryType    *struct{ Name string }
		MutationType *struct{ Name string }
		Types        []introspectedType
		Directives   []struct {
			Name, Description string
			Locations         []string
			IsRepeatable      bool
			Args              []introspectedInput
		}
	}
	introspectedType struct {
		Kind, Name, Description, SpecifiedByURL string
		IsOneOf                                 bool
		Fields                                  []struct {
			introspectedInput
			IsDeprecated bool
			Args         []introspectedInput
		}
		InputFields               []introspectedInput
		EnumValues                []introspectedInput
		Interfaces, PossibleTypes []introspectedRef
	}
	introspectedInput struct {
		Name, Description string
		Type              introspectedRef
		DefaultValue      *string
	}
	introspectedRef struct {
		Kind, Name string
		OfType     *introspectedRef
	}
)

// String writes a type as GraphQL does.
func (r introspectedRef) String() string {
	switch r.Kind {
	case "NON_NULL":
		return r.OfType.String() + "!"
	case "LIST":
		return "[" + r.OfType.String() + "]"
	default:
		return r.Name
	}
}

type lines map[string]bool

func (l lines) add(format string, args ...any) { l[fmt.Sprintf(format, args...)] = true }

func (l lines) input(owner string, in introspectedInput) {
	value := "none"
	if in.DefaultValue != nil {
		value = *in.DefaultValue
	}
	l.add("%s(%s: %s = %s) %q", owner, in.Name, in.Type, value, in.Description)
}

func linesOfIntrospection(s introspected) lines {
	l := lines{}
	l.add("query %s, mutation %v", s.QueryType.Name, s.MutationType != nil)
	for _, t := range s.Types {
		l.add("%s %s %q %q oneOf %v", t.Kind, t.Name, t.Description, t.SpecifiedByURL, t.IsOneOf)
		for _, f := range t.Fields {
			l.add("%s.%s: %s %q deprecated %v", t.Name, f.Name, f.Type, f.Description, f.IsDeprecated)
			for _, a := range f.Args {
				l.input(t.Name+"."+f.Name, a)
			}
		}
		for _, f := range t.InputFields {
			l.input(t.Name, f)
		}
		for _, v := range t.EnumValues {
			l.add("%s value %s %q", t.Name, v.Name, v.Description)
		}
		for _, i := range t.Interfaces {
			l.add("%s implements %s", t.Name, i)
		}
		for _, p := range t.PossibleTypes {
			l.add("%s possibly %s", t.Name, p)
		}
	}
	for _, d := range s.Directives {
		l.add("@%s on %v repeatable %v %q", d.Name, slices.Sorted(slices.Values(d.Locations)), d.IsRepeatable, d.Description)
		for _, a := range d.Args {
			l.input("@"+d.Name, a)
		}
	}
	return l
}

func inputOf(name, description string, typ *ast.Type, value *ast.Value) introspectedInput {
	in := introspectedInput{Name: name, Description: description, Type: introspectedRef{Name: typ.String()}}
	if value != nil {
		text := value.String()
		in.DefaultValue = &text
	}
	return in
}

func linesOfSchema(s *ast.Schema) lines {
	l := lines{}
	l.add("query %s, mutation %v", s.Query.Name, s.Mutation != nil)
	for _, name := range slices.Sorted(maps.Keys(s.Types)) {
		l.definition(s, s.Types[name])
	}
	for _, d := range s.Directives {
		locations := make([]string, len(d.Locations))
		for i, at := range d.Locations {
			locations[i] = string(at)
		}
		l.add("@%s on %v repeatable %v %q", d.Name, slices.Sorted(slices.Values(locations)), d.IsRepeatable, d.Description)
		for _, a := range d.Arguments {
			l.input("@"+d.Name, inputOf(a.Name, a.Description, a.Type, a.DefaultValue))
		}
	}
	return l
}

func (l lines) definition(s *ast.Schema, t *ast.Definition) {
	specified := ""
	if d := t.Directives.ForName("specifiedBy"); d != nil {
		specified = d.Arguments.ForName("url").Value.Raw
	}
	l.add("%s %s %q %q oneOf %v", t.Kind, t.Name, t.Description, specified, t.Directives.ForName("oneOf") != nil)
	for _, f := range t.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		if t.Kind == ast.InputObject {
			l.input(t.Name, inputOf(f.Name, f.Description, f.Type, f.DefaultValue))
			continue
		}
		l.add("%s.%s: %s %q deprecated %v", t.Name, f.Name, f.Type, f.Description, f.Directives.ForName("deprecated") != nil)
		for _, a := range f.Arguments {
			l.input(t.Name+"."+f.Name, inputOf(a.Name, a.Description, a.Type, a.DefaultValue))
		}
	}
	for _, v := range t.EnumValues {
		l.add("%s value %s %q", t.Name, v.Name, v.Description)
	}
	for _, i := range t.Interfaces {
		l.add("%s implements %s", t.Name, i)
	}
	if t.IsAbstractType() {
		for _, p := range s.PossibleTypes[t.Name] {
			l.add("%s possibly %s", t.Name, p.Name)
		}
	}
}
