package engine

import (
	"context"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
	"innograph/kg/paths"
)

// A pathsRoot answers the best paths between nodes. It reads three times,
// whatever the number of paths: the ends, by their ids; the nodes of all paths;
// the edges of all paths. The search in between asks for neighbours alone.
type pathsRoot struct {
	field        *ast.Field
	result       *object[*routes]
	nodes, edges *level // what is read of nodes and of edges; nil: nothing
}

// A pathAsk is a request for paths as it came, with ids in place of numbers.
type pathAsk struct {
	from, to, avoid []kg.ID
	search          paths.Request
	nodes, edges    kg.Query // all but where they start
}

// ask reads the arguments.
func (root *pathsRoot) ask(r *request) (*pathAsk, error) {
	args, err := r.arguments(root.field)
	if err != nil {
		return nil, err
	}
	a := &pathAsk{}
	a.search.Budget = r.engine.edges
	a.search.Directed, _ = args.get("directed").(bool)
	if a.search.MaxHops, err = upTo(paths.MaxHops, args, "maxHops"); err != nil {
		return nil, err
	}
	if a.search.K, err = upTo(paths.MaxPaths, args, "first"); err != nil {
		return nil, err
	}
	if a.search.Relations, err = relationsOf(r.engine.model, args); err != nil {
		return nil, err
	}
	if a.search.On, err = dayOf(args, ""); err != nil {
		return nil, err
	}
	if a.from, err = someIDs(args, "from"); err != nil {
		return nil, err
	}
	if a.avoid, err = idsOf(args, "avoid"); err != nil {
		return nil, err
	}
	to, _ := args.get("to").(fields)
	if err := a.target(r.engine.model, to); err != nil {
		return nil, within("to", err)
	}
	return a, nil
}

// target reads where the paths end. Kinds that nothing followed arrives at are
// refused: an empty answer would say that nothing is linked to them.
func (a *pathAsk) target(m *kg.Model, to fields) (err error) {
	if to[0].name == "ids" {
		a.to, err = someIDs(to, "ids")
		return err
	}
	for _, e := range to[0].value.([]any) {
		if kind := e.(string); !slices.Contains(a.search.ToKinds, kind) {
			a.search.ToKinds = append(a.search.ToKinds, kind)
		}
	}
	if len(a.search.ToKinds) == 0 {
		return within("kinds", refuse("at least one kind is needed"))
	}
	if !a.search.Reaches(m) {
		return within("kinds", refuse("no relation that is followed leads there; name one in relations that does, since those that classify are left out unless named"))
	}
	return nil
}

// someIDs reads a list of ids that may not be empty.
func someIDs(args fields, name string) ([]kg.ID, error) {
	ids, err := idsOf(args, name)
	if err == nil && len(ids) == 0 {
		err = within(name, refuse("at least one id is needed"))
	}
	return ids, err
}

// upTo reads a number from 1 to a limit.
func upTo(limit int, args fields, name string) (int, error) {
	n, _ := args.get(name).(int64)
	if n < 1 || n > int64(limit) {
		return 0, within(name, exceeds(limit, int(n), "ask for 1 to "+strconv.Itoa(limit), "%d is out of bounds", n))
	}
	return int(n), nil
}

func (root *pathsRoot) query(r *request) (*kg.Query, error) {
	a, err := root.ask(r)
	if err != nil {
		return nil, at(root.field.Alias, err)
	}
	r.ask = a
	steps := times(a.search.K, a.search.MaxHops)
	r.count(steps + a.search.K)
	if root.nodes != nil {
		if a.nodes.Select, err = root.nodes.selection(r, a.search.On, steps+a.search.K); err != nil {
			return nil, err
		}
	}
	if root.edges != nil {
		a.edges.Start.EdgeProperties, a.edges.Start.EdgeFacts = root.edges.edges.names, root.edges.marks
		if a.edges.Select, err = root.edges.selection(r, a.search.On, steps); err != nil {
			return nil, err
		}
	}
	return &kg.Query{Start: kg.Start{IDs: slices.Concat(a.from, a.to, a.avoid)}}, nil
}

func (root *pathsRoot) answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error) {
	a := w.req.ask
	if err := a.number(res.Root); err != nil {
		return absent, at(root.field.Alias, err)
	}
	found, err := paths.Search(ctx, rd, w.req.engine.model, a.search)
	if err != nil {
		return absent, err
	}
	r := &routes{answer: found, paths: found.Paths}
	if root.nodes != nil {
		if err := r.readNodes(ctx, rd, a.nodes); err != nil {
			return absent, err
		}
		if err := w.req.figures(ctx, rd, nil, root.nodes, r.nodes.level); err != nil {
			return absent, err
		}
	}
	if root.edges != nil {
		if err := r.readEdges(ctx, rd, a.edges); err != nil {
			return absent, err
		}
		if err := w.req.figures(ctx, rd, nil, root.edges, r.edges.level); err != nil {
			return absent, err
		}
	}
	return root.result.write(w, r), nil
}

// number puts the numbers of the nodes found in place of their ids. An end that
// is not there, or hidden, is named; what is to be avoided may be absent.
func (a *pathAsk) number(l *kg.Level) (err error) {
	row := 0
	next := func(ids []kg.ID, argument string) (numbers []int64) {
		for i, id := range ids {
			from, to := l.Offsets[row], l.Offsets[row+1]
			row++
			switch {
			case from < to && !slices.Contains(numbers, l.Rows[from].Number):
				numbers = append(numbers, l.Rows[from].Number)
			case from == to && argument != "" && err == nil:
				err = within(argument+"["+strconv.Itoa(i)+"]", refuse("there is no node %q", id))
			}
		}
		return numbers
	}
	a.search.From = next(a.from, "from")
	a.search.To = next(a.to, "to.ids")
	a.search.Avoid = next(a.avoid, "")
	return err
}
