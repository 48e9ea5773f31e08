package schema

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// expandFigures derives what a type's lists are measured and grouped by: its
// properties, and the keys made of them, of its relations and of its kind.
func (c *compiler) expandFigures(n *node) {
	at, nouns := n.def.Position, n.nouns()
	c.properties(at, n.name(), nouns, n.fields,
		"CREATED_AT", "The time it was first stored.", "UPDATED_AT", "The time of its last change.", "VISIBILITY", "Who may see it.")
	var keys []*ast.FieldDefinition
	if related := c.related(n); related != "" {
		keys = append(keys, derive("relation", related, "The nodes that these edges lead to."))
	}
	if n.form != kindForm {
		keys = append(keys, derive("kind", "Boolean", "The kind, if true."))
	}
	c.groupBy(at, n.name(), nouns, keys...)
}

// anyFigures derives the same for nodes of any kind.
func (c *compiler) anyFigures() {
	c.enum(nil, nodeType+"Property", "What every node has, for figures.",
		"CREATED_AT", "The time it was first stored.", "UPDATED_AT", "The time of its last change.", "VISIBILITY", "Who may see it.")
	c.groupBy(nil, nodeType, "nodes of any kind", derive("kind", "Boolean", "The kind, if true."))
}

// properties derives the enum of properties that figures may be of: all but
// long texts.
func (c *compiler) properties(at *ast.Position, name, nouns string, fields []*field, more ...string) {
	var symbols []string
	for _, f := range fields {
		if f.property != nil && !f.property.Long {
			symbols = append(symbols, OrderName(f.def.Name), sentence(f.def.Description))
		}
	}
	c.enum(at, name+"Property", "Properties of "+nouns+", for figures.", append(symbols, more...)...)
}

// groupBy derives the input that names what makes a group.
func (c *compiler) groupBy(at *ast.Position, name, nouns string, more ...*ast.FieldDefinition) {
	fields := append([]*ast.FieldDefinition{derive("property", name+"Property", "The value of a property.")}, more...)
	fields = append(fields,
		derive("unit", "DateUnit", "Of a date or time: the part of the calendar, instead of the value."),
		derive("lang", "Language", "Of a text with several languages: the one a reader asks for; needed there."))
	c.input(at, name+"GroupBy", "What puts "+nouns+" into one group: exactly one, apart from `unit` and `lang`.", fields...)
}

// related derives the choice of one relation of a type with a condition, and
// returns its name: "" for a type without relations.
func (c *compiler) related(n *node) string {
	name := n.name() + "Related"
	if c.used[name] {
		return name
	}
	var fields []*ast.FieldDefinition
	for _, f := range n.fields {
		if f.end != nil {
			fields = append(fields, derive(f.def.Name, f.end.prefix()+"Condition", sentence(f.def.Description)))
		}
	}
	if len(fields) == 0 {
		return ""
	}
	c.used[name] = true
	c.oneOf(n.def.Position, name, "The edges of one relation that satisfy a condition, all of them where it is empty: exactly one of these.", fields...)
	return name
}

// figures returns the fields of a connection that tell figures of its whole
// list; link names the edges' type where they have properties.
func figures(node, link string) []*ast.FieldDefinition {
	properties, keys := "["+node+"Property!]", "["+node+"GroupBy!]"
	required := "!"
	edge := func(name, of, text string) (args ast.ArgumentDefinitionList) {
		if link != "" {
			args = append(args, argument(name, "["+link+of+"!]", text))
		}
		return args
	}
	if link != "" {
		required = ""
	}
	statistics := derive("statistics", "[Statistics!]!", "Figures over the whole list.",
		append(ast.ArgumentDefinitionList{argument("of", properties+required, "Of these properties.")},
			edge("ofEdge", "Property", "Of these properties of the edges, after the others.")...)...)
	groupBy := derive("groupBy", "Grouping!", "The whole list in groups.",
		append(ast.ArgumentDefinitionList{argument("by", keys+required, "What makes a group: one or two keys.")},
			edge("byEdge", "GroupBy", "Keys of the edges, after the others; one or two in all.")...)...)
	groupBy.Arguments = append(groupBy.Arguments, argument("of", properties, "Statistics of each group, of these properties."))
	groupBy.Arguments = append(groupBy.Arguments, edge("ofEdge", "Property", "And of these properties of the edges.")...)
	groupBy.Arguments = append(groupBy.Arguments,
		preset("first", "Int!", ast.IntValue, "100", "How many groups, at most 1000."),
		preset("orderBy", "GroupOrder!", ast.EnumValue, "COUNT", "Which groups come first."))
	return []*ast.FieldDefinition{statistics, groupBy}
}

// facets returns the field of a root list's connection that tells how its
// filter could be narrowed.
func facets(node string) *ast.FieldDefinition {
	return derive("facets", "[Facet!]!",
		"For each key the groups of the list, without what its own filter asks of that very property, relation or kind at its top level or in an `and` there.",
		argument("of", "["+node+"GroupBy!]!", "What makes the groups."),
		preset("first", "Int!", ast.IntValue, "10", "How many groups of each, at most 1000."))
}

// preset makes an argument that has a default.
func preset(name, of string, kind ast.ValueKind, value, text string) *ast.ArgumentDefinition {
	a := argument(name, of, text)
	a.DefaultValue = &ast.Value{Kind: kind, Raw: value}
	return a
}
