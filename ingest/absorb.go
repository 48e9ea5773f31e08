package ingest

import (
	"slices"

	"innograph/kg"
)

// absorb takes up in a node others that a record shows to be the same: their
// identifiers, what is said of them, and their edges. They are then deleted.
func (p *plan) absorb(l *located, n *nodePlan, ties []tie) error {
	for _, t := range ties[1:] {
		other := p.stored[t.node]
		if t.node == ties[0].node || other == nil || n.now == nil || p.isAbsorbed(t.node) {
			continue
		}
		now, _, _, err := p.model.MergeNode(n.now, p.unite(n.now, other), p.opts.At)
		if err != nil {
			return err
		}
		edges, err := p.edgesOf(other.ID)
		if err != nil {
			return err
		}
		n.now = now
		n.kind = p.model.Kind(now.Kind)
		l.changed = true
		p.absorbed = append(p.absorbed, absorbed{other.ID, other.Version, distinctEdges(edges)})
		p.undo = append(p.undo, func() { p.absorbed = p.absorbed[:len(p.absorbed)-1] })
		for _, id := range now.Identifiers {
			p.claim(id, now.ID)
		}
		for _, e := range edges {
			if e = p.redirected(e, other.ID, now.ID); e != nil {
				l.moved = append(l.moved, e)
			}
		}
	}
	return nil
}

// An absorbed node is deleted only if it is still as it was read, with as many
// edges, lest one that has been added since goes with it.
type absorbed struct {
	id      kg.ID
	version int64
	edges   int
}

func (p *plan) isAbsorbed(id kg.ID) bool {
	return slices.ContainsFunc(p.absorbed, func(a absorbed) bool { return a.id == id })
}

// distinctEdges counts edges; one from a node to itself is found at both ends.
func distinctEdges(edges []*kg.Edge) int {
	seen := map[kg.ID]bool{}
	for _, e := range edges {
		seen[e.ID] = true
	}
	return len(seen)
}

// unite returns what a node becomes when another is taken up in it: for each
// property, and for the kind, the source with the higher precedence wins.
func (p *plan) unite(now, other *kg.Node) *kg.NodeChange {
	// Taking up must show nobody what was hidden from him.
	hidden := max(now.Visibility, other.Visibility)
	c := &kg.NodeChange{ID: now.ID, Kind: now.Kind, Properties: map[string]kg.Value{}, Visibility: &hidden}
	c.Identifiers = append(slices.Clone(other.Identifiers), kg.Identifier{Scheme: kg.FormerID, Value: string(other.ID)})
	mine, theirs := cloneAssertions(now.Provenance), cloneAssertions(other.Provenance)
	best := func(list []kg.Assertion) int {
		highest := -1
		for _, a := range list {
			highest = max(highest, p.precedenceOf(a, p.file.rank))
		}
		return highest
	}
	if best(theirs) > best(mine) {
		c.Kind = other.Kind
	}
	kind := p.model.Kind(c.Kind)
	held := func(list []kg.Assertion, name string) (at, rank int) {
		at = slices.IndexFunc(list, func(a kg.Assertion) bool { return slices.Contains(a.Properties, name) })
		if at < 0 {
			return at, p.file.rank
		}
		return at, p.precedenceOf(list[at], p.file.rank)
	}
	for name, v := range other.Properties {
		at, rank := held(theirs, name)
		mineAt, mineRank := held(mine, name)
		_, there := now.Properties[name]
		if !sameProperty(p.model.Kind(other.Kind).Property(name), kind.Property(name)) || there && rank <= mineRank {
			if at >= 0 {
				lose(&theirs[at], name)
			}
			continue
		}
		c.Properties[name] = v
		if mineAt >= 0 {
			lose(&mine[mineAt], name)
		}
	}
	m := &merge{run: p.run}
	present := make(map[string]kg.Value, len(now.Properties))
	for name, v := range now.Properties {
		if _, replaced := c.Properties[name]; !replaced {
			present[name] = v
		}
	}
	m.dropUnfit(present, p.model.Kind(now.Kind), kind, mine, c.Properties)
	c.Provenance = append(mine, theirs...)
	p.sort(c.Provenance, p.file.rank)
	return c
}

// edgesOf returns all edges of a node.
func (p *plan) edgesOf(id kg.ID) ([]*kg.Edge, error) {
	hop := kg.Hop{Direction: kg.Both, Page: kg.Page{Limit: allEdges}, EdgeProperties: map[string][]string{},
		EdgeFacts: kg.FactVersion | kg.FactProvenance}
	for i := range p.model.Relations {
		r := &p.model.Relations[i]
		for j := range r.Properties {
			hop.EdgeProperties[r.Name] = append(hop.EdgeProperties[r.Name], r.Properties[j].Name)
		}
	}
	result, err := p.reader.Read(p.ctx, &kg.Query{Start: kg.Start{IDs: []kg.ID{id}}, Select: kg.Selection{Hops: []kg.Hop{hop}}})
	if err != nil {
		return nil, err
	}
	var edges []*kg.Edge
	for i := range result.Root.Hops[0].Rows {
		row := &result.Root.Hops[0].Rows[i]
		edges = append(edges, edgeOf(row.Edge.Relation, hop.EdgeProperties[row.Edge.Relation.Name], id, row))
		if m := p.run.nodes[row.ID]; m == nil {
			p.run.nodes[row.ID] = &met{kind: row.Kind}
		}
	}
	return edges, nil
}

// redirected returns an edge of a node as one of another, nil where that would
// lead from a node to itself.
func (p *plan) redirected(e *kg.Edge, from, to kg.ID) *kg.Edge {
	moved := *e
	if moved.From == from {
		moved.From = to
	}
	if moved.To == from {
		moved.To = to
	}
	if moved.From == moved.To {
		return nil
	}
	id, err := p.model.EdgeIDOf(&kg.EdgeChange{Relation: e.Relation, From: moved.From, To: moved.To, Properties: e.Properties})
	if err != nil {
		return nil
	}
	moved.ID, moved.Number = id, 0
	return &moved
}

// move plans a redirected edge. Where the edge is there already, both sources
// vouch for it; where it does not fit the kind its end has become, or the only
// place is taken, it goes.
func (p *plan) move(l *located, moved *kg.Edge) {
	r := p.model.Relation(moved.Relation)
	if !slices.Contains(r.From, p.node(moved.From).kind.Name) || !slices.Contains(r.To, p.node(moved.To).kind.Name) {
		l.leave(moved.ID, r.Name+": a better source gives its end another kind")
		return
	}
	if other, there := p.only[onlyKey{r, moved.From}]; r.ToMax == 1 && there && other != moved.ID {
		l.leave(moved.ID, r.Name+": another node stands there by a source that is no worse")
		return
	}
	e := p.edges[moved.ID]
	if e == nil {
		e = &edgePlan{relation: r, before: p.storedEdges[moved.ID]}
		e.now = e.before
		p.edges[moved.ID] = e
		p.order.edges = append(p.order.edges, moved.ID)
	}
	old := *e
	p.undo = append(p.undo, func() { *e = old })
	if e.now == nil {
		e.now = moved
		return
	}
	both := *e.now
	both.Properties = make(map[string]kg.Value, len(e.now.Properties))
	for name, v := range moved.Properties {
		both.Properties[name] = v
	}
	for name, v := range e.now.Properties {
		both.Properties[name] = v
	}
	both.Visibility = max(e.now.Visibility, moved.Visibility)
	both.Provenance = append(slices.Clone(e.now.Provenance), moved.Provenance...)
	p.sort(both.Provenance, p.file.rank)
	e.now = &both
}
