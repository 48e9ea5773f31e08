package query

import (
	"slices"

	"innograph/kg"
)

// NodeProperties returns the properties a selection wants of nodes, by Kind.Index
// and in its order; nil of a kind of which nothing is. The nodes may be of some
// kinds alone; nil: of any.
func NodeProperties(m *kg.Model, selection *kg.Selection, kinds []*kg.Kind) ([][]*kg.Property, error) {
	wanted := make([][]*kg.Property, len(m.Kinds))
	for name, names := range selection.Properties {
		k := m.Kind(name)
		if k == nil {
			return nil, unknown("kind", name)
		}
		properties, err := resolve(name, k.Property, names)
		if err != nil {
			return nil, err
		}
		if kinds == nil || slices.Contains(kinds, k) {
			wanted[k.Index()] = properties
		}
	}
	return wanted, nil
}

// EdgeProperties returns the properties wanted of edges, by Relation.Index and in
// the order in which they are named.
func EdgeProperties(m *kg.Model, named map[string][]string) ([][]*kg.Property, error) {
	wanted := make([][]*kg.Property, len(m.Relations))
	for name, names := range named {
		r := m.Relation(name)
		if r == nil {
			return nil, unknown("relation", name)
		}
		var err error
		if wanted[r.Index()], err = resolve(name, r.Property, names); err != nil {
			return nil, err
		}
	}
	return wanted, nil
}

func resolve(owner string, property func(string) *kg.Property, names []string) ([]*kg.Property, error) {
	properties := make([]*kg.Property, len(names))
	for i, name := range names {
		if properties[i] = property(name); properties[i] == nil {
			return nil, unknown("property", owner+"."+name)
		}
	}
	return properties, nil
}
