package schema

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// expandEnds derives the types of the relation fields a type declares: the
// connection of a list, and the condition on either.
func (c *compiler) expandEnds(n *node) {
	for _, f := range n.fields {
		if f.end == nil || f.owner != n {
			continue
		}
		if f.end.many {
			c.connection(f.end)
		}
		c.condition(f.end)
	}
}

// connection derives the page of a relation and what filters and sorts it.
func (c *compiler) connection(e *end) {
	at, prefix, target, r := e.def.Position, e.prefix(), e.target.name(), e.relation
	of := "`" + e.where() + "`"
	link := ""
	if r.edge != nil {
		link = r.link
	}
	c.object(at, prefix+"Connection", "A page of "+of+".", append([]*ast.FieldDefinition{
		derive("edges", "["+prefix+"Edge!]!", "The page, each with its edge."),
		derive("nodes", "["+target+"!]!", "The page, without its edges; a node stands once for every edge."),
		derive("pageInfo", "PageInfo!", "Where the page stands."),
		derive("totalCount", "Int!", "How many edges there are beyond the page too; counted only when asked for."),
	}, figures(target, link)...)...)
	fields := append([]*ast.FieldDefinition{
		derive("cursor", "String!", "Marks the place for `after` and `before`."),
		derive("node", target+"!", "The node the edge leads to."),
	}, c.linkFields(r)...)
	c.object(at, prefix+"Edge", "An edge of "+of+".", fields...)

	filters := []*ast.FieldDefinition{derive("node", target+"Filter", "What the node must satisfy.")}
	orders := []*ast.FieldDefinition{derive("node", target+"Order", "By a property of the node.")}
	if r.edge != nil {
		filters = append(filters, derive("edge", r.link+"Filter", "What the edge must satisfy."))
		if len(r.edge.sortable()) > 0 {
			orders = append(orders, derive("edge", r.link+"Order", "By a property of the edge."))
		}
	}
	c.input(at, prefix+"Filter", "Which edges of "+of+" are listed; all that is given must hold.", filters...)
	c.oneOf(at, prefix+"Order", "A sort key for "+of+": exactly one of these.", orders...)
}

// condition derives what a filter may ask of a relation, to one or to many.
func (c *compiler) condition(e *end) {
	at, prefix := e.def.Position, e.prefix()
	name := prefix + "Condition"
	fields := []*ast.FieldDefinition{derive("node", e.target.name()+"Filter", "What the node must satisfy.")}
	if e.relation.edge != nil {
		fields = append(fields, derive("edge", e.relation.link+"Filter", "What the edge must satisfy."))
	}
	fields = append(fields, derive("on", "Date", "The day on which the edge must hold."))
	c.input(at, name, "A condition on one edge and its node; all that is given must hold.", fields...)
	c.input(at, prefix+"RelationFilter", "How many edges satisfy a condition; all that is given must hold.",
		derive("some", name, "At least one does."),
		derive("all", name, "Every one does; true where there is none."),
		derive("none", name, "None does."),
		derive("single", name, "Exactly one does."),
		derive("count", prefix+"Count", "As many do as this says."))
	c.input(at, prefix+"Count", "Compares how many edges satisfy a condition; all that is given must hold.",
		derive("of", name, "What is counted; every edge where it is left out."),
		derive("eq", "Int", "As many."),
		derive("ne", "Int", "Not as many."),
		derive("lt", "Int", "Fewer."),
		derive("lte", "Int", "As many, or fewer."),
		derive("gt", "Int", "More."),
		derive("gte", "Int", "As many, or more."))
}

// expandLink derives the type of a relation's edges, with their filter and
// order where they have properties.
func (c *compiler) expandLink(r *relation) {
	at := r.ends[0].def.Position
	d := &ast.Definition{
		Kind: ast.Object, Name: r.link, Interfaces: []string{linkType}, Fields: c.linkFields(r),
		Description: "An edge of the relation " + r.name + ".",
	}
	if r.edge != nil {
		d.Description, d.Position = r.edge.def.Description, r.edge.def.Position
	}
	c.types[r.link] = d
	c.graph[r.link] = true
	c.derived = append(c.derived, d)
	if r.edge == nil {
		return
	}
	name := r.link + "Filter"
	var fields []*ast.FieldDefinition
	for _, f := range r.edge.fields {
		c.reserve(f, logicFields)
		if filterable(f.property) {
			fields = append(fields, derive(f.def.Name, c.operators(f.property), sentence(f.def.Description)))
		}
	}
	c.input(at, name, "What an edge must satisfy; all that is given must hold.", logic(name, fields)...)
	if fields := r.edge.sortable(); len(fields) > 0 {
		c.order(at, r.link+"Order", "edges of "+r.name, fields, "")
	}
	c.properties(at, r.link, "edges of "+r.name, r.edge.fields)
	c.groupBy(at, r.link, "edges of "+r.name)
}

// sortable returns the edge properties lists may be sorted by.
func (e *edgeType) sortable() []*field {
	var fields []*field
	for _, f := range e.fields {
		if sortable(f.property) {
			fields = append(fields, f)
		}
	}
	return fields
}

// linkFields are the fields of an edge, whether it stands in a connection or
// for itself.
func (c *compiler) linkFields(r *relation) []*ast.FieldDefinition {
	var fields []*ast.FieldDefinition
	for _, f := range c.types[linkType].Fields {
		g := *f
		switch g.Name {
		case "fromNode":
			g.Type = typ(r.fromType + "!")
		case "toNode":
			g.Type = typ(r.toType + "!")
		}
		fields = append(fields, &g)
	}
	if r.edge != nil {
		for _, f := range r.edge.fields {
			fields = append(fields, c.propertyField(f))
		}
	}
	return fields
}
