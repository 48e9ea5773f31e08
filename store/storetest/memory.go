package storetest

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"innograph/kg"
)

// memory is the store the others are compared with: maps, sorts and the
// functions of kg, in the plainest words. It keeps nothing beyond its life.
type memory struct {
	model *kg.Model

	lock   sync.RWMutex
	closed bool
	graph  *graph
}

// NewMemory returns an empty in-memory store.
func NewMemory(model *kg.Model) kg.Store {
	return &memory{model: model, graph: newGraph(model)}
}

func (m *memory) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	return &memoryReader{store: m, viewer: v, after: after}
}

func (m *memory) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if err := m.usable(ctx); err != nil {
		return nil, err
	}
	if err := cs.Check(); err != nil {
		return nil, err
	}
	if first, ok := m.graph.applied[cs.Key]; ok {
		if first.digest != cs.Digest() {
			return nil, kg.Conflict("key", "another changeset was applied under the key %q", cs.Key)
		}
		return &first.receipt, nil
	}
	counts, err := apply(m.graph, cs)
	if err != nil {
		return nil, err
	}
	revision := kg.Revision(len(m.graph.log))
	receipt := kg.Receipt{Revision: revision, Bookmark: bookmark(revision), Counts: counts}
	if cs.Key != "" {
		m.graph.applied[cs.Key] = applied{cs.Digest(), receipt}
	}
	return &receipt, nil
}

func (m *memory) Migrate(ctx context.Context) error { return m.Ping(ctx) }

func (m *memory) Ping(ctx context.Context) error {
	m.lock.RLock()
	defer m.lock.RUnlock()
	return m.usable(ctx)
}

func (m *memory) Close(context.Context) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.closed = true
	return nil
}

// usable refuses work on a closed store and for a caller who has gone.
func (m *memory) usable(ctx context.Context) error {
	if m.closed {
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: "the store is closed"}
	}
	if err := ctx.Err(); err != nil {
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: "the request was given up", Cause: err}
	}
	return nil
}

func bookmark(r kg.Revision) kg.Bookmark { return kg.Bookmark(strconv.FormatInt(int64(r), 10)) }

// memoryReader reads a memory for one viewer. What has been applied is seen at
// once, so that bookmarks are only checked.
type memoryReader struct {
	store  *memory
	viewer kg.Viewer
	after  []kg.Bookmark
}

// view calls fn with what the viewer sees, which does not change meanwhile.
func (r *memoryReader) view(ctx context.Context, fn func(*view) error) error {
	m := r.store
	m.lock.RLock()
	defer m.lock.RUnlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	for _, b := range r.after {
		n, err := strconv.ParseInt(string(b), 10, 64)
		if err != nil || n > int64(len(m.graph.log)) {
			return b.Foreign()
		}
	}
	return fn(newView(m.graph, r.viewer))
}

func (r *memoryReader) Read(ctx context.Context, q *kg.Query) (result *kg.Result, err error) {
	err = r.view(ctx, func(v *view) error {
		result, err = v.read(q)
		return err
	})
	return result, err
}

func (r *memoryReader) Expand(ctx context.Context, f *kg.Frontier) (found *kg.Adjacency, err error) {
	err = r.view(ctx, func(v *view) error {
		found, err = v.expand(f)
		return err
	})
	return found, err
}

func (r *memoryReader) Aggregate(ctx context.Context, qs []kg.AggregateQuery) (found [][]kg.Bucket, err error) {
	err = r.view(ctx, func(v *view) error {
		found, err = v.aggregate(qs)
		return err
	})
	return found, err
}

func (r *memoryReader) Changes(ctx context.Context, after kg.Revision, limit int) (found []kg.Change, err error) {
	err = r.view(ctx, func(v *view) error {
		found = v.changes(after, limit)
		return nil
	})
	return found, err
}

// Scan collects the records first, so that fn may use the store.
func (r *memoryReader) Scan(ctx context.Context, after kg.ScanMark, fn func(kg.Record) error) error {
	var records []kg.Record
	err := r.view(ctx, func(v *view) error {
		records = v.records(after)
		return nil
	})
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := fn(record); err != nil {
			return err
		}
	}
	return nil
}

// records returns the visible nodes and then edges after a mark, by number.
func (v *view) records(after kg.ScanMark) []kg.Record {
	var records []kg.Record
	if !after.Nodes {
		for _, number := range v.graph.nodeNumbers() {
			if n := v.node(number); n != nil && number > after.After {
				records = append(records, kg.Record{Node: n})
			}
		}
		after.After = 0
	}
	for _, number := range sortedKeys(v.graph.edges) {
		if e := v.edge(number); e != nil && number > after.After {
			records = append(records, kg.Record{Edge: e})
		}
	}
	return records
}

func sortedKeys[T any](m map[int64]T) []int64 {
	keys := make([]int64, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
