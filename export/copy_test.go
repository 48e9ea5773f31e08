package export

import (
	"context"
	"errors"
	"fmt"
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

func inBatches(t *testing.T, size int, from, to kg.Store, copied func(int64)) (*Comparison, error) {
	t.Helper()
	return (&copying{ctx: t.Context(), to: to, copied: copied, size: size}).run(from)
}

func TestCopyGoesOn(t *testing.T) {
	const size = 50
	from := filled(t, 3*size)
	for batches := range 7 { // within the nodes, among both, within the edges, at the end
		to := storetest.NewMemory(storetest.Model())
		if batches < 6 {
			if _, err := inBatches(t, size, from, &dying{to, batches}, func(int64) {}); !errors.Is(err, errDied) {
				t.Fatalf("after %d batches: %v", batches, err)
			}
		}
		var last int64
		comparison, err := inBatches(t, size, from, to, func(n int64) { last = n })
		if err != nil || !comparison.Equal() {
			t.Fatalf("after %d batches: %v, %+v", batches, err, comparison)
		}
		if want := int64(6*size - 4); last != want { // less a node, its two edges, and one that the first person lacks
			t.Errorf("told of %d records of %d", last, want)
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
			if _, err := Copy(t.Context(), from, to, func(int64) {}); err != nil {
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
			if _, err := Copy(t.Context(), from, to, func(int64) {}); !errors.Is(err, kg.ErrConflict) {
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
	comparison, err := Copy(t.Context(), from, to, func(n int64) {
		if n > 0 {
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
