package schema

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// rootTexts describe the root types where the schema does not.
var rootTexts = map[string]string{
	"Query":        "Where reads begin.",
	"Mutation":     "Where writes begin; one after the other, each all or nothing.",
	"Subscription": "What is told as it happens.",
}

// expandQuery derives the root fields: for every kind a look-up and a list, and
// both for every role with a plural.
func (c *compiler) expandQuery() {
	for _, n := range c.nodes {
		if n.found() {
			c.rootField(n, derive(FieldName(n.name()), n.name(),
				"The "+n.noun()+" found so; null where there is none or it is hidden.",
				argument("by", n.name()+"By!", "How to find it.")))
		}
		if n.plural == "" {
			continue
		}
		c.rootField(n, derive(n.plural, n.name()+"Connection",
			upperFirst(n.nouns())+", page by page.",
			pageArguments("20", n.name()+"Filter", n.name()+"Order",
				"The day on which the relations asked for below must hold, unless they name another.")...))
	}
	for _, name := range rootTypes {
		d := c.roots[name]
		if d == nil {
			continue
		}
		if d.Description == "" {
			d.Description = rootTexts[name]
		}
		c.types[name] = d
	}
}

// rootField adds a field to Query, whose name must be free.
func (c *compiler) rootField(n *node, f *ast.FieldDefinition) {
	q := c.roots["Query"]
	if q.Fields.ForName(f.Name) != nil {
		c.refuse(n.def.Position, "%s: Query has a field %s already; choose another name or plural", n.name(), f.Name)
		return
	}
	q.Fields = append(q.Fields, f)
}
