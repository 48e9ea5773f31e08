package ingest

import (
	"errors"
	"maps"
	"slices"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// batch is the rows of one transaction.
type batch struct {
	*run
	file  *fileRun // nil for the sources themselves
	late  bool     // only edges: the nodes are there
	rows  []*mapping.Record
	items int
}

func (r *run) newBatch(f *fileRun) *batch { return &batch{run: r, file: f} }

// full reports whether the rows so far are enough for a transaction.
func (b *batch) full() bool {
	last := b.rows[len(b.rows)-1]
	b.items += len(last.Nodes) + len(last.Edges)
	return len(b.rows) >= b.opts.Batch || b.items >= batchItems
}

// flush writes the rows and forgets them.
func (b *batch) flush() error {
	all := b.rows
	b.rows, b.items = nil, 0
	return b.write(all, 0)
}

// tries is how often a batch is planned anew when another writer came between.
const tries = 3

// write plans and applies rows. What the store refuses is narrowed down to the
// rows that are at fault, which are rejected; the others are written.
func (b *batch) write(all []*mapping.Record, try int) error {
	if len(all) == 0 {
		return nil
	}
	p, err := b.plan(all)
	if err != nil {
		return err
	}
	cs := p.changeset()
	if len(cs.Nodes)+len(cs.Edges)+len(cs.DeleteEdges) > 0 {
		receipt, err := b.apply(cs)
		switch {
		case err == nil:
			b.account.Removed.Edges += receipt.Counts.RemovedEdges
		case !isRefusal(err), errors.Is(err, kg.ErrTooLarge) && len(all) == 1:
			return err
		case errors.Is(err, kg.ErrConflict) && try < tries && (len(p.absorbed) > 0 || len(p.stale()) > 0):
			return b.write(all, try+1)
		case len(all) > 1:
			half := len(all) / 2
			if err := b.write(all[:half], 0); err != nil {
				return err
			}
			return b.write(all[half:], 0)
		case b.file == nil:
			return err
		default:
			return b.refuse(all[0], err.Error())
		}
	}
	return p.commit()
}

// isRefusal reports whether a failure may be one of some rows alone.
func isRefusal(err error) bool {
	for _, kind := range []error{kg.ErrInvalid, kg.ErrConflict, kg.ErrNotFound, kg.ErrTooLarge} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// refuse rejects a row.
func (b *batch) refuse(rec *mapping.Record, reason string) error {
	if err := b.file.reject(rec.Line, reason, rec.Raw); err != nil || !b.late {
		return err
	}
	return b.file.withdraw(rec)
}

// plan is what a batch is going to do to the graph.
type plan struct {
	*batch
	nodes    map[kg.ID]*nodePlan
	edges    map[kg.ID]*edgePlan
	index    map[kg.Identifier]kg.ID // of new nodes, and new identifiers of others
	stored   map[kg.ID]*kg.Node
	deletes  []kg.ID    // edges
	absorbed []absorbed // nodes that have turned out to be one with others

	storedEdges map[kg.ID]*kg.Edge
	only        map[onlyKey]kg.ID // the edge of a relation that starts at most one
	order       struct{ nodes, edges []kg.ID }

	rejected []rejection
	accepted []*mapping.Record
	outcomes []rowOutcome // of accepted
	leftOut  []leftEdge
	removed  int // properties

	undo []func() // of the row at hand
}

type nodePlan struct {
	before, now *kg.Node // before: nil for a new one; both nil when not read
	kind        *kg.Kind
	line        int
	supplied    bool
	complete    []statement
}

type edgePlan struct {
	relation    *kg.Relation
	before, now *kg.Edge
	supplied    bool // by a record of the run
}

type rejection struct {
	record *mapping.Record
	reason string
}

type rowOutcome struct {
	changed, merged bool
	leftOut         []leftEdge
}

// A leftEdge is an edge that is left out, and why.
type leftEdge struct {
	id     kg.ID
	reason string
}

// plan works out what rows change, one by one; a row that fails leaves nothing
// behind.
func (b *batch) plan(all []*mapping.Record) (*plan, error) {
	p := &plan{batch: b, nodes: map[kg.ID]*nodePlan{}, edges: map[kg.ID]*edgePlan{}, index: map[kg.Identifier]kg.ID{},
		storedEdges: map[kg.ID]*kg.Edge{}, only: map[onlyKey]kg.ID{}}
	if err := p.read(all); err != nil {
		return nil, err
	}
	located := make([]*located, len(all))
	for i, rec := range all {
		p.undo = p.undo[:0]
		l, err := p.row(rec)
		if err != nil {
			p.refused(rec, err)
			continue
		}
		located[i] = l
	}
	if err := p.readEdges(located); err != nil {
		return nil, err
	}
	for i, l := range located {
		if l == nil {
			continue
		}
		p.undo = l.undo
		if err := p.link(l); err != nil {
			p.refused(all[i], err)
			continue
		}
		p.accepted, p.outcomes = append(p.accepted, all[i]), append(p.outcomes, l.rowOutcome)
	}
	return p, nil
}

// refused undoes what has been planned for a row.
func (p *plan) refused(rec *mapping.Record, err error) {
	for _, undo := range slices.Backward(p.undo) {
		undo()
	}
	p.rejected = append(p.rejected, rejection{rec, err.Error()})
}

// read fetches what the store holds of the nodes the rows are about.
func (p *plan) read(all []*mapping.Record) error {
	var asked []kg.Identifier
	seen := map[kg.Identifier]bool{}
	ask := func(id kg.Identifier) {
		if id.Scheme != "" && !seen[id] {
			seen[id] = true
			asked = append(asked, id)
		}
	}
	for _, rec := range all {
		for _, n := range rec.Nodes {
			for _, id := range n.Identifiers {
				ask(id)
			}
		}
		for _, e := range rec.Edges {
			ask(e.From.Identifier)
			ask(e.To.Identifier)
		}
	}
	if _, err := p.lookUp(asked); err != nil {
		return err
	}
	whole := map[kg.ID]bool{}
	for _, rec := range all {
		for _, n := range rec.Nodes {
			for _, id := range n.Identifiers {
				if node := p.run.index[id]; node != "" && !slices.Contains(p.run.nodes[node].complete, statementOf(n)) {
					whole[node] = true
				}
				for _, t := range p.tiesOf(id) {
					whole[t.node] = true
				}
			}
		}
	}
	if p.late {
		clear(whole)
	}
	var err error
	p.stored, err = p.fetch(slices.Sorted(maps.Keys(whole)))
	return err
}

// tiesOf returns the nodes of other sources that the node of an identifier is
// one with.
func (p *plan) tiesOf(id kg.Identifier) []tie {
	if p.file == nil {
		return nil
	}
	return p.file.joined[id]
}

// stale returns the planned nodes that are no longer as they were read.
func (p *plan) stale() []kg.ID {
	var changed []kg.ID
	now, err := p.fetch(slices.Sorted(maps.Keys(p.nodes)))
	if err != nil {
		return nil
	}
	for id, n := range p.nodes {
		var before int64
		if n.before != nil {
			before = n.before.Version
		}
		var version int64
		if now[id] != nil {
			version = now[id].Version
		}
		if (n.before != nil || n.now != nil) && version != before {
			changed = append(changed, id)
		}
	}
	return changed
}
