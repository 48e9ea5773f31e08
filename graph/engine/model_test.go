package engine_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/engine"
	"innograph/graph/engine/enginetest"
	"innograph/graph/generated"
	"innograph/graph/schema"
	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// Every field of the served schema that the engine answers can be asked for,
// with every operator of every filter and every sort key.
func TestEveryFieldOfTheModel(t *testing.T) {
	served := gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphql", Input: generated.SDL()})
	store := storetest.NewMemory(model.Graph())
	e := engine.New(model.Graph(), served, store)
	exec := enginetest.New(served, func(ctx context.Context) (graphql.Marshaler, error) { return e.Resolve(ctx) })
	run := func(query string) {
		t.Helper()
		if res := enginetest.Run(t.Context(), exec, query, "", nil); len(res.Errors) > 0 {
			t.Errorf("%.300s: %v", query, res.Errors)
		}
	}
	operations, orders, filters, figures := 0, 0, 0, 0
	for i := range model.Graph().Kinds {
		k := &model.Graph().Kinds[i]
		run("{ " + k.Plural + " " + everything(served, served.Types[k.Name+"Connection"], 4) + " }")
		operations++
		for _, f := range filtersOf(served, served.Types[k.Name+"Filter"], 2) {
			run("{ " + k.Plural + "(filter: " + f + ") { totalCount } }")
			filters++
		}
		for _, v := range served.Types[k.Name+"OrderField"].EnumValues {
			run("{ " + k.Plural + "(first: 1, orderBy: {field: " + v.Name + ", direction: DESC}) { edges { cursor } } }")
			orders++
		}
		for _, f := range figuresOf(served, k.Name) {
			run("{ " + k.Plural + " { " + f + " } }")
			figures++
		}
	}
	for i := range model.Graph().Relations {
		r := &model.Graph().Relations[i]
		if served.Types[r.Link+"Property"] == nil {
			continue
		}
		list, field := alongOf(t, r)
		for _, f := range figuresOf(served, r.Link) {
			f = strings.NewReplacer("(of:", "(ofEdge:", "(by:", "(byEdge:").Replace(f)
			run("{ " + list + " { nodes { " + field + " { " + f + " } } } }")
			figures++
		}
	}
	for i := range model.Graph().Roles {
		r := &model.Graph().Roles[i]
		if r.Plural == "" {
			continue
		}
		run("{ " + schema.FieldName(r.Name) + `(by: {id: "x"}) ` + everything(served, served.Types[r.Name], 1) + " }")
		for _, f := range figuresOf(served, r.Name) {
			run("{ " + r.Plural + " { " + f + " } }")
			figures++
		}
		for _, f := range filtersOf(served, served.Types[r.Name+"Filter"], 2) {
			run("{ " + r.Plural + "(filter: " + f + ") { totalCount } }")
			filters++
		}
	}
	for _, f := range filtersOf(served, served.Types["NodeFilter"], 2) {
		run(`{ search(text: "x", filter: ` + f + ") { totalCount } }")
		filters++
	}
	run(`{ search(text: "x", first: 1) ` + everything(served, served.Types["SearchConnection"], 3) + ` }`)
	run(`{ suggest(prefix: "x", first: 1) ` + everything(served, served.Types["Suggestion"], 2) + ` }`)
	run(`{ node(id: "x") ` + everything(served, served.Types["Node"], 1) + ` }`)
	run(`{ neighbors(id: "x") ` + everything(served, served.Types["NeighborConnection"], 4) + ` }`)
	t.Logf("%d lists with all their fields, %d filters, %d sort keys, %d figures", operations, filters, orders, figures)
}

// everything selects all fields of a type, and of those below down to a depth.
func everything(s *ast.Schema, d *ast.Definition, depth int) string {
	var b strings.Builder
	b.WriteString("{ __typename")
	for _, f := range d.Fields {
		of := s.Types[f.Type.Name()]
		switch {
		case strings.HasPrefix(f.Name, "__"), required(f) && oneRow(f) == "":
		case !of.IsCompositeType():
			b.WriteString(" " + f.Name)
		case depth > 0 && f.Name != "nodes" && f.Name != "fromNode" && f.Name != "toNode": // each as its like
			b.WriteString(" " + f.Name + oneRow(f) + " " + everything(s, of, depth-1))
		default:
			b.WriteString(" " + f.Name + oneRow(f) + " { __typename }")
		}
	}
	b.WriteString(" }")
	return b.String()
}

// figuresOf returns statistics of each property of a type and groups by each of
// its keys.
func figuresOf(s *ast.Schema, name string) []string {
	by := s.Types[name+"GroupBy"]
	var list, keys []string
	for _, v := range s.Types[name+"Property"].EnumValues {
		list = append(list, "statistics(of: "+v.Name+") { count median }")
		key := "property: " + v.Name
		if slices.Contains(localised, v.Name) {
			key += `, lang: "zh"`
		}
		keys = append(keys, key)
	}
	if f := by.Fields.ForName("relation"); f != nil {
		for _, r := range s.Types[f.Type.Name()].Fields {
			keys = append(keys, "relation: {"+r.Name+": {}}")
		}
	}
	if by.Fields.ForName("kind") != nil {
		keys = append(keys, "kind: true")
	}
	for _, key := range keys {
		list = append(list, "groupBy(by: {"+key+"}) { groups { count } }")
	}
	return list
}

// localised are the symbols of properties of localised text.
var localised = localisedSymbols()

func localisedSymbols() (symbols []string) {
	add := func(ps []kg.Property) {
		for _, p := range ps {
			if p.Type == kg.TypeLocalized {
				symbols = append(symbols, schema.OrderName(p.Name))
			}
		}
	}
	for i := range model.Graph().Kinds {
		add(model.Graph().Kinds[i].Properties)
	}
	for i := range model.Graph().Relations {
		add(model.Graph().Relations[i].Properties)
	}
	return symbols
}

// alongOf returns a root list and a list along a relation of its nodes.
func alongOf(t *testing.T, r *kg.Relation) (list, field string) {
	t.Helper()
	for i := range model.Graph().Kinds {
		k := &model.Graph().Kinds[i]
		for _, along := range k.Traversals {
			if along.Relation == r.Name && along.Many {
				return k.Plural, along.Name
			}
		}
	}
	t.Fatalf("%s: no list", r.Name)
	return "", ""
}

// oneRow keeps a list within the price of a request, and asks for some figures.
func oneRow(f *ast.FieldDefinition) string {
	switch f.Name {
	case "statistics":
		if len(f.Arguments) == 0 {
			return ""
		}
		return "(of: CREATED_AT)"
	case "groupBy":
		return "(by: {property: CREATED_AT, unit: YEAR}, of: CREATED_AT, first: 1)"
	case "facets":
		return "(of: {property: VISIBILITY})"
	}
	if f.Arguments.ForName("first") != nil {
		return "(first: 1)"
	}
	return ""
}

func required(f *ast.FieldDefinition) bool {
	for _, a := range f.Arguments {
		if a.Type.NonNull && a.DefaultValue == nil {
			return true
		}
	}
	return false
}

// filtersOf returns a filter for each operator below each field.
func filtersOf(s *ast.Schema, d *ast.Definition, depth int) []string {
	var list []string
	for _, f := range d.Fields {
		of := s.Types[f.Type.Name()]
		switch {
		case of.Kind != ast.InputObject:
			if f.Name != "currency" {
				list = append(list, operandOf(d, f, of))
			}
		case depth > 0 && f.Name != "and" && f.Name != "or" && f.Name != "not":
			for _, inner := range filtersOf(s, of, depth-1) {
				list = append(list, "{"+f.Name+": "+inner+"}")
			}
		}
	}
	return list
}

func operandOf(d *ast.Definition, f *ast.FieldDefinition, of *ast.Definition) string {
	value := `"x"`
	switch {
	case of.Kind == ast.Enum:
		value = of.EnumValues[0].Name
	case of.Name == "Boolean":
		value = "true"
	case of.Name == "Int", of.Name == "Decimal":
		value = "1"
	case of.Name == "Date":
		value = `"2024-01-02"`
	case of.Name == "DateTime":
		value = `"2024-01-02T03:04:05Z"`
	}
	if d.Name == "MoneyFilter" {
		return `{currency: "CNY", ` + f.Name + ": " + value + "}"
	}
	return "{" + f.Name + ": " + value + "}"
}
