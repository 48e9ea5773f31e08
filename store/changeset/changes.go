package changeset

import (
	"iter"
	"slices"
	"time"

	"innograph/kg"
	"innograph/store/layout"
)

// Changes are what a changeset changes, for an engine to write: what goes first,
// so that identifiers and maxima are free, then nodes, then the edges at them.
type Changes struct {
	At    time.Time    // when: the time of nodes that move on
	Nodes []*NodeState // that differ, in the order in which they came to
	Edges []*EdgeState
	state *state
}

// A NodeState is a node during a changeset: as the store has it, and as it is to
// be. Neither is ever changed in place.
type NodeState struct {
	Stored *kg.Node // nil: not in the store. Whole only where Body is set and the node is not Fresh
	Now    *kg.Node // nil: no longer there. Whole only where Body is set
	Body   bool     // Now differs in more than version and time

	touched bool
}

// An EdgeState is an edge during a changeset, as NodeState is a node.
type EdgeState struct {
	Stored *Edge
	Now    *Edge

	touched bool
}

// Replaced reports whether the node in the store goes, even if one of its id
// comes again.
func (n *NodeState) Replaced() bool {
	return n.Stored != nil && (n.Now == nil || n.Now.Number != n.Stored.Number)
}

// Fresh reports whether there is a node to be created.
func (n *NodeState) Fresh() bool { return n.Now != nil && (n.Stored == nil || n.Replaced()) }

// Moved reports whether a node that stays gets another version and time, and
// nothing else.
func (n *NodeState) Moved() bool { return n.Now != nil && !n.Body && !n.Fresh() }

// Replaced reports whether the edge in the store goes, even if one of its id
// comes again.
func (e *EdgeState) Replaced() bool {
	return e.Stored != nil && (e.Now == nil || e.Now.Number != e.Stored.Number)
}

// Fresh reports whether there is an edge to be created.
func (e *EdgeState) Fresh() bool { return e.Now != nil && (e.Stored == nil || e.Replaced()) }

// Level returns the level of an edge when all is done.
func (c *Changes) Level(e *kg.Edge) int {
	return layout.EdgeLevel(e.Visibility, c.state.node(e.From).Visibility, c.state.node(e.To).Visibility)
}

// Gone returns the numbers of the nodes in the store that go, with their
// identifiers. Their edges are among those that go.
func (c *Changes) Gone() []int64 {
	var gone []int64
	for _, n := range c.Nodes {
		if n.Replaced() {
			gone = append(gone, n.Stored.Number)
		}
	}
	return gone
}

// Reseen returns the numbers of the nodes in the store that stay and that others
// see from now on, so that the levels of all their edges change.
func (c *Changes) Reseen() []int64 {
	var reseen []int64
	for _, n := range c.Nodes {
		if n.Stored != nil && !n.Replaced() && n.Stored.Visibility != n.Now.Visibility {
			reseen = append(reseen, n.Now.Number)
		}
	}
	return reseen
}

// Reworded reports whether the words by which a search finds a node that is there
// differ from those in the store.
func (c *Changes) Reworded(n *NodeState) bool {
	if n.Now == nil || !n.Body {
		return false
	}
	if n.Fresh() || n.Stored.Kind != n.Now.Kind {
		return true
	}
	k := c.state.model.Kind(n.Now.Kind)
	return !slices.Equal(k.SearchFields(n.Stored.Properties), k.SearchFields(n.Now.Properties))
}

// Released returns the identifiers that nodes which stay give up.
func (c *Changes) Released() []kg.Identifier {
	var released []kg.Identifier
	for _, n := range c.Nodes {
		if n.Stored == nil || n.Replaced() || !n.Body {
			continue
		}
		for _, id := range n.Stored.Identifiers {
			if !slices.Contains(n.Now.Identifiers, id) {
				released = append(released, id)
			}
		}
	}
	return released
}

// Claimed returns the identifiers that nodes come to, each with the number of its
// node.
func (c *Changes) Claimed() iter.Seq2[kg.Identifier, int64] {
	return func(yield func(kg.Identifier, int64) bool) {
		for _, n := range c.Nodes {
			if n.Now == nil || !n.Body {
				continue
			}
			for _, id := range n.Now.Identifiers {
				if !n.Fresh() && slices.Contains(n.Stored.Identifiers, id) {
					continue
				}
				if !yield(id, n.Now.Number) {
					return
				}
			}
		}
	}
}

// touchNode has a node written at the end.
func (c *Changes) touchNode(n *NodeState) {
	if !n.touched {
		n.touched = true
		c.Nodes = append(c.Nodes, n)
	}
}

func (c *Changes) touchEdge(e *EdgeState) {
	if !e.touched {
		e.touched = true
		c.Edges = append(c.Edges, e)
	}
}
