package sqlitestore

import (
	"context"

	"innograph/kg"
	"innograph/store/changeset"
	"innograph/store/fragment"
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
		if !after.Nodes {
			err := inBatches(after.After, func(after int64, met func(number int64)) error {
				st := &statement{catalog: c, viewer: r.viewer}
				text := st.batch(scanNodes, "n.number", after, st.visible("n", "visibility"))
				return l.nodes(text, func(n *kg.Node) error {
					met(n.Number)
					return call(kg.Record{Node: n})
				}, st.args...)
			})
			if err != nil {
				return err
			}
			after.After = 0
		}
		return inBatches(after.After, func(after int64, met func(number int64)) error {
			st := &statement{catalog: c, viewer: r.viewer}
			text := st.batch(scanEdges, "x.number", after, st.visibleEdge("x", "source", "target"))
			return l.edges(text, func(e *changeset.Edge) error {
				met(e.Number)
				return call(kg.Record{Edge: &e.Edge})
			}, st.args...)
		})
	})
	if stopped != nil {
		return stopped
	}
	return err
}

// batch completes the text of a batch of records. All are worked out before the
// first comes.
func (s *statement) batch(text, number string, after int64, visible string) string {
	return "WITH found AS MATERIALIZED (" + text + fragment.Where(number+" > "+s.arg(after), visible) +
		" ORDER BY " + number + " LIMIT " + s.arg(scanBatch) + ") SELECT * FROM found"
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
