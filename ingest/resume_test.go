package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"innograph/docs/examples"
	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
)

// failing is a store that breaks after some changesets.
type failing struct {
	kg.Store
	left int
}

var errBroken = &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: "the power is out"}

func (f *failing) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	if f.left == 0 {
		return nil, errBroken
	}
	f.left--
	return f.Store.Apply(ctx, cs)
}

// exact writes a store record by record, in number order: everything but times.
func exact(t *testing.T, s kg.Store) []string {
	t.Helper()
	var lines []string
	err := s.Reader(kg.System).Scan(context.Background(), kg.ScanMark{}, func(r kg.Record) error {
		if n := r.Node; n != nil {
			lines = append(lines, fmt.Sprint(n.Number, n.ID, n.Kind, n.Version, n.Identifiers, n.Visibility, values(n.Properties), assertions(n.Provenance)))
		} else {
			e := r.Edge
			lines = append(lines, fmt.Sprint(e.Number, e.ID, e.From, e.To, e.Visibility, values(e.Properties), assertions(e.Provenance)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// An import that breaks off anywhere and is started again ends as one that was
// never interrupted.
func TestResume(t *testing.T) {
	m, err := ingest.LoadFS(examples.Files, examples.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	opts := ingest.Options{Batch: 3, At: clock}
	whole := empty()
	count := &failing{whole, 1000}
	if _, err := ingest.Run(context.Background(), count, model.Graph(), m, examples.Files, opts); err != nil {
		t.Fatal(err)
	}
	want, applied := exact(t, whole), 1000-count.left
	if applied < 10 {
		t.Fatalf("only %d changesets: there is nothing to break", applied)
	}
	for after := range applied {
		s := empty()
		_, err := ingest.Run(context.Background(), &failing{s, after}, model.Graph(), m, examples.Files, opts)
		if !errors.Is(err, kg.ErrUnavailable) {
			t.Fatalf("after %d: %v", after, err)
		}
		a, err := ingest.Run(context.Background(), s, model.Graph(), m, examples.Files, opts)
		if err != nil {
			t.Fatal(err)
		}
		addsUp(t, a)
		if d := differences(want, exact(t, s)); d != nil {
			t.Fatalf("broken after %d of %d:\n%s", after, applied, strings.Join(d, "\n"))
		}
	}
}

// meddling is a store to which another writer comes between a read and a write.
type meddling struct {
	kg.Store
	change *kg.Changeset
}

func (m *meddling) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	if between := m.change; between != nil && len(cs.Nodes) > 0 && cs.Nodes[0].Kind != "Source" {
		m.change = nil
		if _, err := m.Store.Apply(ctx, between); err != nil {
			return nil, err
		}
	}
	return m.Store.Apply(ctx, cs)
}

func TestAnotherWriter(t *testing.T) {
	s := empty()
	low.load(t, s, ingest.Options{})
	change := &kg.Changeset{Nodes: []kg.NodeChange{{ID: "Institution_low.1", Kind: "Institution",
		Properties: map[string]kg.Value{"aliases": kg.Texts("entered meanwhile")}}}}
	high.load(t, &meddling{s, change}, ingest.Options{})
	expect(t, "both", found(t, s, "Laboratory"),
		"Laboratory [{high a} {low 1} {ror 023hj5876}] PUBLIC aliases=[entered meanwhile] foundedOn=1949 level=NATIONAL_KEY name=[en high name] ror=023hj5876 "+
			"[Source_high/a HARVESTED  level name ror; Source_low/1 HARVESTED  foundedOn]")
}

func TestBrokenOff(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := ingest.Run(ctx, empty(), model.Graph(), parts.mapping(t), parts.fs(), ingest.Options{})
	if !errors.Is(err, kg.ErrUnavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A quick import says nothing while it runs.
func TestQuietWhenQuick(t *testing.T) {
	var b bytes.Buffer
	parts.load(t, empty(), ingest.Options{Progress: &b, Rewrite: true})
	if b.Len() > 0 {
		t.Errorf("it says %q", b.String())
	}
}

func TestLoad(t *testing.T) {
	expect(t, "shipped", fmt.Sprint(ingest.Shipped()), "[articles calls cordis grants patents ror]")
	for _, name := range ingest.Shipped() {
		for _, spelling := range []string{name, name + ".yaml"} {
			m, err := ingest.Load(spelling)
			if err != nil {
				t.Fatal(err)
			}
			if err := m.Check(model.Graph()); err != nil {
				t.Error(err)
			}
		}
	}
	_, err := ingest.Load("none.yaml")
	if !errors.Is(err, kg.ErrInvalid) || !strings.HasPrefix(err.Error(), "none.yaml: there is no such file; the mappings that come with the program are articles, calls, cordis, grants, patents, ror") {
		t.Errorf("got %v", err)
	}
}

func TestFolderInsteadOfFile(t *testing.T) {
	files := fstest.MapFS{"f.csv/x": &fstest.MapFile{}}
	_, err := ingest.Run(context.Background(), empty(), model.Graph(), parts.mapping(t), files, ingest.Options{})
	if err == nil || err.Error() != "f.csv: this is a folder, not a file" {
		t.Errorf("got %v", err)
	}
}

// The clock of a run is its own, so that two runs are equal.
func TestClock(t *testing.T) {
	s := empty()
	parts.load(t, s, ingest.Options{})
	if n := node(t, s, "s", "1"); !n.CreatedAt.Equal(clock) {
		t.Errorf("created at %s", n.CreatedAt)
	}
}

// narrow is a store that takes few records at once, and whose readers show what it
// has written only with the bookmark of that.
type narrow struct {
	kg.Store
	most int
	last kg.Bookmark
	lag  int // readings without the bookmark
}

func (n *narrow) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	if len(cs.Nodes)+len(cs.Edges) > n.most {
		return nil, &kg.Error{Kind: kg.ErrTooLarge, Reason: "that is too much"}
	}
	receipt, err := n.Store.Apply(ctx, cs)
	if err == nil {
		n.last = receipt.Bookmark
	}
	return receipt, err
}

type narrowReader struct {
	kg.Reader
	of    *narrow
	after []kg.Bookmark
}

func (n *narrow) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	return &narrowReader{n.Store.Reader(v, after...), n, after}
}

func (r *narrowReader) Read(ctx context.Context, q *kg.Query) (*kg.Result, error) {
	if r.of.last != "" && !slices.Contains(r.after, r.of.last) {
		r.of.lag++
	}
	return r.Reader.Read(ctx, q)
}

func TestImportIntoANarrowStore(t *testing.T) {
	m, err := ingest.LoadFS(examples.Files, examples.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	run := func(s kg.Store) (*ingest.Account, error) {
		return ingest.Run(context.Background(), s, model.Graph(), m, examples.Files, ingest.Options{At: clock})
	}
	whole, small := empty(), &narrow{Store: empty(), most: 20}
	if _, err := run(whole); err != nil {
		t.Fatal(err)
	}
	a, err := run(small)
	if err != nil {
		t.Fatal(err)
	}
	addsUp(t, a)
	if got, want := strings.Join(dump(t, small), "\n"), strings.Join(dump(t, whole), "\n"); got != want {
		t.Errorf("it holds\n%s\nwant\n%s", got, want)
	}
	if small.lag > 0 {
		t.Errorf("%d readings might have missed what was written before", small.lag)
	}
	if _, err := run(&narrow{Store: empty()}); !errors.Is(err, kg.ErrTooLarge) {
		t.Errorf("a store that takes nothing: %v", err)
	}
}
