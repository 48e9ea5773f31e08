package sqlitestore

import (
	"context"

	"innograph/kg"
)

// scanBatch is how many records a statement of a scan reads.
const scanBatch = 128

// Scan streams all records from one snapshot, a batch at a time. fn may use the
// store meanwhile; as long as it runs, the write-ahead log cannot shrink.
func (r *reader) Scan(ctx context.Context, after kg.ScanMark, fn func(kg.Record) error) error {
	var stopped error
	err := r.view(ctx, true, func(ses *session, c *catalog) error {
		l := &loader{ctx: ctx, session: ses, catalog: c}
		call := func(record kg.Record) error {
			stopped = fn(record)
			return stopped
		}
		var level any
		if !r.viewer.SeesAll() {
			level = int(r.viewer.Highest())
		}
		if !after.Nodes {
			err := inBatches(after.After, func(after int64, met func(number int64)) error {
				return l.nodes(scanNodes, func(n *storedNode) error {
					met(n.Number)
					return call(kg.Record{Node: &n.Node})
				}, after, level, scanBatch)
			})
			if err != nil {
				return err
			}
			after.After = 0
		}
		return inBatches(after.After, func(after int64, met func(number int64)) error {
			return l.edges(scanEdges, func(e *storedEdge) error {
				met(e.Number)
				return call(kg.Record{Edge: &e.Edge})
			}, after, level, scanBatch)
		})
	})
	if stopped != nil {
		return stopped
	}
	return err
}

// inBatches calls batch with the number its records come after, until one is not
// full.
func inBatches(after int64, batch func(after int64, met func(number int64)) error) error {
	for {
		count := 0
		err := batch(after, func(number int64) {
			after = number
			count++
		})
		if err != nil || count < scanBatch {
			return err
		}
	}
}
