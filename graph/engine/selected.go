package engine

import "github.com/vektah/gqlparser/v2/ast"

// fieldsOf compiles what is selected of an object of the type of that name, all
// but __typename by field, which returns nil for what it does not know.
func fieldsOf[T any](c *compiler, typeName string, sets []ast.SelectionSet, field func(*group) emit[T]) *object[T] {
	o := &object[T]{}
	for _, g := range c.collect(typeName, sets) {
		if c.err != nil {
			return o
		}
		var e emit[T]
		if name := g.name(); name == "__typename" {
			e = constant[T](typeName)
		} else if e = field(g); e == nil {
			c.fail(unknown(typeName, name))
		}
		o.add(g, c.engine.types.nonNull(typeName, g.name()), e)
	}
	return o
}
