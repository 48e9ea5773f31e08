package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// expand derives the served types from what is declared.
func (c *compiler) expand() {
	c.graph[nodeType], c.graph[linkType] = true, true
	for _, d := range c.base {
		if d.Kind == ast.InputObject {
			c.inputs = append(c.inputs, d.Name)
		}
		if d.Directives.ForName("graph") != nil {
			c.graph[d.Name] = true
		}
		c.derived = append(c.derived, d)
	}
	c.expandEnums()
	c.enumFilter("Visibility")
	c.anyFilter()
	c.anyFigures()
	c.expandQuery()
	for _, d := range c.declared {
		switch n := c.node[d.Name]; {
		case n != nil && n.form == unionForm:
			c.derived = append(c.derived, d)
			c.expandLists(n)
		case n != nil:
			c.derived = append(c.derived, c.expandNode(n))
			c.expandLists(n)
			c.expandEnds(n)
		case c.edges[d.Name] == nil:
			if d.Directives.ForName("graph") != nil {
				c.graph[d.Name] = true
			}
			c.derived = append(c.derived, d)
		}
	}
	for _, r := range c.relations {
		c.expandLink(r)
	}
}

// expandEnums derives the enums of all kinds and all relations.
func (c *compiler) expandEnums() {
	var kinds, relations []string
	for _, n := range c.nodes {
		if n.form == kindForm {
			kinds = append(kinds, n.name(), sentence(n.def.Description))
		}
	}
	for _, r := range c.relations {
		relations = append(relations, r.name, sentence(r.of(kg.Out)[0].def.Description))
	}
	c.enum(nil, kindEnum, "The kinds of nodes.", kinds...)
	c.enum(nil, relationEnum, "The relations between nodes, each told from the node its edges start at.", relations...)
}

// expandNode returns the served type of a kind or role: the fields of Node,
// then those of its roles, then its own.
func (c *compiler) expandNode(n *node) *ast.Definition {
	d := &ast.Definition{
		Kind: n.def.Kind, Name: n.name(), Description: n.def.Description, Position: n.def.Position,
		Interfaces: []string{nodeType}, Directives: n.def.Directives,
	}
	for _, name := range c.closure(n.def, nil) {
		if !slices.Contains(d.Interfaces, name) {
			d.Interfaces = append(d.Interfaces, name)
		}
	}
	d.Fields = append(d.Fields, c.types[nodeType].Fields...)
	for _, f := range n.fields {
		if f.end == nil {
			d.Fields = append(d.Fields, c.propertyField(f))
			continue
		}
		fields := c.endFields(f.end)
		for _, g := range fields[1:] {
			if h := n.field(g.Name); h != nil {
				c.refuse(h.def.Position, "%s.%s clashes with the link of %s; choose another name", n.name(), g.Name, f.def.Name)
			}
		}
		d.Fields = append(d.Fields, fields...)
	}
	return d
}

// propertyField returns the served field of a property.
func (c *compiler) propertyField(f *field) *ast.FieldDefinition {
	g := &ast.FieldDefinition{
		Name: f.def.Name, Type: f.def.Type, Description: f.def.Description,
		Directives: f.def.Directives, Position: f.def.Position,
	}
	if f.def.Directives.ForName("localized") != nil {
		g.Arguments = ast.ArgumentDefinitionList{
			argument("lang", "Language", "The language asked for; else Chinese, English, the first there is."),
		}
	}
	return g
}

// endFields returns the served fields of an end: a connection, or a node and
// its link.
func (c *compiler) endFields(e *end) []*ast.FieldDefinition {
	prefix := e.prefix()
	f := &ast.FieldDefinition{Name: e.def.Name, Description: e.def.Description, Directives: e.def.Directives, Position: e.def.Position}
	if e.many {
		f.Type = typ(prefix + "Connection!")
		f.Arguments = pageArguments("10", prefix+"Filter", prefix+"Order",
			"Only edges that hold on this day; else the day given above, else all there are.")
		return []*ast.FieldDefinition{f}
	}
	on := func() *ast.ArgumentDefinition {
		return argument("on", "Date", "Only if the edge holds on this day; else the day given above, else whenever.")
	}
	f.Type = typ(e.target.name())
	f.Arguments = ast.ArgumentDefinitionList{on()}
	link := derive(e.def.Name+"Link", e.relation.link, "The edge that leads to `"+e.def.Name+"`.", on())
	return []*ast.FieldDefinition{f, link}
}

// prefix begins the names of the types derived from an end.
func (e *end) prefix() string { return e.owner.name() + upperFirst(e.def.Name) }

// field returns the field of that name, or nil.
func (n *node) field(name string) *field {
	for _, f := range n.fields {
		if f.def.Name == name {
			return f
		}
	}
	return nil
}

// pageArguments are the arguments of every list.
func pageArguments(size, filter, order, on string) ast.ArgumentDefinitionList {
	return ast.ArgumentDefinitionList{
		argument("first", "Int", "How many from the front: "+size+" unless said otherwise, at most 100."),
		argument("after", "String", "Only what follows this cursor."),
		argument("last", "Int", "How many from the back, at most 100; not together with `first`."),
		argument("before", "String", "Only what precedes this cursor."),
		argument("filter", filter, "Only what passes."),
		argument("orderBy", "["+order+"!]", "Sort keys, the first one leading; ties stand in the order of creation."),
		argument("on", "Date", on),
	}
}
