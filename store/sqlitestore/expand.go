package sqlitestore

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
// node that may not be seen has none that may. Where there are more edges than
// the limit, which counting them up to there tells, only so many are sorted and
// read, and one more; usually there are fewer, and sorting is left to node.
func (s *statement) expand(f *kg.Frontier) (string, error) {
	along, err := query.NewStep(s.catalog.model, f.Relations, f.Direction, nil, f.On)
	if err != nil {
		return "", err
	}
	legs, err := s.legs(&step{along, "p.value"})
	if err != nil {
		return "", err
	}
	whole := s.neighbours(legs)
	if f.Limit <= 0 {
		return whole, nil
	}
	limit := min(f.Limit, math.MaxInt-1)
	edges, sorted := make([]string, len(legs)), make([]string, len(legs))
	for i, l := range legs {
		l.node = false
		from := " FROM json_each(?1) p CROSS JOIN " + l.tables() + fragment.Where(l.conditions...)
		edges[i] = "SELECT 1" + from
		sorted[i] = "SELECT p.key AS key, " + l.a + ".other AS other, " + l.a + ".edge AS edge, " +
			l.a + ".relation AS relation, " + l.outFlag() + " AS out" + from
	}
	most, beyond := s.arg(limit), s.arg(limit+1)
	return "WITH cut (edges) AS MATERIALIZED (SELECT CASE WHEN (SELECT count(*) FROM (" + union(edges) + " LIMIT " + beyond + ")) > " + most +
		" THEN " + beyond + " ELSE 0 END) " + whole + " WHERE (SELECT edges FROM cut) = 0" +
		" UNION ALL SELECT t.key, json_group_array(json_array(t.other, t.edge, n.kind, t.relation, t.out)), 0 FROM (" +
		union(sorted) + " ORDER BY key, other, edge LIMIT (SELECT edges FROM cut)) t CROSS JOIN node n ON n.number = t.other GROUP BY t.key", nil
}

// neighbours returns the query for all edges at each node.
func (s *statement) neighbours(legs []*leg) string {
	texts := make([]string, len(legs))
	for i, l := range legs {
		l.node = true // for its kind
		texts[i] = "SELECT " + l.a + ".other AS other, " + l.a + ".edge AS edge, " + l.n + ".kind AS kind, " +
			l.a + ".relation AS relation, " + l.outFlag() + " AS out" + l.from()
	}
	return eachParent("(SELECT json_group_array(json_array(other, edge, kind, relation, out)) FROM (" + union(texts) + ")), 0")
}

// node takes in the edges at one node. They may come unsorted: sorting them here
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
