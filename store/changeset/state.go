package changeset

import (
	"cmp"
	"slices"

	"innograph/kg"
)

// A state is what a changeset touches.
type state struct {
	model *kg.Model
	tx    Transaction
	nodes map[kg.ID]*NodeState
	edges map[kg.ID]*EdgeState
	at    map[kg.ID][]*EdgeState // edges at the nodes that may lose them, or whose are counted, by number
}

// node returns what there is of a node that has been loaded, or nil.
func (s *state) node(id kg.ID) *kg.Node {
	if n := s.nodes[id]; n != nil {
		return n.Now
	}
	return nil
}

// load reads all that a changeset refers to, in a few calls whatever its size.
func (s *state) load(cs *kg.Changeset, edgeIDs []kg.ID) error {
	if err := s.loadChanged(cs.Nodes); err != nil {
		return err
	}
	heads := slices.Clone(cs.DeleteNodes)
	for _, p := range cs.Expect {
		heads = append(heads, p.ID)
	}
	for i := range cs.Edges {
		heads = append(heads, cs.Edges[i].From, cs.Edges[i].To)
	}
	if err := s.loadHeads(heads); err != nil {
		return err
	}
	if ids := slices.Concat(cs.DeleteEdges, edgeIDs); len(ids) > 0 {
		if err := s.tx.Edges(ids, s.foundEdge); err != nil {
			return err
		}
	}
	if err := s.loadLosers(cs); err != nil {
		return err
	}
	heads = heads[:0]
	for _, e := range s.edges {
		heads = append(heads, e.Stored.From, e.Stored.To)
	}
	slices.Sort(heads)
	return s.loadHeads(slices.Compact(heads))
}

func (s *state) loadChanged(changes []kg.NodeChange) error {
	if len(changes) == 0 {
		return nil
	}
	ids := make([]kg.ID, len(changes))
	for i := range changes {
		ids[i] = changes[i].ID
	}
	return s.tx.Nodes(ids, s.foundNode)
}

// loadHeads reads the heads of nodes that have not been loaded.
func (s *state) loadHeads(ids []kg.ID) error {
	ids = slices.DeleteFunc(ids, func(id kg.ID) bool { return s.nodes[id] != nil })
	if len(ids) == 0 {
		return nil
	}
	return s.tx.Heads(ids, s.foundNode)
}

func (s *state) foundNode(n *kg.Node) {
	if s.nodes[n.ID] == nil {
		s.nodes[n.ID] = &NodeState{Stored: n, Now: n}
	}
}

func (s *state) foundEdge(e *Edge) {
	if s.edges[e.ID] == nil {
		s.edges[e.ID] = &EdgeState{Stored: e, Now: e}
	}
}

// loadLosers reads the edges at nodes that are to be deleted or change their
// kind, or whose edges are to be counted.
func (s *state) loadLosers(cs *kg.Changeset) error {
	losers := map[kg.ID]bool{}
	for _, id := range cs.DeleteNodes {
		losers[id] = s.nodes[id] != nil
	}
	for i := range cs.Nodes {
		if n := s.nodes[cs.Nodes[i].ID]; n != nil && n.Now.Kind != cs.Nodes[i].Kind {
			losers[n.Now.ID] = true
		}
	}
	for _, p := range cs.Expect {
		if p.Edges != nil {
			losers[p.ID] = s.nodes[p.ID] != nil
		}
	}
	var numbers []int64
	for id, is := range losers {
		if is {
			numbers = append(numbers, s.nodes[id].Stored.Number)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	slices.Sort(numbers)
	if err := s.tx.EdgesAt(numbers, s.foundEdge); err != nil {
		return err
	}
	for _, e := range s.edges {
		if losers[e.Stored.From] {
			s.at[e.Stored.From] = append(s.at[e.Stored.From], e)
		}
		if losers[e.Stored.To] && e.Stored.To != e.Stored.From {
			s.at[e.Stored.To] = append(s.at[e.Stored.To], e)
		}
	}
	for _, edges := range s.at {
		slices.SortFunc(edges, func(a, b *EdgeState) int { return cmp.Compare(a.Stored.Number, b.Stored.Number) })
	}
	return nil
}
