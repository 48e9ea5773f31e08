package ingest

import (
	"maps"

	"innograph/kg"
)

// changeset returns what the plan changes, and what must not have changed
// meanwhile.
func (p *plan) changeset() *kg.Changeset {
	cs := &kg.Changeset{At: p.opts.At, Actor: p.actor(), Bulk: true, DeleteEdges: p.deletes}
	for _, id := range p.order.nodes {
		n := p.nodes[id]
		if n.now == n.before {
			continue
		}
		cs.Nodes = append(cs.Nodes, *p.nodeDifference(n.before, n.now))
		expected := kg.Precondition{ID: id}
		if n.before != nil {
			expected.Version = n.before.Version
		}
		cs.Expect = append(cs.Expect, expected)
	}
	for _, a := range p.absorbed {
		cs.DeleteNodes = append(cs.DeleteNodes, a.id)
		cs.Expect = append(cs.Expect, kg.Precondition{ID: a.id, Version: a.version, Edges: &a.edges})
	}
	for _, id := range p.order.edges {
		if e := p.edges[id]; e.now != e.before {
			cs.Edges = append(cs.Edges, *edgeDifference(e))
		}
	}
	return cs
}

func (p *plan) nodeDifference(before, now *kg.Node) *kg.NodeChange {
	c := &kg.NodeChange{ID: now.ID, Kind: now.Kind, Properties: now.Properties, Identifiers: now.Identifiers, Provenance: now.Provenance}
	if before == nil {
		if now.Visibility != kg.Public {
			c.Visibility = &now.Visibility
		}
		return c
	}
	c.Properties = propertyDifference(before.Properties, now.Properties)
	kind := p.model.Kind(now.Kind)
	for name := range before.Properties {
		if _, there := now.Properties[name]; there {
			continue
		}
		if kind.Property(name) != nil {
			c.Properties[name] = kg.Null
		}
		if before.Kind != now.Kind {
			p.removed++
		}
	}
	if before.Visibility != now.Visibility {
		c.Visibility = &now.Visibility
	}
	return c
}

func propertyDifference(before, now map[string]kg.Value) map[string]kg.Value {
	changes := map[string]kg.Value{}
	for name, v := range now {
		if !before[name].Equal(v) {
			changes[name] = v
		}
	}
	return changes
}

func edgeDifference(e *edgePlan) *kg.EdgeChange {
	now := e.now
	c := &kg.EdgeChange{Relation: now.Relation, From: now.From, To: now.To, Properties: now.Properties, Provenance: now.Provenance}
	var before kg.Visibility
	if e.before != nil {
		before = e.before.Visibility
		c.Properties = propertyDifference(e.before.Properties, now.Properties)
		for name := range e.before.Properties {
			if _, there := now.Properties[name]; !there {
				c.Properties[name] = kg.Null
			}
		}
		for _, name := range e.relation.Key {
			c.Properties[name] = now.Properties[name]
		}
	}
	if now.Visibility != before {
		c.Visibility = &now.Visibility
	}
	return c
}

// commit remembers what has been written and accounts for the rows.
func (p *plan) commit() error {
	maps.Copy(p.run.index, p.index)
	for id, n := range p.nodes {
		p.commitNode(id, n)
	}
	for _, a := range p.absorbed {
		delete(p.run.nodes, a.id)
	}
	p.account.United += len(p.absorbed)
	for id, e := range p.edges {
		if e.now == nil {
			continue
		}
		m := p.run.edges[id]
		if m == nil {
			m = &metEdge{relation: e.relation}
			p.run.edges[id] = m
		}
		m.outcome = later(m.outcome, outcomeOf(e.before == nil, e.now != e.before))
	}
	p.account.Removed.Properties += p.removed
	p.account.Removed.Edges += len(p.deletes)
	for _, e := range p.leftOut {
		if e.id == "" || !p.left[e.id] {
			p.left[e.id] = true
			p.account.LeftOut[e.reason]++
		}
	}
	return p.commitRows()
}

func (p *plan) commitNode(id kg.ID, n *nodePlan) {
	m := p.run.nodes[id]
	if m == nil {
		if n.now == nil {
			return
		}
		m = &met{}
		p.run.nodes[id] = m
	}
	m.kind, m.line, m.supplied, m.complete = n.kind, n.line, n.supplied, n.complete
	if p.file != nil {
		m.file = p.file.file
	}
	if n.now == nil || !n.supplied {
		return
	}
	o := outcomeOf(n.before == nil, n.now != n.before)
	m.fresh = m.fresh || o == created
	m.outcome = later(m.outcome, o)
	for _, identifier := range n.now.Identifiers {
		p.run.index[identifier] = id
	}
}

func outcomeOf(isNew, changed bool) outcome {
	switch {
	case isNew:
		return created
	case changed:
		return updated
	default:
		return unchanged
	}
}

// later returns what counts when something has been met twice: that it was
// created, else that it was updated.
func later(a, b outcome) outcome { return max(a, b) }

func (p *plan) commitRows() error {
	if p.file == nil {
		return nil
	}
	for i, rec := range p.accepted {
		o := p.outcomes[i]
		if before, waits := p.file.waiting[rec.Line]; waits {
			o = rowOutcome{changed: o.changed || before.changed, merged: o.merged || before.merged}
			delete(p.file.waiting, rec.Line)
		} else if p.file.deferred[rec.Line] {
			p.file.waiting[rec.Line] = o
			continue
		}
		switch {
		case o.changed && o.merged:
			p.file.account.Merged++
		case o.changed:
			p.file.account.Written++
		default:
			p.file.account.Unchanged++
		}
	}
	for _, r := range p.rejected {
		if err := p.refuse(r.record, r.reason); err != nil {
			return err
		}
	}
	return nil
}
