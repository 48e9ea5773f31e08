package engine

import (
	"context"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

const (
	// maxSuggestions is the most that are given at once.
	maxSuggestions = 50
	// nameWeight is the least weight in search of what names a node: names and
	// titles have 3, aliases 2.
	nameWeight = 2
)

// A suggestRoot answers the names that complete a text.
type suggestRoot struct {
	field  *ast.Field
	level  *level
	result *object[spot]
}

func (c *compiler) suggestRoot(f *ast.Field, sets []ast.SelectionSet) root {
	root := &suggestRoot{field: f, level: &level{}}
	typeName := f.Definition.Type.Name()
	root.result = fieldsOf(c, typeName, sets, func(g *group) emit[spot] {
		switch g.name() {
		case "text":
			places := c.searched(root.level, nameWeight)
			return func(w *writer, s spot) outcome {
				if f := places.best(w, s); f != nil {
					return w.text(f.Text)
				}
				return absent
			}
		case "parts":
			places := c.searched(root.level, nameWeight)
			part := c.snippetPart(g)
			return func(w *writer, s spot) outcome {
				if f := places.best(w, s); f != nil {
					return writeSnippet(w, part, f)
				}
				return absent
			}
		case "kind":
			return func(w *writer, s spot) outcome { return w.text(s.node().Kind.Name) }
		case "node":
			return c.view(root.level, c.engine.types.all, g.selections(), f.Alias+"."+g.key).write
		}
		return nil
	})
	root.level.settle()
	return root
}

func (root *suggestRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.field)
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	s := &kg.Search{MinWeight: nameWeight}
	if s.Text, err = r.lookFor(args, "prefix"); err != nil {
		return nil, at(root.field.Alias, err)
	}
	if s.Kinds, err = kindsOf(args); err != nil {
		return nil, at(root.field.Alias, err)
	}
	if s.Page.Limit, err = upTo(maxSuggestions, args, "first"); err != nil {
		return nil, at(root.field.Alias, err)
	}
	r.count(s.Page.Limit + PriceSearch)
	q := &kg.Query{Start: kg.Start{Search: s}}
	q.Select, err = root.level.found(r, s.Kinds, "", s.Page.Limit)
	return q, err
}

func (root *suggestRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	if err := w.req.figures(ctx, rd, nil, root.level, res.Root); err != nil {
		return absent, err
	}
	return writeList(w, len(res.Root.Rows), true, func(i int) outcome {
		return root.result.write(w, spot{level: res.Root, row: i})
	}), nil
}
