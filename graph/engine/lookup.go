package engine

import (
	"context"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/hub/identifier"
	"innograph/kg"
)

// A lookupRoot answers the one node of a kind or role that an id, a key or an
// identifier names.
type lookupRoot struct {
	field *ast.Field
	owner *owner
	level *level
	view  *view
}

func (c *compiler) lookupRoot(f *ast.Field, o *owner, sets []ast.SelectionSet) root {
	root := &lookupRoot{field: f, owner: o, level: &level{}}
	root.view = c.view(root.level, o.kinds, sets, f.Alias)
	root.level.settle()
	return root
}

func (root *lookupRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.field)
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	by := args.get("by").(fields)
	start, err := root.start(by[0])
	if err != nil {
		return nil, at(root.field.Alias, within("by", within(by[0].name, err)))
	}
	return alone(r, root.level, start)
}

// start returns where the look-up begins. What it finds may be of another kind,
// for which nothing is written.
func (root *lookupRoot) start(m member) (kg.Start, error) {
	switch m.name {
	case "id":
		return kg.Start{IDs: []kg.ID{kg.ID(m.value.(string))}}, nil
	case "identifier":
		in := m.value.(fields)
		scheme, _ := in.get("scheme").(string)
		value, _ := in.get("value").(string)
		return named(scheme, value), nil
	}
	for _, key := range root.owner.keys {
		if key.Field != m.name {
			continue
		}
		parts, err := root.parts(key, m.value)
		return named(key.Scheme, kg.KeyValue(parts...)), err
	}
	return kg.Start{}, unknown(root.owner.name, m.name)
}

func named(scheme, value string) kg.Start {
	return kg.Start{Identifiers: []kg.Identifier{{Scheme: scheme, Value: spelt(scheme, value)}}}
}

// spelt returns an identifier in the spelling that those of its scheme are kept in,
// where it is one in another: as an address, in other letters, with spaces around.
func spelt(scheme, value string) string {
	if own := identifier.Normalise(scheme, value); identifier.Check(scheme, own) == nil {
		return own
	}
	return value
}

// parts returns the values of a key as identifiers hold them.
func (root *lookupRoot) parts(key kg.Key, v any) ([]string, error) {
	parts := make([]string, 0, len(key.Properties))
	in, composite := v.(fields)
	for _, name := range key.Properties {
		given := v
		if composite {
			given = in.get(name)
		}
		value, err := operand(root.owner.properties[name], "", given)
		if err != nil {
			if composite {
				err = within(name, err)
			}
			return nil, err
		}
		parts = append(parts, value.String())
	}
	return parts, nil
}

func (root *lookupRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	if err := w.req.figures(ctx, rd, nil, root.level, res.Root); err != nil {
		return absent, err
	}
	return writeOnly(w, root.view, res), nil
}
