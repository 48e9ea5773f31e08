package engine

import (
	"context"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
	"innograph/kg/text"
)

// A searchRoot answers a page of the nodes that a text is found in.
type searchRoot struct {
	list  *listing
	level *level
	page  *object[page]
}

func (c *compiler) searchRoot(f *ast.Field, sets []ast.SelectionSet) root {
	root := &searchRoot{level: &level{}, list: &listing{
		id: c.frame(), field: f, where: f.Alias, typeName: f.Definition.Type.Name(),
		node: c.engine.types.owners[kg.NodeRole], size: rootPage,
	}}
	typeName := c.engine.types.elementOf(root.list.typeName)
	edge := func(g *group, _ string) emit[spot] {
		switch g.name() {
		case "__typename":
			return constant[spot](typeName)
		case "score":
			return func(w *writer, s spot) outcome { return w.int(s.node().Score) }
		case "match":
			return c.match(root.level, g)
		}
		c.fail(unknown(typeName, g.name()))
		return nil
	}
	root.page = c.connection(root.list, root.level, c.engine.types.all, sets, f.Alias, edge, nil)
	root.level.settle()
	root.list.settle()
	return root
}

func (root *searchRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.list.field)
	if err != nil {
		return nil, at(root.list.where, err)
	}
	a, search, err := root.decode(r, args)
	if err != nil {
		return nil, at(root.list.where, err)
	}
	r.count(max(1, a.page.Limit) + root.list.price(a) + PriceSearch)
	if err := root.list.tables(r, args, a, kg.AggregateQuery{Search: search}, 1); err != nil {
		return nil, err
	}
	if !root.list.read() {
		return nil, nil
	}
	q := &kg.Query{Start: kg.Start{Search: search}}
	q.Select, err = root.level.found(r, search.Kinds, a.on, a.page.Limit)
	return q, err
}

// decode reads the arguments. A cursor is of the text, not of kinds and filter.
func (root *searchRoot) decode(r *request, args fields) (*listed, *kg.Search, error) {
	s := &kg.Search{Total: root.list.total}
	var err error
	if s.Text, err = r.lookFor(args, "text"); err != nil {
		return nil, nil, err
	}
	if s.Kinds, err = kindsOf(args); err != nil {
		return nil, nil, err
	}
	a := &listed{}
	if a.on, err = dayOf(args, ""); err != nil {
		return nil, nil, err
	}
	if err := root.list.conditions(args, a); err != nil {
		return nil, nil, err
	}
	a.atRoot()
	a.found = true
	s.Filter = a.filter
	s.Page, err = root.list.place(r, args, kg.Fingerprint(root.list.typeName+" "+s.Text, nil), 1)
	a.page = s.Page
	return a, s, err
}

// lookFor reads a text to be looked for, and notes it for what is written of the
// places where it is found.
func (r *request) lookFor(args fields, name string) (string, error) {
	s, _ := args.get(name).(string)
	q, err := text.ParseQuery(s)
	if err != nil {
		return "", within(name, refuse("%v", err))
	}
	r.query = q
	return s, nil
}

// found returns the level as a part of a search, priced for a number of nodes of
// some kinds; of all for none.
func (l *level) found(r *request, kinds []string, on string, nodes int) (kg.Selection, error) {
	r.count(times(nodes, l.nodes.longest(kinds)*PriceLong))
	return l.below(r, on, nodes)
}

// kindsOf reads the argument `kinds`, in its order, each once; nil for all.
func kindsOf(args fields) ([]string, error) {
	list, given := args.get("kinds").([]any)
	if !given {
		return nil, nil
	}
	if len(list) == 0 {
		return nil, within("kinds", refuse("at least one kind is needed; leave the argument out for all of them"))
	}
	var kinds []string
	for _, e := range list {
		if kind := e.(string); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds, nil
}

func (root *searchRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	if err := w.req.figures(ctx, rd, root.list, root.level, res.Root); err != nil {
		return absent, err
	}
	return root.page.write(w, page{level: res.Root, parent: 0, list: root.list}), nil
}
