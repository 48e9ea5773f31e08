package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"innograph/kg"
)

// subject is the store under test with the in-memory one beside it. Whatever a
// scenario does is done to both, and their answers must be equal.
type subject struct {
	t      test
	model  *kg.Model
	store  kg.Store
	memory kg.Store
	open   Open
	reopen Reopen
	clock  time.Time
}

// test is what testing.T and rapid.T have in common.
type test interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
}

func newSubject(t *testing.T, open Open, reopen Reopen) *subject {
	t.Helper()
	s := &subject{t: t, model: Model(), open: open, reopen: reopen, clock: time.Date(2026, 1, 2, 3, 4, 5, 678901000, time.UTC)}
	s.store, s.memory = openStore(t, open, s.model), NewMemory(s.model)
	return s
}

// openStore opens and migrates a store, and closes it when the test ends.
func openStore(t *testing.T, open Open, model *kg.Model) kg.Store {
	t.Helper()
	store := open(t, model)
	closing(t, store)
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatalf("migrate: %v", err)
	}
	return store
}

// close closes the store under test before its test ends.
func (s *subject) close() {
	if err := s.store.Close(context.Background()); err != nil {
		s.t.Errorf("close: %v", err)
	}
}

// in returns the subject reporting to another test.
func (s *subject) in(t test) *subject {
	moved := *s
	moved.t = t
	return &moved
}

// tick returns the next time of the suite's own clock.
func (s *subject) tick() time.Time {
	s.clock = s.clock.Add(time.Second)
	return s.clock
}

// apply applies a changeset to both stores and compares what they say.
func (s *subject) apply(cs kg.Changeset) (*kg.Receipt, error) {
	s.t.Helper()
	if cs.At.IsZero() {
		cs.At = s.tick()
	}
	want, wantErr := s.memory.Apply(context.Background(), &cs)
	got, err := s.store.Apply(context.Background(), &cs)
	s.sameError("Apply", err, wantErr)
	if err != nil {
		return nil, err
	}
	if got.Revision != want.Revision || got.Counts != want.Counts {
		s.t.Fatalf("Apply: receipt is revision %d, %+v; want %d, %+v", got.Revision, got.Counts, want.Revision, want.Counts)
	}
	return got, nil
}

// must applies a changeset that both stores take.
func (s *subject) must(cs kg.Changeset) *kg.Receipt {
	s.t.Helper()
	receipt, err := s.apply(cs)
	if err != nil {
		s.t.Fatalf("Apply: %v", err)
	}
	return receipt
}

// A refusal is what a failure tells.
type refusal struct{ Subject, Reason string }

// refuse applies a changeset that both stores refuse, and makes sure that it
// has left nothing behind.
func (s *subject) refuse(cs kg.Changeset, kind error) refusal {
	s.t.Helper()
	before := s.checksum()
	_, err := s.apply(cs)
	if !errors.Is(err, kind) {
		s.t.Fatalf("Apply: error %v; want %q", err, kind)
	}
	if after := s.checksum(); after != before {
		s.t.Fatalf("Apply: it failed and has yet changed the store")
	}
	var told *kg.Error
	if !errors.As(err, &told) {
		s.t.Fatalf("Apply: %T is no kg.Error", err)
	}
	return refusal{told.Subject, told.Reason}
}

// sameError compares failures by kind, and holds every one to the form of a
// kg.Error.
func (s *subject) sameError(what string, got, want error) {
	s.t.Helper()
	if (got == nil) != (want == nil) {
		s.t.Fatalf("%s: error is %v; want %v", what, got, want)
	}
	if got == nil {
		return
	}
	var g, w *kg.Error
	if !errors.As(got, &g) || g.Subject == "" || g.Reason == "" {
		s.t.Fatalf("%s: error %v (%T) is no kg.Error with subject and reason", what, got, got)
	}
	if !errors.As(want, &w) || !errors.Is(got, w.Kind) {
		s.t.Fatalf("%s: error is %v, of kind %q; want %v, of kind %q", what, got, g.Kind, want, w.Kind)
	}
}

// read answers a query from both stores and compares the whole answers.
func (s *subject) read(v kg.Viewer, q *kg.Query) *kg.Result {
	s.t.Helper()
	result, err := s.tryRead(v, q)
	if err != nil {
		s.t.Fatalf("Read: %v", err)
	}
	return result
}

func (s *subject) tryRead(v kg.Viewer, q *kg.Query) (*kg.Result, error) {
	s.t.Helper()
	want, wantErr := s.memory.Reader(v).Read(context.Background(), q)
	got, err := s.store.Reader(v).Read(context.Background(), q)
	s.sameError("Read", err, wantErr)
	if err != nil {
		return nil, err
	}
	if d := diff(showResult(want), showResult(got)); d != "" {
		s.t.Fatalf("Read %s\ndiffers (- wanted, + got):\n%s", showQuery(q), d)
	}
	return got, nil
}

// refuseRead reads what both stores refuse to.
func (s *subject) refuseRead(q *kg.Query, kind error) {
	s.t.Helper()
	if _, err := s.tryRead(kg.System, q); !errors.Is(err, kind) {
		s.t.Fatalf("Read %s: error %v; want %q", showQuery(q), err, kind)
	}
}

func (s *subject) expand(v kg.Viewer, f *kg.Frontier) *kg.Adjacency {
	s.t.Helper()
	want, wantErr := s.memory.Reader(v).Expand(context.Background(), f)
	got, err := s.store.Reader(v).Expand(context.Background(), f)
	s.sameError("Expand", err, wantErr)
	if err != nil {
		s.t.Fatalf("Expand: %v", err)
	}
	if d := diff(showAdjacency(want), showAdjacency(got)); d != "" {
		s.t.Fatalf("Expand %+v\ndiffers (- wanted, + got):\n%s", *f, d)
	}
	return got
}

func (s *subject) changes(v kg.Viewer, after kg.Revision, limit int) []kg.Change {
	s.t.Helper()
	want, wantErr := s.memory.Reader(v).Changes(context.Background(), after, limit)
	got, err := s.store.Reader(v).Changes(context.Background(), after, limit)
	s.sameError("Changes", err, wantErr)
	if err != nil {
		s.t.Fatalf("Changes: %v", err)
	}
	if d := diff(showChanges(want), showChanges(got)); d != "" {
		s.t.Fatalf("Changes after %d, %d at most\ndiffer (- wanted, + got):\n%s", after, limit, d)
	}
	return got
}

// scan returns the records of the tested store after a mark, having compared
// them with the other's.
func (s *subject) scan(v kg.Viewer, after kg.ScanMark) []kg.Record {
	s.t.Helper()
	want, err := collect(s.memory.Reader(v), after)
	if err != nil {
		s.t.Fatalf("Scan: %v", err)
	}
	got, err := collect(s.store.Reader(v), after)
	if err != nil {
		s.t.Fatalf("Scan: %v", err)
	}
	if d := diff(showRecords(want), showRecords(got)); d != "" {
		s.t.Fatalf("Scan after %+v\ndiffers (- wanted, + got):\n%s", after, d)
	}
	return got
}

func collect(r kg.Reader, after kg.ScanMark) ([]kg.Record, error) {
	var records []kg.Record
	err := r.Scan(context.Background(), after, func(record kg.Record) error {
		records = append(records, record)
		return nil
	})
	return records, err
}

// checksum compares all that both stores hold and returns its checksum.
func (s *subject) checksum() string {
	s.t.Helper()
	s.scan(kg.System, kg.ScanMark{})
	sum, err := Checksum(context.Background(), s.store)
	if err != nil {
		s.t.Fatalf("Checksum: %v", err)
	}
	return sum
}

// node returns a stored node, or nil.
func (s *subject) node(id kg.ID) *kg.Node {
	s.t.Helper()
	for _, record := range s.scan(kg.System, kg.ScanMark{}) {
		if record.Node != nil && record.Node.ID == id {
			return record.Node
		}
	}
	return nil
}

// edges returns the stored edges of a relation, by number.
func (s *subject) edges(relation string) []*kg.Edge {
	s.t.Helper()
	var found []*kg.Edge
	for _, record := range s.scan(kg.System, kg.ScanMark{}) {
		if record.Edge != nil && record.Edge.Relation == relation {
			found = append(found, record.Edge)
		}
	}
	return found
}
