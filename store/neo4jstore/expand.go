package neo4jstore

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// errEnough ends a reading that has what it needs.
var errEnough = errors.New("enough")

// Expand reads the edges at all nodes of a frontier in one statement.
func (r *reader) Expand(ctx context.Context, f *kg.Frontier) (*kg.Adjacency, error) {
	var found *kg.Adjacency
	err := r.see(ctx, "Expand", func(v *view) error {
		e := &expansion{view: v, frontier: f}
		var err error
		found, err = e.run()
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// expansion is one Expand under way.
type expansion struct {
	*view
	frontier *kg.Frontier
	edges    map[int64][]kg.Neighbour // at the nodes that have been read
	read     int                      // edges of these
}

// run reads node by node, each once, in the order in which they first stand in the
// frontier. When more edges have been read than are wanted, the rest is left.
func (e *expansion) run() (*kg.Adjacency, error) {
	f := e.frontier
	st := e.statement()
	var nodes []int64
	seen := map[int64]bool{}
	for _, n := range f.Nodes {
		if n > 0 && !seen[n] { // no node has another number
			seen[n] = true
			nodes = append(nodes, n)
		}
	}
	st.named("parents", nodes)
	text, err := st.expand(f)
	if err != nil {
		return nil, err
	}
	e.edges = make(map[int64][]kg.Neighbour, len(nodes))
	if len(nodes) > 0 {
		if err := e.begin(st, text, e.node); err != nil && !errors.Is(err, errEnough) {
			return nil, err
		}
	}
	return e.adjacency(), nil
}

// adjacency puts the edges into the order of the frontier, up to its limit.
func (e *expansion) adjacency() *kg.Adjacency {
	f := e.frontier
	found := &kg.Adjacency{Offsets: make([]int, 1, len(f.Nodes)+1)}
	for _, n := range f.Nodes {
		edges := e.edges[n]
		if room := f.Limit - len(found.Edges); f.Limit > 0 && len(edges) > room {
			edges, found.Truncated = edges[:room], true
		}
		found.Edges = append(found.Edges, edges...)
		found.Offsets = append(found.Offsets, len(found.Edges))
	}
	return found
}

// expand returns the statement of a frontier: for each node the edges in groups of
// one relation and one kind arrived at, whose numbers come in turn. Where there is a
// limit no node tells of more edges than that and one.
func (s *statement) expand(f *kg.Frontier) (string, error) {
	step, err := query.NewStep(s.catalog.model, f.Relations, f.Direction, nil, f.On)
	if err != nil {
		return "", err
	}
	l, err := s.leg(step, "a", "r", "n")
	if err != nil {
		return "", err
	}
	found := "MATCH " + l.pattern(fromParent) + fragment.Where(l.conditions...)
	if f.Limit > 0 {
		found += " WITH r, n ORDER BY n." + propNumber + ", r." + propNumber + " LIMIT " + s.named("limit", int64(min(f.Limit, math.MaxInt-1))+1)
	}
	out := "false"
	switch f.Direction {
	case kg.Out:
		out = "true"
	case kg.Both:
		out = "r." + propFrom + " = p"
	}
	return "UNWIND $parents AS p CALL (p) { " + found +
		" WITH type(r) AS relation, labels(n) AS labels, " + out + " AS out, collect(n." + propNumber + ") AS nodes, collect(r." + propNumber + ") AS edges" +
		" RETURN collect([relation, labels, out, nodes, edges]) AS rows } RETURN p AS parent, rows," + noFacts, nil
}

// node takes in the edges at one node.
func (e *expansion) node(rec *record) error {
	var edges []kg.Neighbour
	for _, group := range rec.rows {
		parts, ok := group.([]any)
		if !ok || len(parts) != 5 {
			return damagedError("a frontier", group)
		}
		var err error
		if edges, err = e.group(edges, parts); err != nil {
			return err
		}
	}
	slices.SortFunc(edges, func(a, b kg.Neighbour) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Edge, b.Edge))
	})
	e.edges[rec.parent] = edges
	e.store.met.addAll(edges)
	e.read += len(edges)
	if limit := e.frontier.Limit; limit > 0 && e.read > limit {
		return errEnough
	}
	return nil
}

// group takes in edges of one relation that lead to nodes of one kind.
func (e *expansion) group(edges []kg.Neighbour, parts []any) ([]kg.Neighbour, error) {
	relation, err := e.store.catalog.relation(parts[0])
	if err != nil {
		return nil, err
	}
	labels, _ := parts[1].([]any)
	kind, err := e.store.catalog.kind(labels)
	if err != nil {
		return nil, err
	}
	out, _ := parts[2].(bool)
	nodes, _ := parts[3].([]any)
	numbers, _ := parts[4].([]any)
	if len(nodes) != len(numbers) {
		return nil, damagedError("a frontier", parts[3])
	}
	edges = slices.Grow(edges, len(nodes))
	for i := range nodes {
		n := kg.Neighbour{Kind: kind.Index(), Relation: relation.Index(), Out: out}
		var okNode, okEdge bool
		n.Node, okNode = nodes[i].(int64)
		n.Edge, okEdge = numbers[i].(int64)
		if !okNode || !okEdge {
			return nil, damagedError("a frontier", nodes[i])
		}
		edges = append(edges, n)
	}
	return edges, nil
}
