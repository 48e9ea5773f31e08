package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// expandLists derives what a list of a kind, role or union needs: connection,
// edge, filter and order.
func (c *compiler) expandLists(n *node) {
	name, at := n.name(), n.def.Position
	if n.plural != "" {
		c.object(at, name+"Connection", "A page of "+n.nouns()+".", append([]*ast.FieldDefinition{
			derive("edges", "["+name+"Edge!]!", "The page, each with its cursor."),
			derive("nodes", "["+name+"!]!", "The page, without cursors."),
			derive("pageInfo", "PageInfo!", "Where the page stands."),
			derive("totalCount", "Int!", "How many there are beyond the page too; counted only when asked for."),
		}, append(figures(name, ""), facets(name))...)...)
		c.object(at, name+"Edge", upperFirst(a(n.noun()))+" in a list.",
			derive("cursor", "String!", "Marks the place for `after` and `before`."),
			derive("node", name+"!", "The "+n.noun()+"."))
	}
	c.nodeFilter(n)
	c.nodeOrder(n)
	c.expandFigures(n)
	if n.found() {
		c.lookup(n)
	}
}

// found reports whether there is a look-up of the type: of every kind, and of
// every role that has a root list.
func (n *node) found() bool { return n.form == kindForm || n.plural != "" }

// nodeFilter derives the filter of a kind, role or union.
func (c *compiler) nodeFilter(n *node) {
	name, at := n.name()+"Filter", n.def.Position
	for _, f := range n.fields {
		c.reserve(f, logicFields)
	}
	fields := []*ast.FieldDefinition{derive("id", "IDFilter", "By id.")}
	if n.form != kindForm {
		if f := n.field("kind"); f != nil {
			c.refuse(f.def.Position, "%s.kind clashes with the filter by kind that every role has; choose another name", f.owner.name())
		}
		c.enumFilter(kindEnum)
		fields = append(fields, derive("kind", kindEnum+"Filter", "By kind."))
		fields = append(fields, c.kindFields(n)...)
	}
	for _, f := range n.fields {
		switch {
		case f.end != nil:
			fields = append(fields, derive(f.def.Name, f.end.prefix()+"RelationFilter", sentence(f.def.Description)))
		case filterable(f.property):
			fields = append(fields, derive(f.def.Name, c.operators(f.property), sentence(f.def.Description)))
		}
	}
	c.input(at, name, "What "+a(n.noun())+" must satisfy; all that is given must hold.", logic(name, append(fields, ownFields()...))...)
}

// kindFields derives the fields of a role's filter that ask for one of its
// kinds and for what only that kind has.
func (c *compiler) kindFields(n *node) []*ast.FieldDefinition {
	fields := make([]*ast.FieldDefinition, len(n.kinds))
	for i, k := range n.kinds {
		name := FieldName(k.name())
		if f := n.field(name); f != nil {
			c.refuse(f.def.Position, "%s.%s clashes with the filter by that kind that the role has; choose another name", f.owner.name(), name)
		}
		fields[i] = derive(name, k.name()+"Filter", "It is "+a(k.noun())+" that satisfies this.")
	}
	return fields
}

// ownFields are what a filter may ask of every node beside its id.
func ownFields() []*ast.FieldDefinition {
	return []*ast.FieldDefinition{
		derive("createdAt", "DateTimeFilter", "By the time it was first stored."),
		derive("updatedAt", "DateTimeFilter", "By the time of its last change."),
		derive("visibility", "VisibilityFilter", "By who may see it."),
	}
}

// anyFilter derives the filter of nodes of any kind.
func (c *compiler) anyFilter() {
	c.enumFilter(kindEnum)
	fields := []*ast.FieldDefinition{derive("id", "IDFilter", "By id."), derive("kind", kindEnum+"Filter", "By kind.")}
	all := &node{}
	for _, n := range c.nodes {
		if n.form == kindForm {
			all.kinds = append(all.kinds, n)
		}
	}
	fields = append(fields, c.kindFields(all)...)
	name := nodeType + "Filter"
	c.input(nil, name, "What a node of any kind must satisfy; all that is given must hold.", logic(name, append(fields, ownFields()...))...)
}

// logicFields are the fields of a filter that join conditions.
var logicFields = []string{"and", "or", "not"}

// reserve refuses a field that has one of the names.
func (c *compiler) reserve(f *field, names []string) {
	if slices.Contains(names, f.def.Name) {
		c.refuse(f.def.Position, "%s clashes with a part of every filter; choose another name", f.def.Name)
	}
}

// logic adds and, or and not to the fields of a filter.
func logic(name string, fields []*ast.FieldDefinition) []*ast.FieldDefinition {
	return append(fields,
		derive("and", "["+name+"!]", "All of these hold."),
		derive("or", "["+name+"!]", "At least one of these holds; none of an empty list."),
		derive("not", name, "This does not hold."))
}

// nodeOrder derives the order of a kind, role or union.
func (c *compiler) nodeOrder(n *node) {
	var fields []*field
	for _, f := range n.fields {
		if f.property != nil && sortable(f.property) {
			fields = append(fields, f)
		}
	}
	c.order(n.def.Position, n.name()+"Order", n.nouns(), fields, c.related(n),
		"CREATED_AT", "By the time it was first stored.", "UPDATED_AT", "By the time of its last change.")
}

// order derives an order and its enum of fields. counts names what else there
// is to sort by, or is "".
func (c *compiler) order(at *ast.Position, name, nouns string, fields []*field, counts string, more ...string) {
	var symbols []string
	localized := false
	for _, f := range fields {
		symbols = append(symbols, OrderName(f.def.Name), sentence(f.def.Description))
		localized = localized || f.def.Directives.ForName("localized") != nil
	}
	c.enum(at, name+"Field", "What "+nouns+" may be sorted by.", append(symbols, more...)...)
	keys := []*ast.FieldDefinition{derive("field", name+"Field!", "What to sort by.")}
	if counts != "" {
		keys = []*ast.FieldDefinition{
			derive("field", name+"Field", "What to sort by; exactly one of `field` and `count` is given."),
			derive("count", counts, "Sort by how many of these edges there are."),
		}
	}
	keys = append(keys,
		fallback("direction", "OrderDirection!", "ASC", "Which way."),
		fallback("nulls", "NullsOrder!", "LAST", "Where to put what has no value."))
	if localized {
		keys = append(keys, derive("lang", "Language", "The language whose text and alphabet count; Chinese unless said otherwise."))
	}
	c.input(at, name, "A sort key for "+nouns+".", keys...)
}

// lookup derives the input that finds one node of a kind.
func (c *compiler) lookup(n *node) {
	at := n.def.Position
	fields := []*ast.FieldDefinition{derive("id", "ID", "By id.")}
	for _, k := range n.keys {
		if len(k.Properties) == 1 {
			f := n.property(k.Field)
			fields = append(fields, derive(k.Field, f.def.Type.Name(), sentence(f.def.Description)))
			continue
		}
		name := n.name() + upperFirst(k.Field) + "Key"
		var parts []*ast.FieldDefinition
		for _, p := range k.Properties {
			f := n.property(p)
			parts = append(parts, derive(p, f.def.Type.Name()+"!", sentence(f.def.Description)))
		}
		c.input(at, name, "The properties that together name "+a(n.noun())+".", parts...)
		fields = append(fields, derive(k.Field, name, "By the properties that together name it."))
	}
	fields = append(fields, derive("identifier", "IdentifierBy", "By an identifier of any scheme."))
	c.oneOf(at, n.name()+"By", "How to find one "+n.noun()+": exactly one of these.", fields...)
}
