package engine

import (
	"context"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// maxIDs is the largest number of ids in an argument.
const maxIDs = 100

// A nodeRoot answers the node of an id, of whatever kind.
type nodeRoot struct {
	field *ast.Field
	level *level
	view  *view
}

func (c *compiler) nodeRoot(f *ast.Field, sets []ast.SelectionSet) root {
	root := &nodeRoot{field: f, level: &level{}}
	root.view = c.view(root.level, c.engine.types.all, sets, f.Alias)
	root.level.settle()
	return root
}

func (root *nodeRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.field)
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	id, _ := args.get("id").(string)
	return alone(r, root.level, kg.Start{IDs: []kg.ID{kg.ID(id)}})
}

func (root *nodeRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	if err := w.req.figures(ctx, rd, nil, root.level, res.Root); err != nil {
		return absent, err
	}
	return writeOnly(w, root.view, res), nil
}

// alone returns the query for at most one node.
func alone(r *request, l *level, start kg.Start) (*kg.Query, error) {
	r.count(1)
	sel, err := l.selection(r, "", 1)
	return &kg.Query{Start: start, Select: sel}, err
}

// writeOnly writes the one node of a result.
func writeOnly(w *writer, v *view, res *kg.Result) outcome {
	if len(res.Root.Rows) == 0 {
		return absent
	}
	return v.write(w, spot{level: res.Root, row: 0})
}

// A nodesRoot answers the nodes of ids, in their order.
type nodesRoot struct {
	field *ast.Field
	level *level
	view  *view
}

func (c *compiler) nodesRoot(f *ast.Field, sets []ast.SelectionSet) root {
	root := &nodesRoot{field: f, level: &level{}}
	root.view = c.view(root.level, c.engine.types.all, sets, f.Alias)
	root.level.settle()
	return root
}

func (root *nodesRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.field)
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	ids, err := idsOf(args, "ids")
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	r.count(len(ids))
	sel, err := root.level.selection(r, "", len(ids))
	return &kg.Query{Start: kg.Start{IDs: ids}, Select: sel}, err
}

func (root *nodesRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	if err := w.req.figures(ctx, rd, nil, root.level, res.Root); err != nil {
		return absent, err
	}
	return writeList(w, len(res.Root.Offsets)-1, false, func(i int) outcome {
		from, to := res.Root.Offsets[i], res.Root.Offsets[i+1]
		if from == to {
			return absent
		}
		return root.view.write(w, spot{level: res.Root, row: from})
	}), nil
}

// idsOf reads a list of ids.
func idsOf(args fields, name string) ([]kg.ID, error) {
	list, _ := args.get(name).([]any)
	if len(list) > maxIDs {
		return nil, within(name, exceeds(maxIDs, len(list), "ask in several requests",
			"%d ids are given; at most %d are answered", len(list), maxIDs))
	}
	ids := make([]kg.ID, len(list))
	for i, e := range list {
		ids[i] = kg.ID(e.(string))
	}
	return ids, nil
}
