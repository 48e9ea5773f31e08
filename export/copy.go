package export

import (
	"context"

	"innograph/kg"
)

// batchSize is how many records go into one changeset.
const batchSize = 5000

// Copy brings all that one store holds into another, under the same ids,
// numbers, versions and times; not the log of changes. It reads the first once,
// batch by batch, and ends with a comparison of what both hold.
//
// The second store is empty, or holds the beginning of a copy of the first that
// was broken off, which goes on from there. If it holds anything else, Copy
// fails with kg.ErrConflict and has written nothing. copied is called with the
// number of records that are there, from time to time.
func Copy(ctx context.Context, from, to kg.Store, copied func(records int64)) (*Comparison, error) {
	return (&copying{ctx: ctx, to: to, copied: copied, size: batchSize}).run(from)
}

// digest reads all that a store holds.
func digest(ctx context.Context, s kg.Store) (*kg.Digest, error) {
	d := &kg.Digest{}
	err := s.Reader(kg.System).Scan(ctx, kg.ScanMark{}, func(r kg.Record) error {
		d.Add(r)
		return nil
	})
	return d, err
}

// copying is a copy under way.
type copying struct {
	ctx    context.Context
	to     kg.Store
	copied func(int64)
	size   int // of a batch

	before kg.Digest // of what is there when it begins
	mark   kg.ScanMark
	going  bool // beyond the mark

	source kg.Digest
	batch  kg.Changeset
}

func (c *copying) run(from kg.Store) (*Comparison, error) {
	if err := c.look(); err != nil {
		return nil, err
	}
	if err := from.Reader(kg.System).Scan(c.ctx, kg.ScanMark{}, c.record); err != nil {
		return nil, err
	}
	if err := c.goOn(); err != nil { // nothing was beyond the mark
		return nil, err
	}
	if err := c.flush(); err != nil {
		return nil, err
	}
	after, err := digest(c.ctx, c.to)
	if err != nil {
		return nil, err
	}
	return compare(&c.source, after), nil
}

// look finds out what is there, and how far it reaches.
func (c *copying) look() error {
	return c.to.Reader(kg.System).Scan(c.ctx, kg.ScanMark{}, func(r kg.Record) error {
		c.before.Add(r)
		c.mark = markOf(r)
		return nil
	})
}

// markOf returns the place of a record in a scan.
func markOf(r kg.Record) kg.ScanMark {
	if r.Node != nil {
		return kg.ScanMark{After: r.Node.Number}
	}
	return kg.ScanMark{Nodes: true, After: r.Edge.Number}
}

// beyond reports whether one place in a scan comes after another.
func beyond(a, b kg.ScanMark) bool {
	if a.Nodes != b.Nodes {
		return a.Nodes
	}
	return a.After > b.After
}

// record takes the next record of the source.
func (c *copying) record(r kg.Record) error {
	if !c.going && beyond(markOf(r), c.mark) {
		if err := c.goOn(); err != nil {
			return err
		}
	}
	c.source.Add(r)
	if !c.going {
		return nil
	}
	add(&c.batch, r)
	if len(c.batch.Nodes)+len(c.batch.Edges) < c.size {
		return nil
	}
	return c.flush()
}

// goOn makes sure, once, that what is there is the beginning of the source.
func (c *copying) goOn() error {
	if c.going {
		return nil
	}
	c.going = true
	if !compare(&c.source, &c.before).Equal() {
		return kg.Conflict("the store to copy to", "it holds %d nodes and edges that are not the beginning of a copy; "+
			"give an empty store, or the one that a copy of the same was broken off in, with nothing changed in either since", c.before.Count())
	}
	c.copied(c.source.Count())
	return nil
}

// flush writes the batch.
func (c *copying) flush() error {
	if len(c.batch.Nodes)+len(c.batch.Edges) == 0 {
		return nil
	}
	c.batch.Bulk, c.batch.Actor = true, "copy"
	if _, err := c.to.Apply(c.ctx, &c.batch); err != nil {
		return err
	}
	c.batch = kg.Changeset{}
	c.copied(c.source.Count())
	return nil
}

// add adds to a changeset what makes a record again.
func add(cs *kg.Changeset, r kg.Record) {
	if n := r.Node; n != nil {
		cs.Nodes = append(cs.Nodes, kg.NodeChange{
			ID: n.ID, Kind: n.Kind, Properties: n.Properties, Visibility: &n.Visibility,
			Identifiers: n.Identifiers, Provenance: n.Provenance,
			Copy: &kg.NodeCopy{Number: n.Number, Version: n.Version, CreatedAt: n.CreatedAt, UpdatedAt: n.UpdatedAt},
		})
		return
	}
	e := r.Edge
	cs.Edges = append(cs.Edges, kg.EdgeChange{
		Relation: e.Relation, From: e.From, To: e.To, Properties: e.Properties, Visibility: &e.Visibility,
		Provenance: e.Provenance, Number: e.Number,
	})
}
