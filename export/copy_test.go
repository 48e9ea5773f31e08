package export

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/store/storetest"
)

// filled returns a store with so many people, each of whom knows the one before.
func filled(t *testing.T, people int) kg.Store {
	t.Helper()
	s := storetest.NewMemory(storetest.Model())
	cs := &kg.Changeset{}
	id := func(i int) kg.ID { return kg.ID(fmt.Sprintf("Person_%d", i)) }
	name := kg.Localized(map[string]string{"zh": "人", "en": "Somebody"})
	for i := range people {
		cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: id(i), Kind: "Person", Properties: map[string]kg.Value{"name": name, "works": kg.Int(int64(i))},
			Identifiers: []kg.Identifier{{Scheme: "trial", Value: fmt.Sprint(i)}}})
		if i > 0 {
			cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: "KNOWS", From: id(i), To: id(i - 1)})
		}
	}
	apply(t, s, cs)
	apply(t, s, &kg.Changeset{DeleteNodes: []kg.ID{id(people / 2)}}) // gaps in the numbers stay
	return s
}

func apply(t *testing.T, s kg.Store, cs *kg.Changeset) {
	t.Helper()
	if _, err := s.Apply(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
}

// dying is a store that fails after so many changesets.
type dying struct {
	kg.Store
	left int
}

var errDied = errors.New("it died")

func (d *dying) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	if d.left--; d.left < 0 {
		return nil, errDied
	}
	return d.Store.Apply(ctx, cs)
}

func sameStores(t *testing.T, a, b kg.Store) {
	t.Helper()
	want, err := storetest.Checksum(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := storetest.Checksum(t.Context(), b); err != nil || got != want {
		t.Errorf("the copy differs (%v)", err)
	}
}

func inBatches(t *testing.T, size int, from, to kg.Store, reached func(Stage, int64)) (*Comparison, error) {
	t.Helper()
	return (&copying{ctx: t.Context(), to: to, reached: reached, size: size}).run(from)
}

func TestCopyGoesOn(t *testing.T) {
	const size = 50
	from := filled(t, 3*size)
	for batches := range 7 { // within the nodes, among both, within the edges, at the end
		to := storetest.NewMemory(storetest.Model())
		if batches < 6 {
			if _, err := inBatches(t, size, from, &dying{to, batches}, func(Stage, int64) {}); !errors.Is(err, errDied) {
				t.Fatalf("after %d batches: %v", batches, err)
			}
		}
		var last int64
		var stages []Stage
		comparison, err := inBatches(t, size, from, to, func(stage Stage, n int64) { stages, last = append(stages, stage), n })
		if err != nil || !comparison.Equal() {
			t.Fatalf("after %d batches: %v, %+v", batches, err, comparison)
		}
		if want := int64(6*size - 4); last != want { // less a node, its two edges, and one that the first person lacks
			t.Errorf("told of %d records of %d", last, want)
		}
		if stages = slices.Compact(stages); !slices.Equal(stages, []Stage{Looking, Reading, Writing, Comparing}) {
			t.Errorf("stages %v", stages)
		}
		sameStores(t, from, to)
	}
}

func TestCopyRefusesForeign(t *testing.T) {
	from := filled(t, 10)
	for name, spoil := range map[string]func(t *testing.T, to kg.Store){
		"another graph": func(t *testing.T, to kg.Store) {
			apply(t, to, &kg.Changeset{Nodes: []kg.NodeChange{{ID: "Region_1", Kind: "Region",
				Properties: map[string]kg.Value{"scheme": kg.Text("s"), "code": kg.Text("c"), "title": kg.Text("t")}}}})
		},
		"a copy that was changed": func(t *testing.T, to kg.Store) {
			if _, err := Copy(t.Context(), from, to, func(Stage, int64) {}); err != nil {
				t.Fatal(err)
			}
			apply(t, to, &kg.Changeset{Nodes: []kg.NodeChange{{ID: "Person_1", Kind: "Person", Properties: map[string]kg.Value{"works": kg.Int(99)}}}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			to := storetest.NewMemory(storetest.Model())
			spoil(t, to)
			before, err := storetest.Checksum(t.Context(), to)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Copy(t.Context(), from, to, func(Stage, int64) {}); !errors.Is(err, kg.ErrConflict) {
				t.Errorf("error %v", err)
			}
			if after, err := storetest.Checksum(t.Context(), to); err != nil || after != before {
				t.Errorf("it was written to (%v)", err)
			}
		})
	}
}

// What writes to the first store while it is copied is found in the comparison.
func TestCopyFindsDifferences(t *testing.T) {
	from, to := filled(t, 10), storetest.NewMemory(storetest.Model())
	comparison, err := Copy(t.Context(), from, to, func(stage Stage, n int64) {
		if stage == Writing && n > 0 {
			apply(t, to, &kg.Changeset{DeleteNodes: []kg.ID{"Person_9"}})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var different []string
	for _, l := range comparison.Different() {
		different = append(different, fmt.Sprint(l.Kind, l.Relation, " ", l.From.Count, " ", l.To.Count))
	}
	if got := strings.Join(different, ", "); got != "Person 9 8, KNOWS 7 6" {
		t.Errorf("differ: %s", got)
	}
	var table strings.Builder
	if _, err := comparison.WriteTo(&table); err != nil || !strings.Contains(table.String(), "2 kinds and relations differ") {
		t.Errorf("%v:\n%s", err, table.String())
	}
}

// narrow is a store that takes few records at once, and notes the bookmarks that it
// is read after.
type narrow struct {
	kg.Store
	most    int
	written kg.Bookmark
	after   []kg.Bookmark
}

func (n *narrow) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	if len(cs.Nodes)+len(cs.Edges) > n.most {
		return nil, &kg.Error{Kind: kg.ErrTooLarge, Reason: "that is too much"}
	}
	receipt, err := n.Store.Apply(ctx, cs)
	if err == nil {
		n.written = receipt.Bookmark
	}
	return receipt, err
}

func (n *narrow) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	n.after = after
	return n.Store.Reader(v, after...)
}

func TestCopyIntoANarrowStore(t *testing.T) {
	from := filled(t, 100)
	to := &narrow{Store: storetest.NewMemory(storetest.Model()), most: 7}
	var told []int64
	comparison, err := inBatches(t, 50, from, to, func(_ Stage, n int64) { told = append(told, n) })
	if err != nil || !comparison.Equal() {
		t.Fatalf("%v, %+v", err, comparison)
	}
	if len(told) < 30 || told[len(told)-1] != 196 || !slices.IsSorted(told) {
		t.Errorf("told of %v records", told)
	}
	if !slices.Equal(to.after, []kg.Bookmark{to.written}) {
		t.Errorf("compared with what was read after %q, want %q", to.after, to.written)
	}
	sameStores(t, from, to)
	to = &narrow{Store: storetest.NewMemory(storetest.Model())}
	if _, err := inBatches(t, 50, from, to, func(Stage, int64) {}); !errors.Is(err, kg.ErrTooLarge) {
		t.Errorf("a store that takes nothing: %v", err)
	}
}
