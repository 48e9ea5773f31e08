package engine

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A resolveRoot answers what names stand for. A name without its system is asked
// for twice, as an identifier of any and as the id of a node, in two reads
// whatever the number of names.
type resolveRoot struct {
	field  *ast.Field
	level  *level
	result *object[resolution]
}

// A resolution is a name with the nodes it may stand for, in their order.
type resolution struct {
	name  kg.Identifier
	nodes []spot
}

func (c *compiler) resolveRoot(f *ast.Field, sets []ast.SelectionSet) root {
	root := &resolveRoot{field: f, level: &level{}}
	typeName := f.Definition.Type.Name()
	root.result = fieldsOf(c, typeName, sets, func(g *group) emit[resolution] {
		switch g.name() {
		case "scheme":
			return func(w *writer, r resolution) outcome { return w.optional(r.name.Scheme) }
		case "value":
			return func(w *writer, r resolution) outcome { return w.text(r.name.Value) }
		case "status":
			return func(w *writer, r resolution) outcome { return w.text(r.status()) }
		case "node":
			v := c.view(root.level, c.engine.types.all, g.selections(), f.Alias+"."+g.key)
			return func(w *writer, r resolution) outcome {
				if len(r.nodes) != 1 {
					return absent
				}
				return v.write(w, r.nodes[0])
			}
		case "nodes":
			v := c.view(root.level, c.engine.types.all, g.selections(), f.Alias+"."+g.key)
			return func(w *writer, r resolution) outcome {
				return writeList(w, len(r.nodes), true, func(i int) outcome { return v.write(w, r.nodes[i]) })
			}
		}
		return nil
	})
	root.level.settle()
	return root
}

func (r resolution) status() string {
	switch len(r.nodes) {
	case 0:
		return "MISSING"
	case 1:
		return "FOUND"
	default:
		return "AMBIGUOUS"
	}
}

// A nameAsk is a request for what names stand for.
type nameAsk struct {
	names []kg.Identifier
	ids   *kg.Query // of the names without a system, in their order; nil: there are none
}

func (root *resolveRoot) query(r *request) (*kg.Query, error) {
	args, err := r.arguments(root.field)
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	names, err := namesOf(args)
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	r.names = &nameAsk{names: names}
	if len(names) == 0 {
		return nil, nil
	}
	nodes := len(names)
	asked := slices.Clone(names)
	var ids []kg.ID
	for i, n := range names {
		asked[i].Value = spelt(n.Scheme, n.Value)
		if n.Scheme == "" {
			nodes += kg.MaxNamesakes
			ids = append(ids, kg.ID(n.Value))
		}
	}
	r.count(nodes)
	sel, err := root.level.selection(r, "", nodes)
	if len(ids) > 0 {
		r.names.ids = &kg.Query{Start: kg.Start{IDs: ids}, Select: sel, Budget: MaxNodes}
	}
	return &kg.Query{Start: kg.Start{Identifiers: asked}, Select: sel}, err
}

// namesOf reads the argument `identifiers`.
func namesOf(args fields) ([]kg.Identifier, error) {
	list, _ := args.get("identifiers").([]any)
	if len(list) > maxIDs {
		return nil, within("identifiers", exceeds(maxIDs, len(list), "ask in several requests",
			"%d names are given; at most %d are answered", len(list), maxIDs))
	}
	names := make([]kg.Identifier, len(list))
	for i, e := range list {
		name, err := nameOf(e.(fields))
		if err != nil {
			return nil, within("identifiers["+strconv.Itoa(i)+"]", err)
		}
		names[i] = name
	}
	return names, nil
}

func nameOf(in fields) (kg.Identifier, error) {
	var n kg.Identifier
	for _, m := range in {
		s, given := m.value.(string)
		if !given {
			continue // a scheme of null is none
		}
		switch {
		case s == "" && m.name == "scheme":
			return n, within(m.name, refuse("the system has no name; leave it out to look in all of them"))
		case s == "":
			return n, within(m.name, refuse("the name is empty"))
		case len(s) > maxOperand:
			return n, within(m.name, exceeds(maxOperand, len(s), "shorten it", "it has %d bytes; a name has at most %d", len(s), maxOperand))
		case !utf8.ValidString(s):
			return n, within(m.name, refuse("the text is not valid UTF-8"))
		}
		if m.name == "scheme" {
			n.Scheme = s
		} else {
			n.Value = s
		}
	}
	return n, nil
}

func (root *resolveRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	ask := w.req.names
	if err := w.req.figures(ctx, rd, nil, root.level, res.Root); err != nil {
		return absent, err
	}
	var byID *kg.Level
	if ask.ids != nil {
		found, err := rd.Read(ctx, ask.ids)
		if err != nil {
			return absent, err
		}
		byID = found.Root
		if err := w.req.figures(ctx, rd, nil, root.level, byID); err != nil {
			return absent, err
		}
	}
	plain := -1 // index among the names without a system
	return writeList(w, len(ask.names), true, func(i int) outcome {
		r := resolution{name: ask.names[i], nodes: spotsOf(res.Root, i)}
		if r.name.Scheme == "" {
			plain++
			r.nodes = merge(r.nodes, spotsOf(byID, plain))
		}
		return root.result.write(w, r)
	}), nil
}

// spotsOf returns the rows of one parent.
func spotsOf(l *kg.Level, parent int) []spot {
	var spots []spot
	for row := l.Offsets[parent]; row < l.Offsets[parent+1]; row++ {
		spots = append(spots, spot{level: l, row: row})
	}
	return spots
}

// merge returns the nodes of both by number, each once, as many as a name may
// stand for.
func merge(a, b []spot) []spot {
	all := append(a, b...)
	number := func(s spot) int64 { return s.node().Number }
	slices.SortStableFunc(all, func(x, y spot) int { return cmp.Compare(number(x), number(y)) })
	all = slices.CompactFunc(all, func(x, y spot) bool { return number(x) == number(y) })
	return all[:min(len(all), kg.MaxNamesakes)]
}
