package bench

import (
	"context"
	"fmt"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// sizes are how many nodes the measured changesets create, each with an edge.
var sizes = []int{1, 100, 1000}

// A writer makes people who work at institutions, different ones every time.
type writer struct {
	prefix string
	last   int
}

// next returns so many ids nobody has.
func (w *writer) next(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		w.last++
		ids[i] = fmt.Sprintf("%s.%d", w.prefix, w.last)
	}
	return ids
}

func properties() map[string]kg.Value {
	return map[string]kg.Value{
		"name":          kg.Localized(map[string]string{"en": "Somebody New", "zh": "新来的人"}),
		"academicTitle": kg.Text("lecturer"), "talentTier": kg.Text("none"), "aliases": kg.Texts("S. New"),
	}
}

// hosts is how many institutions they work at.
const hosts = 8

// institution is where the nth of those made works.
func institution(n int) kg.ID {
	return kg.NodeID(model.KindInstitution, fmt.Sprintf("seed.%d", 1+n%hosts))
}

// changeset creates so many people, each with a stay at an institution.
func (w *writer) changeset(n int) *kg.Changeset {
	cs := &kg.Changeset{Actor: "bench"}
	for i, key := range w.next(n) {
		person := kg.NodeID(model.KindPerson, key)
		cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: person, Kind: model.KindPerson, Properties: properties()})
		cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: model.RelAffiliatedWith, From: person, To: institution(i),
			Properties: map[string]kg.Value{"role": kg.Text("member"), "from": kg.Stored(kg.TypeDate, "2024-05-06", 0)}})
	}
	return cs
}

// written is an Apply of so many people.
func written(s kg.Store, w *writer, n int) attempt {
	return func(ctx context.Context) (func() []string, error) {
		_, err := s.Apply(ctx, w.changeset(n))
		return nil, err
	}
}

// writes are the pairs of writes, of which byHand does the same.
func writes(tb testing.TB, table string, s kg.Store, within bool, byHand func(n int) attempt) []pair {
	tb.Helper()
	w := &writer{prefix: "own"}
	var pairs []pair
	for _, n := range sizes {
		pairs = append(pairs, pair{table: table, name: fmt.Sprintf("apply %d nodes and edges", n), own: written(s, w, n), hand: byHand(n), within: within, apart: true})
	}
	return pairs
}
