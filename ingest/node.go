package ingest

import (
	"fmt"
	"slices"
	"strings"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// located is a row whose nodes are known.
type located struct {
	rowOutcome
	record *mapping.Record
	ids    []kg.ID // of Record.Nodes
	edges  []*joint
	moved  []*kg.Edge // of nodes that have been absorbed, under their new ids
	undo   []func()
}

// row plans the nodes of a row, and where its edges lead.
func (p *plan) row(rec *mapping.Record) (*located, error) {
	l := &located{record: rec, ids: make([]kg.ID, len(rec.Nodes))}
	for i, n := range rec.Nodes {
		id, err := p.locate(n)
		if err != nil {
			return nil, err
		}
		l.ids[i] = id
		if p.late {
			continue
		}
		if err := p.state(l, n, id); err != nil {
			return nil, err
		}
	}
	if !p.late && p.file != nil && p.file.deferred[rec.Line] {
		l.undo = slices.Clone(p.undo)
		return l, nil
	}
	for _, e := range rec.Edges {
		j, err := p.joint(l, e)
		if err != nil {
			return nil, err
		}
		if j != nil {
			l.edges = append(l.edges, j)
		}
	}
	l.undo = slices.Clone(p.undo)
	return l, nil
}

// idOf returns the id of a node born of a record.
func idOf(n *mapping.Node) kg.ID {
	first := n.Identifiers[0]
	natural := strings.HasPrefix(first.Scheme, n.Kind.Name+".")
	source := n.Kind.Name == sourceKind && first.Scheme == sourceScheme // its id must be sourceID
	if natural || source {
		return kg.NodeID(n.Kind.Name, first.Value)
	}
	return kg.NodeID(n.Kind.Name, first.Scheme+"."+first.Value)
}

// locate returns the id of the node a record is about: of the holder of its
// identifiers, of the node it is one with by name, or a new one.
func (p *plan) locate(n *mapping.Node) (kg.ID, error) {
	var found kg.ID
	for _, id := range n.Identifiers {
		holder := p.holder(id)
		switch {
		case holder == "" || holder == found:
		case found == "":
			found = holder
		default:
			return "", fmt.Errorf("its identifiers belong to two nodes, %s and %s (by %s %q); correct the identifier that is wrong",
				found, holder, id.Scheme, id.Value)
		}
	}
	if found != "" {
		return found, nil
	}
	if ties := p.tiesOf(n.Identifiers[0]); len(ties) > 0 {
		return ties[0].node, nil
	}
	return idOf(n), nil
}

func (p *plan) holder(id kg.Identifier) kg.ID {
	if node, ok := p.index[id]; ok {
		return node
	}
	return p.run.index[id]
}

// node returns the plan for a node, which may not have been read.
func (p *plan) node(id kg.ID) *nodePlan {
	n := p.nodes[id]
	if n == nil {
		n = &nodePlan{before: p.stored[id]}
		n.now = n.before
		if m := p.run.nodes[id]; m != nil {
			n.kind, n.line, n.supplied, n.complete = m.kind, m.line, m.supplied, slices.Clone(m.complete)
			if m.file != nil && p.file != nil && m.file != p.file.file {
				n.line = 0
			}
		}
		if n.before != nil {
			n.kind = p.model.Kind(n.before.Kind)
		}
		p.nodes[id] = n
		p.order.nodes = append(p.order.nodes, id)
	}
	return n
}

// state plans what a record says about a node.
func (p *plan) state(l *located, stated *mapping.Node, id kg.ID) error {
	n := p.node(id)
	old := *n
	old.complete = slices.Clip(old.complete)
	p.undo = append(p.undo, func() { *n = old })
	if !stated.Shared {
		if n.line != 0 && n.line != l.record.Line {
			return fmt.Errorf("line %d is about the same %s already (%s)", n.line, stated.Kind.Name, id)
		}
		n.line = l.record.Line
	}
	if n.now == nil && slices.Contains(n.complete, statementOf(stated)) {
		return nil // it has been stated in full in this run
	}
	m := &merge{run: p.run, source: p.sourceOf(), rank: p.rankOf(), stated: stated, fill: n.supplied}
	if ties := p.tiesOf(stated.Identifiers[0]); len(ties) > 0 && ties[0].node == id {
		m.ties = ties
		if err := p.absorb(l, n, ties); err != nil {
			return err
		}
	}
	change := m.change(id, n.now)
	now, changed, _, err := p.model.MergeNode(n.now, change, p.opts.At)
	if err != nil {
		return err
	}
	if m.joins && (!stated.Shared || len(stated.Match) > 0) {
		l.merged = true
	}
	n.kind, n.supplied = p.model.Kind(now.Kind), true
	if m.complete && stated.Shared {
		n.complete = append(n.complete, statementOf(stated))
	}
	if !changed {
		if n.now == nil {
			n.now = now
		}
		return nil
	}
	l.changed = true
	n.now = now
	for _, id := range now.Identifiers {
		p.claim(id, now.ID)
	}
	return nil
}

// claim enters an identifier for the rows that follow.
func (p *plan) claim(id kg.Identifier, node kg.ID) {
	if p.holder(id) == node {
		return
	}
	p.index[id] = node
	p.undo = append(p.undo, func() { delete(p.index, id) })
}

func (p *plan) sourceOf() string {
	if p.file == nil {
		return ""
	}
	return p.file.source
}

func (p *plan) rankOf() int {
	if p.file == nil {
		return 0
	}
	return p.file.rank
}
