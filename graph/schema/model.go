package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// labels are the properties that name a node for a reader, the first there is.
var labels = []string{"name", "title", "prefLabel", "code"}

// model builds the model of the graph.
func (c *compiler) model() (*kg.Model, error) {
	var kinds []kg.Kind
	var roles []kg.Role
	for _, n := range c.nodes {
		if n.form == kindForm {
			kinds = append(kinds, c.kind(n))
		} else {
			roles = append(roles, c.role(n))
		}
	}
	relations := make([]kg.Relation, len(c.relations))
	for i, r := range c.relations {
		relations[i] = c.edgesOf(r)
	}
	return kg.NewModel(kinds, roles, c.symbols(kinds, relations), relations)
}

// symbols returns the enums that properties name, in the order of the schema.
func (c *compiler) symbols(kinds []kg.Kind, relations []kg.Relation) []kg.Enum {
	named := map[string]bool{}
	name := func(ps []kg.Property) {
		for _, p := range ps {
			named[p.Enum] = true
		}
	}
	for i := range kinds {
		name(kinds[i].Properties)
	}
	for i := range relations {
		name(relations[i].Properties)
	}
	var enums []kg.Enum
	for _, d := range slices.Concat(c.base, c.declared) {
		if d.Kind != ast.Enum || !named[d.Name] {
			continue
		}
		e := kg.Enum{Name: d.Name, Description: d.Description}
		for _, v := range d.EnumValues {
			e.Values = append(e.Values, v.Name)
		}
		enums = append(enums, e)
	}
	return enums
}

func (c *compiler) kind(n *node) kg.Kind {
	k := kg.Kind{
		Name:        n.name(),
		Plural:      n.plural,
		Description: n.def.Description,
		Keys:        n.keys,
		Properties:  properties(n),
		Label:       label(n),
	}
	for _, r := range n.roles {
		k.Roles = append(k.Roles, r.name())
	}
	for _, f := range n.fields {
		if e := f.end; e != nil {
			k.Traversals = append(k.Traversals, kg.Traversal{
				Name:        f.def.Name,
				Description: f.def.Description,
				Relation:    e.relation.name,
				Direction:   e.dir,
				Target:      e.target.name(),
				Kinds:       names(e.target.kinds),
				Many:        e.many,
				Min:         e.min,
			})
		}
	}
	return k
}

func (c *compiler) role(n *node) kg.Role {
	return kg.Role{
		Name:        n.name(),
		Plural:      n.plural,
		Description: n.def.Description,
		Kinds:       names(n.kinds),
		Properties:  properties(n),
		Union:       n.form == unionForm,
	}
}

// edgesOf describes a relation. A field that reaches at most one node bounds
// the edges at its own end.
func (c *compiler) edgesOf(r *relation) kg.Relation {
	out := kg.Relation{
		Name:        r.name,
		Link:        r.link,
		Description: r.of(kg.Out)[0].def.Description,
		From:        names(r.from),
		To:          names(r.to),
		Properties:  r.edge.properties(),
		Class:       r.class,
		Acyclic:     r.acyclic,
		Party:       r.party,
		OrderBy:     r.orderBy,
	}
	if r.edge != nil {
		out.Description, out.Key, out.Dated = r.edge.def.Description, r.edge.key, r.edge.dated
	}
	if !r.of(kg.Out)[0].many {
		out.ToMax = 1
	}
	if !r.of(kg.In)[0].many {
		out.FromMax = 1
	}
	return out
}

// label returns the property that names a node for a reader, or "".
func label(n *node) string {
	for _, name := range labels {
		if f := n.property(name); f != nil && !f.property.List {
			return name
		}
	}
	return ""
}

func properties(n *node) []kg.Property {
	var ps []kg.Property
	for _, f := range n.fields {
		if f.property != nil {
			ps = append(ps, *f.property)
		}
	}
	return ps
}

func names(nodes []*node) []string {
	ns := make([]string, len(nodes))
	for i, n := range nodes {
		ns[i] = n.name()
	}
	return ns
}
