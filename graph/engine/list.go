package engine

import (
	"context"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A listRoot answers the list of a kind or role.
type listRoot struct {
	list  *listing
	level *level
	page  *object[page]
}

func (c *compiler) listRoot(f *ast.Field, o *owner, sets []ast.SelectionSet) root {
	root := &listRoot{level: &level{}, list: &listing{
		id: c.frame(), field: f, where: f.Alias, typeName: f.Definition.Type.Name(), node: o, size: rootPage,
	}}
	typeName := c.engine.types.elementOf(root.list.typeName)
	root.page = c.connection(root.list, root.level, o.kinds, sets, f.Alias, func(g *group, _ string) emit[spot] {
		if g.name() == "__typename" {
			return constant[spot](typeName)
		}
		c.fail(unknown(typeName, g.name()))
		return nil
	}, nil)
	root.level.settle()
	root.list.settle()
	return root
}

func (root *listRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.list.field)
	if err != nil {
		return nil, at(root.list.where, err)
	}
	a, err := root.list.decode(r, args, nil, "")
	if err != nil {
		return nil, at(root.list.where, err)
	}
	a.atRoot()
	r.count(max(1, a.page.Limit) + root.list.price(a))
	list := &kg.List{Kinds: root.list.node.kinds, Filter: a.filter, Order: a.order, Page: a.page, Total: root.list.total}
	if err := root.list.tables(r, args, a, kg.AggregateQuery{List: list}, 1); err != nil {
		return nil, err
	}
	if !root.list.read() {
		return nil, nil
	}
	q := &kg.Query{Start: kg.Start{List: list}}
	q.Select, err = root.level.selection(r, a.on, a.page.Limit)
	return q, err
}

func (root *listRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	if err := w.req.figures(ctx, rd, root.list, root.level, res.Root); err != nil {
		return absent, err
	}
	return root.page.write(w, page{level: res.Root, parent: 0, list: root.list}), nil
}
