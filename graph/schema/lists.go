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
		c.object(at, name+"Connection", "A page of "+n.nouns()+".",
			derive("edges", "["+name+"Edge!]!", "The page, each with its cursor."),
			derive("nodes", "["+name+"!]!", "The page, without cursors."),
			derive("pageInfo", "PageInfo!", "Where the page stands."),
			derive("totalCount", "Int!", "How many there are beyond the page too; counted only when asked for."))
		c.object(at, name+"Edge", upperFirst(a(n.noun()))+" in a list.",
			derive("cursor", "String!", "Marks the place for `after` and `before`."),
			derive("node", name+"!", "The "+n.noun()+"."))
	}
	c.nodeFilter(n)
	c.nodeOrder(n)
	if n.form == kindForm {
		c.lookup(n)
	}
}

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
	}
	for _, f := range n.fields {
		switch {
		case f.end != nil:
			fields = append(fields, derive(f.def.Name, f.end.prefix()+"RelationFilter", sentence(f.def.Description)))
		case filterable(f.property):
			fields = append(fields, derive(f.def.Name, c.operators(f.property), sentence(f.def.Description)))
		}
	}
	fields = append(fields,
		derive("createdAt", "DateTimeFilter", "By the time it was first stored."),
		derive("updatedAt", "DateTimeFilter", "By the time of its last change."),
		derive("visibility", "VisibilityFilter", "By who may see it."))
	c.input(at, name, "What "+a(n.noun())+" must satisfy; all that is given must hold.", logic(name, fields)...)
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
	c.order(n.def.Position, n.name()+"Order", n.nouns(), fields,
		"CREATED_AT", "By the time it was first stored.", "UPDATED_AT", "By the time of its last change.")
}

// order derives an order and its enum of fields.
func (c *compiler) order(at *ast.Position, name, nouns string, fields []*field, more ...string) {
	var symbols []string
	localized := false
	for _, f := range fields {
		symbols = append(symbols, OrderName(f.def.Name), sentence(f.def.Description))
		localized = localized || f.def.Directives.ForName("localized") != nil
	}
	c.enum(at, name+"Field", "What "+nouns+" may be sorted by.", append(symbols, more...)...)
	keys := []*ast.FieldDefinition{
		derive("field", name+"Field!", "What to sort by."),
		fallback("direction", "OrderDirection!", "ASC", "Which way."),
		fallback("nulls", "NullsOrder!", "LAST", "Where to put what has no value."),
	}
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
