package neo4jstore

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

// scanBatch is how many records a statement of a scan reads.
const scanBatch = 1000

// scanAttempts is how often all is read, where other programs write meanwhile.
const scanAttempts = 4

// errDisturbed ends a reading that a commit has come between.
var errDisturbed error = &kg.Error{Kind: kg.ErrUnavailable, Subject: "store",
	Reason: "others write all the time, so that the whole graph could not be read in one state; try again when fewer do"}

// A scan reads all records of one state. The database shows what others commit while
// it is read, so that the records are kept until all have come, and are read again
// where something has changed; only then are they handed on. Whoever they are handed
// to may take as long as it likes, and write.
type scan struct {
	store   *Store
	after   kg.ScanMark
	visible struct{ node, edge string } // conditions on n and on r
	given   map[string]any              // their parameters
	prepare func(runner) error          // works these out; nil: they stand

	nodes, edges spool
	disturbed    func() bool // by a commit of this process
}

// run reads the records and calls fn with each.
func (s *scan) run(ctx context.Context, after neo4j.Bookmarks, fn func(kg.Record) error) error {
	defer s.reset()
	err := errDisturbed
	for range scanAttempts {
		err = s.store.gate.read(ctx, func() error {
			began := s.store.gate.commits.Load()
			s.disturbed = func() bool { return s.store.gate.commits.Load() != began }
			return s.store.read(ctx, "Scan", after, func(run runner) error {
				s.reset()
				return s.read(ctx, run)
			})
		})
		if !errors.Is(err, errDisturbed) {
			break
		}
	}
	if err != nil {
		return s.store.failure(ctx, err)
	}
	return s.handOn(fn)
}

func (s *scan) reset() {
	s.nodes.close()
	s.edges.close()
	s.nodes, s.edges = spool{}, spool{}
}

func (s *scan) handOn(fn func(kg.Record) error) error {
	err := s.nodes.each(func(columns []any) error {
		n, err := s.store.catalog.nodeOf(columns)
		if err != nil {
			return err
		}
		return fn(kg.Record{Node: n})
	})
	if err != nil {
		return err
	}
	return s.edges.each(func(columns []any) error {
		e, err := s.store.catalog.edgeOf(columns)
		if err != nil {
			return err
		}
		return fn(kg.Record{Edge: &e.Edge})
	})
}

// read fills the spools from one state.
func (s *scan) read(ctx context.Context, run runner) error {
	before, err := revisionNow(ctx, run)
	if err == nil && s.prepare != nil {
		err = s.prepare(run)
	}
	if err != nil {
		return err
	}
	if !s.after.Nodes {
		b := s.batches(strings.ReplaceAll(scanNodes, "VISIBLE", s.visible.node), s.store.catalog.names.nodes, s.after.After)
		for err := b.next(ctx, run); len(b.rows) > 0 || err != nil; err = b.next(ctx, run) {
			if err != nil {
				return err
			}
			for _, row := range b.rows {
				if err := s.nodes.add(row); err != nil {
					return err
				}
			}
		}
	}
	if err := s.readEdges(ctx, run); err != nil {
		return err
	}
	now, err := revisionNow(ctx, run)
	if err == nil && now != before {
		err = errDisturbed
	}
	return err
}

// readEdges reads the edges relation by relation, for each has an index of its own,
// and merges them by number.
func (s *scan) readEdges(ctx context.Context, run runner) error {
	var relations []*batches
	after := int64(0)
	if s.after.Nodes {
		after = s.after.After
	}
	for i := range s.store.catalog.model.Relations {
		text := scanEdges.of(s.store.catalog.model.Relations[i].Name)
		b := s.batches(strings.ReplaceAll(text, "VISIBLE", s.visible.edge), s.store.catalog.names.edges, after)
		if err := b.next(ctx, run); err != nil {
			return err
		}
		if len(b.rows) > 0 {
			relations = append(relations, b)
		}
	}
	for len(relations) > 0 {
		i := 0
		for j := range relations {
			if relations[j].number() < relations[i].number() {
				i = j
			}
		}
		b := relations[i]
		if err := s.edges.add(b.rows[0]); err != nil {
			return err
		}
		if b.rows = b.rows[1:]; len(b.rows) > 0 {
			continue
		}
		if err := b.next(ctx, run); err != nil {
			return err
		}
		if len(b.rows) == 0 {
			relations = slices.Delete(relations, i, i+1)
		}
	}
	return nil
}

// batches are the records of a text, some at a time, in the order of their numbers,
// which stand in the last column.
type batches struct {
	scan       *scan
	text       string
	parameters map[string]any
	rows       [][]any // the present ones
	ended      bool    // there are none after these
}

func (s *scan) batches(text string, names map[string][]string, after int64) *batches {
	b := &batches{scan: s, text: text, parameters: map[string]any{"after": after, "limit": scanBatch, "names": names}}
	maps.Copy(b.parameters, s.given)
	return b
}

// next reads the rows after the present ones.
func (b *batches) next(ctx context.Context, run runner) error {
	b.rows = b.rows[:0:0]
	if b.ended {
		return nil
	}
	if b.scan.disturbed() {
		return errDisturbed
	}
	err := run(ctx, b.text, b.parameters, func(columns []any) error {
		number, err := integer("a number", columns[len(columns)-1])
		b.parameters["after"] = number
		b.rows = append(b.rows, columns)
		return err
	})
	b.ended = len(b.rows) < scanBatch
	return err
}

func (b *batches) number() int64 {
	row := b.rows[0]
	return row[len(row)-1].(int64) // next has seen to it
}

// revisionNow reads how far the store has come.
func revisionNow(ctx context.Context, run runner) (now int64, err error) {
	err = run(ctx, revision, nil, func(columns []any) error {
		now, err = integer("the revision", columns[0])
		return err
	})
	return now, err
}
