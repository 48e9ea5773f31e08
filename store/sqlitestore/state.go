package sqlitestore

import (
	"cmp"
	"slices"

	"innograph/kg"
)

// A nodeState is a node during a changeset: as the file has it, and as it is to
// be. Neither is ever changed in place.
type nodeState struct {
	stored *storedNode // nil: not in the file
	now    *kg.Node    // nil: not there, or no longer
	body   bool        // now differs in more than version and time

	touched bool // to be written
	long    any  // the JSON of its long texts, once its row has been written

	reworded bool // its words differ from those of the file
	words    *entry
}

// An edgeState is an edge during a changeset.
type edgeState struct {
	stored *storedEdge
	now    *storedEdge

	touched bool // to be written
}

// A state is what a changeset touches.
type state struct {
	loader
	nodes map[kg.ID]*nodeState
	edges map[kg.ID]*edgeState
	at    map[kg.ID][]*edgeState // edges at the nodes that may lose them, or whose are counted, by number
}

// node returns what there is of a node that has been loaded, or nil.
func (s *state) node(id kg.ID) *kg.Node {
	if n := s.nodes[id]; n != nil {
		return n.now
	}
	return nil
}

// load reads all that a changeset refers to, in a few statements whatever its
// size.
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
	if err := s.loadEdges(loadEdges, appendTexts(nil, slices.Concat(cs.DeleteEdges, edgeIDs))); err != nil {
		return err
	}
	if err := s.loadLosers(cs); err != nil {
		return err
	}
	heads = heads[:0]
	for _, e := range s.edges {
		heads = append(heads, e.stored.From, e.stored.To)
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
	return s.loader.nodes(loadNodes, func(n *storedNode) error {
		s.nodes[n.ID] = &nodeState{stored: n, now: &n.Node}
		return nil
	}, string(appendTexts(nil, ids)))
}

// loadHeads reads the heads of nodes that have not been loaded.
func (s *state) loadHeads(ids []kg.ID) error {
	ids = slices.DeleteFunc(ids, func(id kg.ID) bool { return s.nodes[id] != nil })
	if len(ids) == 0 {
		return nil
	}
	return s.heads(loadHeads, func(n *storedNode) {
		if s.nodes[n.ID] == nil {
			s.nodes[n.ID] = &nodeState{stored: n, now: &n.Node}
		}
	}, string(appendTexts(nil, ids)))
}

func (s *state) loadEdges(text string, wanted []byte) error {
	if len(wanted) <= len("[]") {
		return nil
	}
	return s.loader.edges(text, func(e *storedEdge) error {
		if s.edges[e.ID] == nil {
			s.edges[e.ID] = &edgeState{stored: e, now: e}
		}
		return nil
	}, string(wanted))
}

// loadLosers reads the edges at nodes that are to be deleted or change their
// kind, or whose edges are to be counted.
func (s *state) loadLosers(cs *kg.Changeset) error {
	losers := map[kg.ID]bool{}
	for _, id := range cs.DeleteNodes {
		losers[id] = s.nodes[id] != nil
	}
	for i := range cs.Nodes {
		if n := s.nodes[cs.Nodes[i].ID]; n != nil && n.now.Kind != cs.Nodes[i].Kind {
			losers[n.now.ID] = true
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
			numbers = append(numbers, s.nodes[id].stored.Number)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	slices.Sort(numbers)
	if err := s.loadEdges(loadEdgesAt, appendNumbers(nil, numbers)); err != nil {
		return err
	}
	for _, e := range s.edges {
		if losers[e.stored.From] {
			s.at[e.stored.From] = append(s.at[e.stored.From], e)
		}
		if losers[e.stored.To] && e.stored.To != e.stored.From {
			s.at[e.stored.To] = append(s.at[e.stored.To], e)
		}
	}
	for _, edges := range s.at {
		slices.SortFunc(edges, func(a, b *edgeState) int { return cmp.Compare(a.stored.Number, b.stored.Number) })
	}
	return nil
}

func sortIdentifiers(ids []kg.Identifier) {
	slices.SortFunc(ids, func(a, b kg.Identifier) int {
		return cmp.Or(cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.Value, b.Value))
	})
}
