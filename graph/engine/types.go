package engine

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/schema"
	"innograph/kg"
)

// types is what the served schema and the model say of each other.
type types struct {
	schema  *ast.Schema
	owners  map[string]*owner
	lookups map[string]*owner // root field → what it looks up
	lists   map[string]*owner // root field → what it lists
	all     []string          // every kind
	plays   map[string]map[string]bool
}

func newTypes(m *kg.Model, s *ast.Schema) *types {
	t := &types{
		schema:  s,
		owners:  owners(m),
		lookups: map[string]*owner{},
		lists:   map[string]*owner{},
		all:     m.Members(kg.NodeRole),
		plays:   map[string]map[string]bool{},
	}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		t.lookups[schema.FieldName(k.Name)] = t.owners[k.Name]
		t.lists[k.Plural] = t.owners[k.Name]
	}
	for i := range m.Roles {
		if r := &m.Roles[i]; r.Plural != "" {
			t.lookups[schema.FieldName(r.Name)] = t.owners[r.Name]
			t.lists[r.Plural] = t.owners[r.Name]
		}
	}
	for abstract, defs := range s.PossibleTypes {
		for _, d := range defs {
			if t.plays[d.Name] == nil {
				t.plays[d.Name] = map[string]bool{d.Name: true}
			}
			t.plays[d.Name][abstract] = true
		}
	}
	return t
}

// satisfies reports whether a fragment on condition applies to a concrete type.
func (t *types) satisfies(typeName, condition string) bool {
	return condition == "" || condition == typeName || t.plays[typeName][condition]
}

// field returns the definition of a field of a concrete type. Validation has
// made sure that there is one.
func (t *types) field(typeName, name string) *ast.FieldDefinition {
	if d := t.schema.Types[typeName]; d != nil {
		return d.Fields.ForName(name)
	}
	return nil
}

// nonNull reports whether a field of a concrete type may not be null.
func (t *types) nonNull(typeName, name string) bool {
	if name == "__typename" {
		return true
	}
	f := t.field(typeName, name)
	return f != nil && f.Type.NonNull
}
