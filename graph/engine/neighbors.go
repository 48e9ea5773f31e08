package engine

import (
	"context"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A neighborsRoot answers a page of what is linked to a node, whatever the
// relation.
type neighborsRoot struct {
	list  *listing
	level *level
	page  *object[page]
}

func (c *compiler) neighborsRoot(f *ast.Field, sets []ast.SelectionSet) root {
	root := &neighborsRoot{level: &level{}, list: &listing{
		id: c.frame(), field: f, where: f.Alias, typeName: f.Definition.Type.Name(), size: rootPage,
	}}
	typeName := c.engine.types.elementOf(root.list.typeName)
	edge := func(g *group, where string) emit[spot] {
		switch g.name() {
		case "__typename":
			return constant[spot](typeName)
		case "link":
			return c.links(root.level, g.selections(), where)
		case "direction":
			return func(w *writer, s spot) outcome { return w.text(directionOf(s.node().Edge.Out)) }
		}
		c.fail(unknown(typeName, g.name()))
		return nil
	}
	counts := func(g *group) emit[page] {
		if g.name() != "counts" {
			return nil
		}
		root.list.counts = true
		o := c.relationCount(g)
		return func(w *writer, p page) outcome {
			counts := p.level.Pages[p.parent].Counts
			return writeList(w, len(counts), true, func(i int) outcome { return o.write(w, counts[i]) })
		}
	}
	root.page = c.connection(root.list, root.level, c.engine.types.all, sets, f.Alias, edge, counts)
	root.level.settle()
	return root
}

func directionOf(out bool) string {
	if out {
		return "OUT"
	}
	return "IN"
}

// relationCount compiles what is selected of the counts.
func (c *compiler) relationCount(g *group) *object[kg.RelationCount] {
	typeName := g.fields[0].Definition.Type.Name()
	return fieldsOf(c, typeName, g.selections(), func(f *group) emit[kg.RelationCount] {
		switch f.name() {
		case "relation":
			return func(w *writer, n kg.RelationCount) outcome { return w.text(n.Relation.Name) }
		case "direction":
			return func(w *writer, n kg.RelationCount) outcome { return w.text(directionOf(n.Direction == kg.Out)) }
		case "count":
			return func(w *writer, n kg.RelationCount) outcome { return w.int(n.Count) }
		}
		return nil
	})
}

func (root *neighborsRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.list.field)
	if err != nil {
		return nil, at(root.list.where, err)
	}
	hop, on, err := root.hop(r, args)
	if err != nil {
		return nil, at(root.list.where, err)
	}
	r.count(1 + max(1, hop.Page.Limit))
	if hop.Select, err = root.level.selection(r, on, hop.Page.Limit); err != nil {
		return nil, err
	}
	id, _ := args.get("id").(string)
	return &kg.Query{
		Start:  kg.Start{IDs: []kg.ID{kg.ID(id)}},
		Select: kg.Selection{Hops: []kg.Hop{*hop}},
	}, nil
}

func (root *neighborsRoot) hop(r *request, args fields) (*kg.Hop, string, error) {
	relations, err := relationsOf(r.engine.model, args)
	if err != nil {
		return nil, "", err
	}
	a, err := root.list.decode(r, args, relations, "")
	if err != nil {
		return nil, "", err
	}
	r.count(root.list.price(a))
	h := &kg.Hop{
		Relations: relations, Direction: directions[args.get("direction")], On: a.on,
		Page: a.page, Total: root.list.total, Counts: root.list.counts,
		EdgeProperties: root.level.edges.names, EdgeFacts: root.level.marks,
	}
	return h, a.on, nil
}

// directions are those of the argument; without one, both.
var directions = map[any]kg.Direction{"OUT": kg.Out, "IN": kg.In, "BOTH": kg.Both, nil: kg.Both}

// relationsOf reads the argument `relations`, in the order of the model.
func relationsOf(m *kg.Model, args fields) ([]string, error) {
	list, given := args.get("relations").([]any)
	if !given {
		return nil, nil
	}
	if len(list) == 0 {
		return nil, within("relations", refuse("at least one relation is needed; leave the argument out for all of them"))
	}
	var names []string
	for i := range m.Relations {
		if name := m.Relations[i].Name; slices.Contains(list, any(name)) {
			names = append(names, name)
		}
	}
	return names, nil
}

func (root *neighborsRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	if len(res.Root.Rows) == 0 {
		return absent, nil
	}
	if err := w.req.figures(ctx, rd, nil, root.level, res.Root.Hops[0]); err != nil {
		return absent, err
	}
	return root.page.write(w, page{level: res.Root.Hops[0], parent: 0, list: root.list}), nil
}
