package export

import (
	"context"
	"errors"

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
// fails with kg.ErrConflict and has written nothing. reached is called, from time
// to time, with the stage that it is in and the number of records that are there.
func Copy(ctx context.Context, from, to kg.Store, reached func(stage Stage, records int64)) (*Comparison, error) {
	return (&copying{ctx: ctx, to: to, reached: reached, size: batchSize}).run(from)
}

// A Stage is what a copy is busy with, one after the other.
type Stage int

// The stages of a copy. An engine may read the whole first store before it hands on
// anything of it.
const (
	Looking   Stage = iota // what the second store holds
	Reading                // the first store
	Writing                // into the second
	Comparing              // what the second has come to hold with what was read of the first
)

// digest reads all that a store holds.
func digest(ctx context.Context, r kg.Reader) (*kg.Digest, error) {
	d := &kg.Digest{}
	err := r.Scan(ctx, kg.ScanMark{}, func(rec kg.Record) error {
		d.Add(rec)
		return nil
	})
	return d, err
}

// copying is a copy under way.
type copying struct {
	ctx     context.Context
	to      kg.Store
	reached func(Stage, int64)
	size    int // of a batch

	before kg.Digest // of what is there when it begins
	mark   kg.ScanMark
	going  bool // beyond the mark

	source kg.Digest
	batch  []kg.Record
	last   []kg.Bookmark // of what has been written; empty at first

	written int64
}

func (c *copying) run(from kg.Store) (*Comparison, error) {
	c.reached(Looking, 0)
	if err := c.look(); err != nil {
		return nil, err
	}
	c.reached(Reading, c.before.Count())
	if err := from.Reader(kg.System).Scan(c.ctx, kg.ScanMark{}, c.record); err != nil {
		return nil, err
	}
	if err := c.goOn(); err != nil { // nothing was beyond the mark
		return nil, err
	}
	if err := c.flush(); err != nil {
		return nil, err
	}
	c.reached(Comparing, c.there())
	after, err := digest(c.ctx, c.to.Reader(kg.System, c.last...))
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
	if c.batch = append(c.batch, r); len(c.batch) < c.size {
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
	c.reached(Writing, c.there())
	return nil
}

// there is how many records the second store holds.
func (c *copying) there() int64 { return c.before.Count() + c.written }

// flush writes the batch.
func (c *copying) flush() error {
	err := c.write(c.batch)
	clear(c.batch)
	c.batch = c.batch[:0]
	return err
}

// write writes records, as many at once as the store takes.
func (c *copying) write(records []kg.Record) error {
	if len(records) == 0 {
		return nil
	}
	cs := &kg.Changeset{Bulk: true, Actor: "copy"}
	for _, r := range records {
		cs.Copy(r)
	}
	receipt, err := c.to.Apply(c.ctx, cs)
	if errors.Is(err, kg.ErrTooLarge) && len(records) > 1 {
		half := len(records) / 2
		c.size = min(c.size, half)
		if err := c.write(records[:half]); err != nil {
			return err
		}
		return c.write(records[half:])
	}
	if err != nil {
		return err
	}
	c.last = []kg.Bookmark{receipt.Bookmark}
	c.written += int64(len(records))
	c.reached(Writing, c.there())
	return nil
}
