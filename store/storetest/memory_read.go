package storetest

import (
	"slices"

	"innograph/kg"
)

// hit is a node met by a read, with the edge that led to it. A start by edges
// has no node.
type hit struct {
	node *kg.Node
	edge *kg.Edge
	out  bool

	score int64 // of a search
}

// number returns the number of the hit's node, or 0.
func (h hit) number() int64 {
	if h.node == nil {
		return 0
	}
	return h.node.Number
}

// reading is one Read under way.
type reading struct {
	*view
	budget int // rows still allowed; negative: no bound
}

func (v *view) read(q *kg.Query) (*kg.Result, error) {
	if err := checkQuery(v.graph.model, q); err != nil {
		return nil, err
	}
	r := &reading{view: v, budget: q.Budget}
	if q.Budget == 0 {
		r.budget = -1
	}
	parents, facts, err := r.start(&q.Start)
	if err != nil {
		return nil, err
	}
	keys := make([][][]kg.Value, len(parents))
	if q.Start.List != nil && q.Start.List.Page.Keys {
		keys[0] = r.sortKeys(parents[0], q.Start.List.Order)
	}
	if q.Start.Search != nil && q.Start.Search.Page.Keys {
		keys[0] = scoreKeys(parents[0])
	}
	edges := edgeWants{q.Start.EdgeProperties, q.Start.EdgeFacts}
	root, err := r.level(parents, facts, keys, &q.Select, edges)
	if err != nil {
		return nil, err
	}
	return &kg.Result{Root: root}, nil
}

// named returns the nodes of an identifier, which without scheme may be several.
func (r *reading) named(id kg.Identifier) []hit {
	var numbers []int64
	if id.Scheme != "" {
		if number, known := r.graph.identifiers[id]; known {
			numbers = append(numbers, number)
		}
	} else {
		for known, number := range r.graph.identifiers {
			if known.Value == id.Value {
				numbers = append(numbers, number)
			}
		}
	}
	slices.Sort(numbers)
	var hits []hit
	for _, number := range slices.Compact(numbers) {
		if n := r.node(number); n != nil && len(hits) < kg.MaxNamesakes {
			hits = append(hits, hit{node: n})
		}
	}
	return hits
}

// start returns the hits of each root parent.
func (r *reading) start(s *kg.Start) ([][]hit, []kg.PageFacts, error) {
	if s.List != nil {
		hits, facts, err := r.list(s.List)
		return [][]hit{hits}, []kg.PageFacts{facts}, err
	}
	if s.Search != nil {
		hits, facts, err := r.search(s.Search)
		return [][]hit{hits}, []kg.PageFacts{facts}, err
	}
	var parents [][]hit
	add := func(number int64) {
		if n := r.node(number); n != nil {
			parents = append(parents, []hit{{node: n}})
		} else {
			parents = append(parents, nil)
		}
	}
	for _, id := range s.IDs {
		add(r.graph.standsFor(id))
	}
	for _, number := range s.Numbers {
		add(number)
	}
	for _, id := range s.Identifiers {
		parents = append(parents, r.named(id))
	}
	for _, number := range s.Edges {
		if e := r.edge(number); e != nil {
			parents = append(parents, []hit{{edge: e, out: true}})
		} else {
			parents = append(parents, nil)
		}
	}
	return parents, make([]kg.PageFacts, len(parents)), nil
}

// listed returns all that a list has, unordered.
func (v *view) listed(l *kg.List) []hit {
	var hits []hit
	for _, number := range v.graph.nodeNumbers() {
		n := v.node(number)
		if n != nil && slices.Contains(l.Kinds, n.Kind) && v.nodeHolds(l.Filter, n) {
			hits = append(hits, hit{node: n})
		}
	}
	return hits
}

func (r *reading) list(l *kg.List) ([]hit, kg.PageFacts, error) {
	hits := r.listed(l)
	page, facts, err := r.page(hits, l.Order, l.Page)
	if l.Total {
		facts.Total = int64(len(hits))
	}
	return page, facts, err
}

// level makes the rows of a level and, below them, its hops.
func (r *reading) level(parents [][]hit, facts []kg.PageFacts, keys [][][]kg.Value, s *kg.Selection, edges edgeWants) (*kg.Level, error) {
	level := &kg.Level{Offsets: []int{0}, Pages: facts}
	var hits []hit
	for i, parent := range parents {
		for j, h := range parent {
			row := r.row(h, s, edges)
			if keys[i] != nil {
				row.Key = keys[i][j]
			}
			level.Rows = append(level.Rows, row)
		}
		hits = append(hits, parent...)
		level.Offsets = append(level.Offsets, len(level.Rows))
	}
	if r.budget >= 0 {
		if len(hits) > r.budget {
			return nil, &kg.Error{Kind: kg.ErrTooLarge, Subject: "query", Reason: "the answer has more rows than allowed; ask for smaller pages or fewer levels"}
		}
		r.budget -= len(hits)
	}
	for i := range s.Hops {
		below, err := r.hop(hits, &s.Hops[i])
		if err != nil {
			return nil, err
		}
		level.Hops = append(level.Hops, below)
	}
	return level, nil
}

// hop makes the level that a hop from these rows leads to.
func (r *reading) hop(from []hit, h *kg.Hop) (*kg.Level, error) {
	parents := make([][]hit, len(from))
	facts := make([]kg.PageFacts, len(from))
	keys := make([][][]kg.Value, len(from))
	order := h.Order
	if len(order) == 0 {
		order = kg.DefaultOrder(r.graph.model, h.Relations)
	}
	for i, parent := range from {
		if h.Edge != kg.NoEnd {
			parents[i] = r.edgeEnd(parent, h.Edge)
			continue
		}
		if parent.node == nil || len(h.From) > 0 && !slices.Contains(h.From, parent.node.Kind) {
			continue
		}
		all := r.neighbours(parent.node, h)
		var err error
		if parents[i], facts[i], err = r.page(all, order, h.Page); err != nil {
			return nil, err
		}
		if h.Total {
			facts[i].Total = int64(len(all))
		}
		if h.Counts {
			facts[i].Counts = r.relationCounts(all)
		}
		if h.Page.Keys {
			keys[i] = r.sortKeys(parents[i], order)
		}
	}
	return r.level(parents, facts, keys, &h.Select, edgeWants{h.EdgeProperties, h.EdgeFacts})
}

// edgeEnd returns the node at one end of the edge that led to a hit.
func (r *reading) edgeEnd(h hit, end kg.EdgeEnd) []hit {
	if h.edge == nil {
		return nil
	}
	id := h.edge.From
	if end == kg.ToEnd {
		id = h.edge.To
	}
	return []hit{{node: r.graph.nodeByID(id)}}
}

// neighbours returns all that a hop meets from a node, unordered.
func (v *view) neighbours(n *kg.Node, h *kg.Hop) []hit {
	var hits []hit
	for _, met := range v.follow(n, h.Relations, h.Direction, h.On) {
		if len(h.To) > 0 && !slices.Contains(h.To, met.node.Kind) {
			continue
		}
		if v.nodeHolds(h.Filter, met.node) && v.edgeHolds(h.EdgeFilter, met.edge) {
			hits = append(hits, met)
		}
	}
	return hits
}

// follow returns the visible edges of some relations, all for none, at a node,
// in edge order, each with the node at its other end. A loop is met once.
func (v *view) follow(n *kg.Node, relations []string, d kg.Direction, on string) []hit {
	var hits []hit
	for _, number := range v.graph.at[n.Number] {
		e := v.edge(number)
		if e == nil || len(relations) > 0 && !slices.Contains(relations, e.Relation) || !v.holdsOn(e, on) {
			continue
		}
		out := e.From == n.ID && d != kg.In
		in := e.To == n.ID && d != kg.Out
		if !out && !in {
			continue
		}
		other := e.From
		if out {
			other = e.To
		}
		hits = append(hits, hit{node: v.graph.nodeByID(other), edge: e, out: out})
	}
	return hits
}

// holdsOn reports whether an edge holds on a day. What has no dates always
// does, and everything does when no day is named.
func (v *view) holdsOn(e *kg.Edge, day string) bool {
	return day == "" || !v.graph.model.Relation(e.Relation).Dated ||
		kg.HoldsOn(e.Properties["from"], e.Properties["to"], day)
}

func (r *reading) relationCounts(hits []hit) []kg.RelationCount {
	var counts []kg.RelationCount
	for i := range r.graph.model.Relations {
		relation := &r.graph.model.Relations[i]
		for _, d := range []kg.Direction{kg.Out, kg.In} {
			c := kg.RelationCount{Relation: relation, Direction: d}
			for _, h := range hits {
				if h.edge.Relation == relation.Name && h.out == (d == kg.Out) {
					c.Count++
				}
			}
			if c.Count > 0 {
				counts = append(counts, c)
			}
		}
	}
	return counts
}
