package engine

import (
	"context"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
	"innograph/kg/paths"
)

// routes are the paths of an answer with what was read of their parts.
type routes struct {
	answer       *paths.Answer
	paths        []paths.Path
	nodes, edges sheet
}

// A route is one of them, a leg one of its steps.
type (
	route struct {
		of   *routes
		path *paths.Path
	}
	leg struct {
		route
		step int
	}
)

// A sheet finds rows by the numbers that were asked for.
type sheet struct {
	level *kg.Level
	rows  map[int64]int
}

func (s sheet) has(number int64) bool {
	_, ok := s.rows[number]
	return ok
}

func (s sheet) spot(number int64) spot { return spot{level: s.level, row: s.rows[number]} }

// read reads the rows of numbers, each once.
func (s *sheet) read(ctx context.Context, rd kg.Reader, q kg.Query, numbers []int64) error {
	s.rows = make(map[int64]int, len(numbers))
	if len(numbers) == 0 {
		return nil
	}
	q.Budget = MaxNodes
	res, err := rd.Read(ctx, &q)
	if err != nil {
		return err
	}
	s.level = res.Root
	for i, number := range numbers {
		if from := res.Root.Offsets[i]; from < res.Root.Offsets[i+1] {
			s.rows[number] = from
		}
	}
	return nil
}

// readNodes reads the nodes of all paths. A path of which a node has gone since
// the search is dropped.
func (r *routes) readNodes(ctx context.Context, rd kg.Reader, q kg.Query) error {
	var numbers []int64
	for _, p := range r.paths {
		numbers = append(numbers, p.Nodes...)
	}
	slices.Sort(numbers)
	q.Start.Numbers = slices.Compact(numbers)
	if err := r.nodes.read(ctx, rd, q, q.Start.Numbers); err != nil {
		return err
	}
	r.paths = slices.DeleteFunc(r.paths, func(p paths.Path) bool {
		return slices.ContainsFunc(p.Nodes, func(n int64) bool { return !r.nodes.has(n) })
	})
	return nil
}

// readEdges reads the edges of all paths. Edges that have gone since the search
// are dropped, and paths of which a step has none left.
func (r *routes) readEdges(ctx context.Context, rd kg.Reader, q kg.Query) error {
	var numbers []int64
	for _, p := range r.paths {
		for _, step := range p.Steps {
			for _, e := range step {
				numbers = append(numbers, e.Edge)
			}
		}
	}
	slices.Sort(numbers)
	q.Start.Edges = slices.Compact(numbers)
	if err := r.edges.read(ctx, rd, q, q.Start.Edges); err != nil {
		return err
	}
	r.paths = slices.DeleteFunc(r.paths, func(p paths.Path) bool {
		for i := range p.Steps {
			p.Steps[i] = slices.DeleteFunc(p.Steps[i], func(e kg.Neighbour) bool { return !r.edges.has(e.Edge) })
		}
		return slices.ContainsFunc(p.Steps, func(step []kg.Neighbour) bool { return len(step) == 0 })
	})
	return nil
}

func (c *compiler) pathsRoot(f *ast.Field, sets []ast.SelectionSet) root {
	root := &pathsRoot{field: f}
	typeName := f.Definition.Type.Name()
	o := fieldsOf(c, typeName, sets, func(g *group) emit[*routes] {
		switch g.name() {
		case "paths":
			p := c.path(root, g, f.Alias+"."+g.key)
			return func(w *writer, r *routes) outcome {
				return writeList(w, len(r.paths), true, func(i int) outcome { return p.write(w, route{r, &r.paths[i]}) })
			}
		case "truncated":
			return func(w *writer, r *routes) outcome { return w.bool(r.answer.Truncated) }
		case "edgesVisited":
			return func(w *writer, r *routes) outcome { return w.int(int64(r.answer.EdgesVisited)) }
		case "edgeBudget":
			return func(w *writer, r *routes) outcome { return w.int(int64(r.answer.Budget)) }
		}
		return nil
	})
	root.result = o
	for _, l := range []*level{root.nodes, root.edges} {
		if l != nil {
			l.settle()
		}
	}
	return root
}

// path compiles what is selected of a path.
func (c *compiler) path(root *pathsRoot, g *group, where string) *object[route] {
	typeName := g.fields[0].Definition.Type.Name()
	return fieldsOf(c, typeName, g.selections(), func(f *group) emit[route] {
		switch f.name() {
		case "length":
			return func(w *writer, r route) outcome { return w.int(int64(len(r.path.Steps))) }
		case "nodes":
			v := c.pathNode(root, f, where)
			return func(w *writer, r route) outcome {
				return writeList(w, len(r.path.Nodes), true, func(i int) outcome { return v.write(w, r.of.nodes.spot(r.path.Nodes[i])) })
			}
		case "steps":
			s := c.pathStep(root, f, where+"."+f.key)
			return func(w *writer, r route) outcome {
				return writeList(w, len(r.path.Steps), true, func(i int) outcome { return s.write(w, leg{r, i}) })
			}
		}
		return nil
	})
}

// pathStep compiles what is selected of a step.
func (c *compiler) pathStep(root *pathsRoot, g *group, where string) *object[leg] {
	typeName := g.fields[0].Definition.Type.Name()
	return fieldsOf(c, typeName, g.selections(), func(f *group) emit[leg] {
		switch f.name() {
		case "from":
			v := c.pathNode(root, f, where)
			return func(w *writer, l leg) outcome { return v.write(w, l.of.nodes.spot(l.path.Nodes[l.step])) }
		case "to":
			v := c.pathNode(root, f, where)
			return func(w *writer, l leg) outcome { return v.write(w, l.of.nodes.spot(l.path.Nodes[l.step+1])) }
		case "links":
			if root.edges == nil {
				root.edges = &level{}
			}
			link := c.links(root.edges, f.selections(), where+"."+f.key)
			return func(w *writer, l leg) outcome {
				edges := l.path.Steps[l.step]
				return writeList(w, len(edges), true, func(i int) outcome { return link(w, l.of.edges.spot(edges[i].Edge)) })
			}
		}
		return nil
	})
}

// pathNode compiles what is selected of a node of a path.
func (c *compiler) pathNode(root *pathsRoot, g *group, where string) *view {
	if root.nodes == nil {
		root.nodes = &level{}
	}
	return c.view(root.nodes, c.engine.types.all, g.selections(), where+"."+g.key)
}
