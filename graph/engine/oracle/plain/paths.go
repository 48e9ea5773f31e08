package plain

import (
	"cmp"
	"context"
	"slices"

	"innograph/kg"
	"innograph/kg/paths"
)

// A PathResult is the type of that name.
type PathResult struct {
	Paths                    []Path
	Truncated                bool
	EdgesVisited, EdgeBudget int
}

// A Path is the type of that name.
type Path struct {
	Length int
	Nodes  []Node
	Steps  []PathStep
}

// A PathStep is the type of that name.
type PathStep struct {
	From, To Node
	Links    []Link
}

// Paths is a root field: every simple path is tried, then the best are kept.
func (q Query) Paths(_ context.Context, from []string, to map[string]any, maxHops int, relations, avoid []string, on *string, first int, directed bool) (*PathResult, error) {
	w := q.World
	if first < 1 || first > 10 || maxHops < 1 || maxHops > 6 {
		return nil, coded("BAD_USER_INPUT", "%d paths of %d steps", first, maxHops)
	}
	s := &search{world: w, relations: relations, directed: directed, hops: maxHops, ends: map[kg.ID]bool{}, avoid: map[kg.ID]bool{}}
	if on != nil {
		s.on = *on
	}
	for _, id := range avoid {
		s.avoid[kg.ID(id)] = true
	}
	kinds := words(to["kinds"])
	if len(kinds) > 0 && !s.leadTo(kinds) {
		return nil, coded("BAD_USER_INPUT", "nothing leads to %v", kinds)
	}
	for _, kind := range kinds {
		for _, n := range w.nodes {
			if n.Kind == kind {
				s.ends[n.ID] = true
			}
		}
	}
	ids := words(to["ids"])
	for _, id := range slices.Concat(from, ids) {
		if w.byID[kg.ID(id)] == nil {
			return nil, coded("BAD_USER_INPUT", "no node %s", id)
		}
	}
	for _, id := range ids {
		s.ends[kg.ID(id)] = true
	}
	starts := slices.Compact(slices.Sorted(slices.Values(from)))
	for _, id := range starts {
		s.extend([]*kg.Node{w.byID[kg.ID(id)]})
	}
	slices.SortFunc(s.found, func(a, b []*kg.Node) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(x, y *kg.Node) int { return cmp.Compare(x.Number, y.Number) }))
	})
	out := &PathResult{Paths: []Path{}, EdgeBudget: paths.DefaultBudget}
	for _, nodes := range s.found[:min(first, len(s.found))] {
		out.Paths = append(out.Paths, s.path(nodes))
	}
	return out, nil
}

// words returns a list of texts.
func words(v any) []string {
	var list []string
	for _, e := range each(v) {
		list = append(list, e.(string))
	}
	return list
}

type search struct {
	world       *World
	relations   []string
	on          string
	directed    bool
	hops        int
	ends, avoid map[kg.ID]bool
	found       [][]*kg.Node
}

// leadTo tells whether any relation that is followed has one of these kinds at an end
// where it arrives.
func (s *search) leadTo(kinds []string) bool {
	return slices.ContainsFunc(s.world.model.Relations, func(r kg.Relation) bool {
		followed := s.relations == nil || slices.Contains(s.relations, r.Name)
		return followed && slices.ContainsFunc(kinds, func(kind string) bool {
			return slices.Contains(r.To, kind) || !s.directed && slices.Contains(r.From, kind)
		})
	})
}

func (s *search) extend(path []*kg.Node) {
	last := path[len(path)-1]
	if s.avoid[last.ID] {
		return
	}
	if len(path) > 1 && s.ends[last.ID] {
		s.found = append(s.found, slices.Clone(path))
	}
	if len(path) > s.hops {
		return
	}
	var next []*kg.Node
	for _, step := range s.steps(last) {
		if !slices.Contains(next, step.node) && !slices.Contains(path, step.node) {
			next = append(next, step.node)
			s.extend(append(slices.Clone(path), step.node))
		}
	}
}

func (s *search) steps(n *kg.Node) []step {
	way := kg.Both
	if s.directed {
		way = kg.Out
	}
	return slices.DeleteFunc(s.world.steps(n, "", way, s.on), func(step step) bool {
		return s.relations != nil && !slices.Contains(s.relations, step.edge.Relation)
	})
}

func (s *search) path(nodes []*kg.Node) Path {
	p := Path{Length: len(nodes) - 1}
	for i, n := range nodes {
		p.Nodes = append(p.Nodes, s.world.wrap(n, s.on))
		if i == 0 {
			continue
		}
		leg := PathStep{From: p.Nodes[i-1], To: p.Nodes[i], Links: []Link{}}
		joining := slices.DeleteFunc(s.steps(nodes[i-1]), func(t step) bool { return t.node != n })
		slices.SortFunc(joining, byNumber)
		for _, t := range joining {
			leg.Links = append(leg.Links, s.world.link(t, s.on))
		}
		p.Steps = append(p.Steps, leg)
	}
	return p
}
