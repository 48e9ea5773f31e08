package sqlitestore

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"innograph/kg"
)

// Apply carries out a changeset in one transaction. What it refers to is read
// first, in a few statements; the changes are worked out in memory and then
// written.
func (s *Store) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	c, err := s.migrated()
	if err != nil {
		return nil, err
	}
	if err := cs.Check(); err != nil {
		return nil, err
	}
	var receipt *kg.Receipt
	err = s.write(ctx, func(ses *session) error {
		w := newWork(ctx, ses, c, cs)
		if err := w.run(cs); err != nil {
			return err
		}
		receipt = &kg.Receipt{Revision: kg.Revision(w.last.revision), Bookmark: bookmarkOf(w.last.revision), Counts: w.counts}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return receipt, nil
}

func bookmarkOf(revision int64) kg.Bookmark { return kg.Bookmark(strconv.FormatInt(revision, 10)) }

// lastNumbers are the last ones given out.
type lastNumbers struct{ node, edge, revision int64 }

// work is one changeset under way.
type work struct {
	state
	at     time.Time
	last   lastNumbers
	counts kg.Counts
	items  [3][]logItem    // deletions, nodes, edges
	before map[kg.ID]int64 // versions, before, of the nodes that have moved on

	partiesBefore map[int64][]string // of what is deleted

	touchedNodes []*nodeState // those to be written, as they came
	touchedEdges []*edgeState
	takenNodes   map[int64]bool // numbers that a copy may not take
	takenEdges   map[int64]bool
	unwatched    context.Context // for the statements that write
}

func newWork(ctx context.Context, ses *session, c *catalog, cs *kg.Changeset) *work {
	w := &work{at: cs.At, before: map[kg.ID]int64{}, takenNodes: map[int64]bool{}, takenEdges: map[int64]bool{},
		unwatched: context.WithoutCancel(ctx)}
	w.state = state{
		loader: loader{ctx: ctx, session: ses, catalog: c},
		nodes:  make(map[kg.ID]*nodeState, len(cs.Nodes)),
		edges:  make(map[kg.ID]*edgeState, len(cs.Edges)),
		at:     map[kg.ID][]*edgeState{},
	}
	if w.at.IsZero() {
		w.at = time.Now()
	}
	w.at = w.at.UTC().Truncate(time.Microsecond)
	return w
}

func (w *work) run(cs *kg.Changeset) error {
	if err := w.begin(); err != nil {
		return err
	}
	edgeIDs, invalid := w.distinct(cs)
	if invalid != nil {
		cs = &kg.Changeset{Expect: cs.Expect} // preconditions come first
	}
	if err := w.load(cs, edgeIDs); err != nil {
		return err
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
	if !w.counts.Changed() {
		return nil
	}
	if !cs.Bulk {
		var err error
		if w.partiesBefore, err = w.partiesOf(w.items[deletions]...); err != nil {
			return err
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.checkMaxima(cs.Edges); err != nil {
		return err
	}
	return w.record(cs)
}

// begin reads the last numbers, and refuses to write where another program has
// brought the store to a model this one does not know: it would lose what that
// one has written.
func (w *work) begin() error {
	last, generation, err := loadNumbers(w.ctx, w.session)
	w.last = last
	if err == nil && generation != w.catalog.generation {
		err = grownError(nil)
	}
	return err
}

// loadNumbers returns the last numbers given out, and what tells the stored
// model from others.
func loadNumbers(ctx context.Context, ses *session) (last lastNumbers, generation string, err error) {
	err = ses.query(ctx, counters, nil, func(rows *sql.Rows) error {
		return rows.Scan(&last.node, &last.edge, &last.revision, &generation)
	})
	return last, generation, err
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
		id, err := w.catalog.model.EdgeIDOf(&cs.Edges[i])
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
		if edges := len(w.state.at[p.ID]); p.Edges != nil && edges != *p.Edges {
			return kg.Conflict(string(p.ID), "%d edges were expected and %d are there; read them again", *p.Edges, edges)
		}
	}
	return nil
}

// loadTaken finds out which of the numbers that copies bring are taken.
func (w *work) loadTaken(cs *kg.Changeset) error {
	var ofNodes, ofEdges []int64
	for i := range cs.Nodes {
		if c := cs.Nodes[i].Copy; c != nil && c.Number > 0 && c.Number <= w.last.node {
			ofNodes = append(ofNodes, c.Number)
		}
	}
	for i := range cs.Edges {
		if n := cs.Edges[i].Number; n > 0 && n <= w.last.edge {
			ofEdges = append(ofEdges, n)
		}
	}
	find := func(text string, numbers []int64, taken map[int64]bool) error {
		if len(numbers) == 0 {
			return nil
		}
		return w.session.query(w.ctx, text, []any{string(appendNumbers(nil, numbers))}, func(rows *sql.Rows) error {
			var n int64
			err := rows.Scan(&n)
			taken[n] = true
			return err
		})
	}
	if err := find(takenNodes, ofNodes, w.takenNodes); err != nil {
		return err
	}
	return find(takenEdges, ofEdges, w.takenEdges)
}

// assign decides a number: the one a record has, or the one given if it is
// free, or the next.
func assign(what string, id kg.ID, given, had int64, last *int64, taken map[int64]bool) (int64, error) {
	number := given
	switch {
	case given < 0 || given > kg.MaxNumber:
		return 0, kg.Invalid(string(id), "number %d is not from 1 to %d", given, int64(kg.MaxNumber))
	case had != 0 && given != 0 && given != had:
		return 0, kg.Conflict(string(id), "this %s has number %d and cannot get %d", what, had, given)
	case had != 0:
		return had, nil
	case given == 0:
		number = *last + 1
	case taken[given]:
		return 0, kg.Conflict(string(id), "number %d is that of another %s", given, what)
	}
	*last = max(*last, number)
	taken[number] = true
	return number, nil
}
