package sqlitestore

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"innograph/kg"
)

// errEnough ends a reading that has what it needs.
var errEnough = errors.New("enough")

// Expand reads the edges at all nodes of a frontier in one statement.
func (r *reader) Expand(ctx context.Context, f *kg.Frontier) (*kg.Adjacency, error) {
	var found *kg.Adjacency
	err := r.view(ctx, false, func(ses *session, c *catalog) error {
		e := &expansion{reading: &reading{ctx: ctx, session: ses, catalog: c, viewer: r.viewer}, frontier: f}
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
	*reading
	frontier *kg.Frontier
	found    kg.Adjacency
}

func (e *expansion) run() (*kg.Adjacency, error) {
	f := e.frontier
	st := e.statement()
	st.arg(string(appendNumbers(nil, f.Nodes)))
	text, err := st.expand(f)
	if err != nil {
		return nil, err
	}
	e.found.Offsets = make([]int, 1, len(f.Nodes)+1)
	if len(f.Nodes) > 0 {
		if err := e.each(st, text, e.node); err != nil && !errors.Is(err, errEnough) {
			return nil, err
		}
	}
	e.skip(len(f.Nodes))
	return &e.found, nil
}

// expand returns the statement of a frontier: an array of edges for each node. A
// node that may not be seen has none that may.
func (s *statement) expand(f *kg.Frontier) (string, error) {
	step, err := s.catalog.newStep("p.value", f.Relations, f.Direction, nil, f.On)
	if err != nil {
		return "", err
	}
	legs, err := s.legs(step)
	if err != nil {
		return "", err
	}
	texts := make([]string, len(legs))
	for i, l := range legs {
		l.node = true // for its kind
		texts[i] = "SELECT " + l.a + ".other AS other, " + l.a + ".edge AS edge, " + l.n + ".kind AS kind, " +
			l.a + ".relation AS relation, " + l.outFlag() + " AS out" + l.from()
	}
	return "SELECT p.key, (SELECT json_group_array(json_array(other, edge, kind, relation, out)) FROM (" + union(texts) + ")), 0 FROM json_each(?1) p", nil
}

// node takes in the edges at one node. They come unsorted: sorting them here
// costs less than in the statement.
func (e *expansion) node(key int64, json string, _ bool) error {
	e.skip(int(key))
	start := len(e.found.Edges)
	in := &scanner{text: json}
	in.open('[')
	for first := true; in.more(first, ']'); first = false {
		if err := e.edge(in); err != nil {
			return err
		}
	}
	if in.err != nil {
		return in.err
	}
	slices.SortFunc(e.found.Edges[start:], func(a, b kg.Neighbour) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Edge, b.Edge))
	})
	if limit := e.frontier.Limit; limit > 0 && len(e.found.Edges) > limit {
		e.found.Edges, e.found.Truncated = e.found.Edges[:limit], true
		return errEnough
	}
	return nil
}

// edge reads one edge.
func (e *expansion) edge(in *scanner) error {
	var n kg.Neighbour
	in.open('[')
	n.Node = in.int()
	in.comma()
	n.Edge = in.int()
	in.comma()
	kind := in.int()
	in.comma()
	relation := in.int()
	in.comma()
	n.Out = in.int() == 1
	in.take(']')
	if in.err != nil {
		return in.err
	}
	k, err := e.catalog.kind(kind)
	if err != nil {
		return err
	}
	r, err := e.catalog.relation(relation)
	if err != nil {
		return err
	}
	n.Kind, n.Relation = k.Index(), r.Index()
	e.found.Edges = append(e.found.Edges, n)
	return nil
}

// skip closes the lists of all nodes before the i-th.
func (e *expansion) skip(i int) {
	for len(e.found.Offsets) <= i {
		e.found.Offsets = append(e.found.Offsets, len(e.found.Edges))
	}
}
