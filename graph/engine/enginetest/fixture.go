package enginetest

import (
	_ "embed"
	"slices"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/schema"
	"innograph/kg"
)

//go:embed fixture.graphqls
var source []byte

// Fixture compiles the schema of the tests: a small world with every type of
// property, a role, a union, and relations of each form.
func Fixture() (*schema.Result, *ast.Schema, error) {
	r, err := schema.Compile("fixture.graphqls", source)
	if err != nil {
		return nil, nil, err
	}
	served, err := gqlparser.LoadSchema(&ast.Source{Name: "fixture.graphqls", Input: r.SDL})
	return r, served, err
}

// Lenient returns a model that holds the same and requires nothing, so that a
// store can be filled with what the served schema does not allow.
func Lenient(m *kg.Model) (*kg.Model, error) {
	kinds, relations := slices.Clone(m.Kinds), slices.Clone(m.Relations)
	for i := range kinds {
		kinds[i].Properties = optional(kinds[i].Properties)
	}
	for i := range relations {
		relations[i].Properties = optional(relations[i].Properties)
	}
	return kg.NewModel(kinds, m.Roles, m.Enums, relations)
}

func optional(ps []kg.Property) []kg.Property {
	ps = slices.Clone(ps)
	for i := range ps {
		ps[i].Required = false
	}
	return ps
}
