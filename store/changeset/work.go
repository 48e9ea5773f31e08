package changeset

import (
	"innograph/kg"
)

// work is one changeset under way.
type work struct {
	state
	changes Changes
	last    Numbers
	counts  kg.Counts
	filled  bool // the store has held a node; otherwise it is not asked for what it would not find
	bulk    bool
	items   [3][]logItem    // deletions, nodes, edges; none of a bulk load
	before  map[kg.ID]int64 // versions, before, of the nodes that have moved on

	partiesBefore map[int64][]kg.ID // of what is deleted

	takenNodes map[int64]bool // numbers that a copy may not take
	takenEdges map[int64]bool
}

func newWork(m *kg.Model, tx Transaction, cs *kg.Changeset) *work {
	w := &work{bulk: cs.Bulk, before: map[kg.ID]int64{}, takenNodes: map[int64]bool{}, takenEdges: map[int64]bool{}}
	w.state = state{
		model: m,
		tx:    tx,
		nodes: make(map[kg.ID]*NodeState, len(cs.Nodes)),
		edges: make(map[kg.ID]*EdgeState, len(cs.Edges)),
		at:    map[kg.ID][]*EdgeState{},
	}
	w.changes = Changes{At: timeOf(cs), state: &w.state}
	return w
}

func (w *work) receipt() *kg.Receipt {
	return &kg.Receipt{Revision: kg.Revision(w.last.Revision), Counts: w.counts}
}

func (w *work) run(cs *kg.Changeset) error {
	if err := w.workOut(cs); err != nil || !w.counts.Changed() {
		return err
	}
	if !cs.Bulk {
		var err error
		if w.partiesBefore, err = w.partiesOf(w.items[deletions]); err != nil {
			return err
		}
	}
	if err := w.tx.Write(&w.changes); err != nil {
		return err
	}
	if err := w.checkMaxima(cs.Edges); err != nil {
		return err
	}
	return w.record(cs)
}

// workOut reads what a changeset refers to and works out what it changes.
func (w *work) workOut(cs *kg.Changeset) error {
	edgeIDs, invalid := w.distinct(cs)
	if invalid != nil {
		cs = &kg.Changeset{Expect: cs.Expect} // preconditions come first
	}
	if w.filled = w.last.Node > 0; w.filled {
		if err := w.load(cs, edgeIDs); err != nil {
			return err
		}
	}
	if err := w.expect(cs.Expect); err != nil {
		return err
	}
	if invalid != nil {
		return invalid
	}
	if err := w.loadTaken(cs); err != nil {
		return err
	}
	w.deleteAll(cs)
	if err := w.applyNodes(cs.Nodes); err != nil {
		return err
	}
	for i := range cs.Edges {
		if err := w.applyEdge(&cs.Edges[i], edgeIDs[i]); err != nil {
			return err
		}
	}
	return nil
}

// distinct returns the ids of the edges, and refuses a changeset that names a
// node or an edge twice.
func (w *work) distinct(cs *kg.Changeset) ([]kg.ID, error) {
	seen := make(map[kg.ID]bool, len(cs.Nodes)+len(cs.Edges))
	for i := range cs.Nodes {
		id := cs.Nodes[i].ID
		if seen[id] {
			return nil, kg.Invalid(string(id), "the changeset names this node twice; join the two entries")
		}
		seen[id] = true
	}
	edgeIDs := make([]kg.ID, len(cs.Edges))
	for i := range cs.Edges {
		id, err := w.model.EdgeIDOf(&cs.Edges[i])
		if err != nil {
			return nil, err
		}
		if seen[id] {
			return nil, kg.Invalid(string(id), "the changeset names this edge twice; join the two entries")
		}
		seen[id] = true
		edgeIDs[i] = id
	}
	return edgeIDs, nil
}

func (w *work) expect(expected []kg.Precondition) error {
	for _, p := range expected {
		var version int64
		if n := w.node(p.ID); n != nil {
			version = n.Version
		}
		if version != p.Version {
			return kg.Conflict(string(p.ID), "version %d was expected and version %d is there, 0 meaning no node; read it again", p.Version, version)
		}
		if edges := len(w.at[p.ID]); p.Edges != nil && edges != *p.Edges {
			return kg.Conflict(string(p.ID), "%d edges were expected and %d are there; read them again", *p.Edges, edges)
		}
	}
	return nil
}
