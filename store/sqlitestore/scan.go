package sqlitestore

import (
	"context"

	"innograph/kg"
)

// Scan streams all records from one snapshot, a row at a time. fn may use the
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
			err := l.nodes(scanNodes, func(n *storedNode) error { return call(kg.Record{Node: &n.Node}) }, after.After, level)
			if err != nil {
				return err
			}
			after.After = 0
		}
		return l.edges(scanEdges, func(e *storedEdge) error { return call(kg.Record{Edge: &e.Edge}) }, after.After, level)
	})
	if stopped != nil {
		return stopped
	}
	return err
}
