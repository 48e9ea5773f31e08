package engine

import (
	"slices"

	"innograph/graph/schema"
	"innograph/kg"
)

// An owner is what a filter or an order speaks of: the nodes of a kind, role or
// union, or the edges of a relation.
type owner struct {
	name     string
	kinds    []string          // of an owner of nodes
	abstract bool              // stands for several kinds
	members  map[string]*owner // of an abstract one: its kinds, by the field of a filter that asks for one
	keys     []kg.Key          // that all of its kinds have
	relation *kg.Relation      // of an owner of edges

	properties map[string]*kg.Property
	traversals map[string]*traversal
	symbols    map[string]*kg.Property // by the symbol that sorts by it
	languages  map[string]bool         // properties of localised text
}

// A traversal is a relation seen from one of its ends, as filters follow it.
type traversal struct {
	relation   *kg.Relation
	direction  kg.Direction
	to         []string // kinds arrived at; empty: all
	node, edge *owner
}

// owners returns the owners of a model by name: kinds, roles, unions and
// kg.NodeRole under theirs, relations under edgesOf.
func owners(m *kg.Model) map[string]*owner {
	all := map[string]*owner{}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		all[k.Name] = newOwner(m, k.Name, []string{k.Name}, k.Properties)
	}
	abstract := func(name string, kinds []string, ps []kg.Property) {
		o := newOwner(m, name, kinds, ps)
		o.abstract, o.members = true, make(map[string]*owner, len(kinds))
		for _, kind := range kinds {
			o.members[schema.FieldName(kind)] = all[kind]
		}
		all[name] = o
	}
	for i := range m.Roles {
		abstract(m.Roles[i].Name, m.Roles[i].Kinds, m.Roles[i].Properties)
	}
	abstract(kg.NodeRole, m.Members(kg.NodeRole), nil)
	for i := range m.Relations {
		r := &m.Relations[i]
		o := newOwner(m, r.Name, nil, r.Properties)
		o.relation = r
		all[edgesOf(r.Name)] = o
	}
	for _, o := range all {
		if o.relation == nil {
			o.follow(m, all)
		}
	}
	return all
}

// edgesOf names the owner of a relation's edges.
func edgesOf(relation string) string { return "edges of " + relation }

func newOwner(m *kg.Model, name string, kinds []string, ps []kg.Property) *owner {
	o := &owner{
		name: name, kinds: kinds,
		properties: map[string]*kg.Property{},
		traversals: map[string]*traversal{},
		symbols:    map[string]*kg.Property{},
		languages:  map[string]bool{},
	}
	for i := range ps {
		p := &ps[i]
		o.properties[p.Name] = p
		o.symbols[schema.OrderName(p.Name)] = p
		o.languages[p.Name] = p.Type == kg.TypeLocalized
	}
	if kinds == nil {
		return o
	}
	for _, own := range []string{kg.OwnCreatedAt, kg.OwnUpdatedAt, kg.OwnVisibility} {
		o.symbols[schema.OrderName(own)] = kg.Own(own)
	}
	for _, kind := range kinds {
		for _, p := range m.Kind(kind).Properties {
			if p.Type == kg.TypeLocalized {
				o.languages[p.Name] = true
			}
		}
	}
	for _, key := range m.Kind(kinds[0]).Keys {
		if !slices.ContainsFunc(kinds, func(kind string) bool { return !hasKey(m.Kind(kind), key) }) {
			o.keys = append(o.keys, key)
		}
	}
	return o
}

func hasKey(k *kg.Kind, key kg.Key) bool {
	return slices.ContainsFunc(k.Keys, func(other kg.Key) bool { return other.Scheme == key.Scheme && other.Field == key.Field })
}

// follow binds the traversals. Those of a role are the same at each of its
// kinds; which of them a filter may name is for the served schema to say.
func (o *owner) follow(m *kg.Model, all map[string]*owner) {
	first := m.Kind(o.kinds[0])
	for i := range first.Traversals {
		t := &first.Traversals[i]
		o.traversals[t.Name] = &traversal{
			relation: m.Relation(t.Relation), direction: t.Direction, to: narrowed(m, t),
			node: all[t.Target], edge: all[edgesOf(t.Relation)],
		}
	}
}

// narrowed returns the kinds a traversal arrives at where they are not all that
// the relation leads to.
func narrowed(m *kg.Model, t *kg.Traversal) []string {
	if len(t.Kinds) < len(m.Relation(t.Relation).Far(t.Direction)) {
		return t.Kinds
	}
	return nil
}
