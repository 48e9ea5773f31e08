package engine

import (
	"innograph/graph/schema"
	"innograph/kg"
)

// An owner is what a filter or an order speaks of: the nodes of a kind, role or
// union, or the edges of a relation.
type owner struct {
	name     string
	kinds    []string     // of an owner of nodes
	abstract bool         // stands for several kinds
	relation *kg.Relation // of an owner of edges

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

// owners returns the owners of a model by name: kinds, roles and unions under
// theirs, relations under edgesOf.
func owners(m *kg.Model) map[string]*owner {
	all := map[string]*owner{}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		all[k.Name] = newOwner(m, k.Name, []string{k.Name}, k.Properties)
	}
	for i := range m.Roles {
		r := &m.Roles[i]
		all[r.Name] = newOwner(m, r.Name, r.Kinds, r.Properties)
		all[r.Name].abstract = true
	}
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
	for _, own := range []string{kg.OwnCreatedAt, kg.OwnUpdatedAt} {
		o.symbols[schema.OrderName(own)] = kg.Own(own)
	}
	for _, kind := range kinds {
		for _, p := range m.Kind(kind).Properties {
			if p.Type == kg.TypeLocalized {
				o.languages[p.Name] = true
			}
		}
	}
	return o
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
