package query

import (
	"slices"

	"innograph/kg"
)

// Kinds returns kinds by name, each once.
func Kinds(m *kg.Model, names []string) ([]*kg.Kind, error) {
	kinds := make([]*kg.Kind, 0, len(names))
	for _, name := range names {
		k := m.Kind(name)
		if k == nil {
			return nil, unknown("kind", name)
		}
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds, nil
}

// Relations returns relations by name, each once; of no names, all.
func Relations(m *kg.Model, names []string) ([]*kg.Relation, error) {
	if len(names) == 0 {
		all := make([]*kg.Relation, len(m.Relations))
		for i := range all {
			all[i] = &m.Relations[i]
		}
		return all, nil
	}
	relations := make([]*kg.Relation, 0, len(names))
	for _, name := range names {
		r := m.Relation(name)
		if r == nil {
			return nil, unknown("relation", name)
		}
		if !slices.Contains(relations, r) {
			relations = append(relations, r)
		}
	}
	return relations, nil
}

// Reached returns the kinds that relations lead to, in the order of the model.
func Reached(m *kg.Model, relations []*kg.Relation, d kg.Direction) []*kg.Kind {
	met := make([]bool, len(m.Kinds))
	for _, r := range relations {
		for _, name := range r.Far(d) {
			met[m.Kind(name).Index()] = true
		}
	}
	kinds := []*kg.Kind{}
	for i := range met {
		if met[i] {
			kinds = append(kinds, &m.Kinds[i])
		}
	}
	return kinds
}

// unknown refuses a name that the model does not have.
func unknown(what, name string) error {
	return kg.Invalid(name, "the model has no such %s", what)
}
