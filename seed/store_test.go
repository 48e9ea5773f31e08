package seed

import (
	"slices"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// stored returns a store that holds the small hub.
func stored(t *testing.T) kg.Store {
	t.Helper()
	store := storetest.NewMemory(model.Graph())
	if _, err := store.Apply(t.Context(), changeset(t, Small)); err != nil {
		t.Fatal(err)
	}
	return store
}

func read(t *testing.T, store kg.Store, v kg.Viewer, q *kg.Query) *kg.Result {
	t.Helper()
	result, err := store.Reader(v).Read(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// Two stores that were filled with the hub hold the same.
func TestStoresAreEqual(t *testing.T) {
	var sums [2]string
	for i := range sums {
		sum, err := storetest.Checksum(t.Context(), stored(t))
		if err != nil {
			t.Fatal(err)
		}
		sums[i] = sum
	}
	if sums[0] != sums[1] {
		t.Errorf("%s and %s", sums[0], sums[1])
	}
}

// What is planted is found in a store by whoever is not known, and so is a node
// by the id of one that it has taken up.
func TestPlantedInStore(t *testing.T) {
	store, truth := stored(t), Planted()
	for _, path := range truth.Paths {
		for i, relation := range path.Relations {
			q := &kg.Query{Start: kg.Start{IDs: path.Nodes[i : i+1]}}
			q.Select.Hops = []kg.Hop{{Relations: []string{relation}, Direction: kg.Both, Page: kg.Page{Limit: 1000}}}
			found := read(t, store, kg.Anyone, q).Root
			if len(found.Hops) == 0 || !slices.ContainsFunc(found.Hops[0].Rows, func(r kg.Row) bool { return r.ID == path.Nodes[i+1] }) {
				t.Errorf("question %d: %s does not lead from %s to %s", path.Question, relation, path.Nodes[i], path.Nodes[i+1])
			}
		}
	}
	q := &kg.Query{Start: kg.Start{IDs: []kg.ID{truth.Merged.Former}}}
	if rows := read(t, store, kg.Anyone, q).Root.Rows; len(rows) != 1 || rows[0].ID != truth.Merged.Survivor {
		t.Errorf("%s leads to %v", truth.Merged.Former, rows)
	}
}

// Of needs, whoever is not known sees those that are published, known callers
// those that were too, and who has posted a draft that one.
func TestSeenNeeds(t *testing.T) {
	store, g := stored(t), generate(t, Small)
	total := func(v kg.Viewer) int {
		q := &kg.Query{Start: kg.Start{List: &kg.List{Kinds: []string{model.KindNeed}, Total: true}}}
		return int(read(t, store, v, q).Root.Pages[0].Total)
	}
	var draft *kg.NodeChange
	hidden := map[kg.Visibility]int{}
	for _, n := range g.kinds[model.KindNeed] {
		if n.Visibility == nil {
			continue
		}
		hidden[*n.Visibility]++
		if *n.Visibility == kg.Parties {
			draft = n
		}
	}
	anyone, member := total(kg.Anyone), total(kg.Member)
	poster := total(kg.ActingFor(g.to(draft.ID, model.RelPostedBy)[0].ID))
	if anyone != g.count(model.KindNeed, nil) || member != anyone+hidden[kg.Registered] || poster != member+1 {
		t.Errorf("%d, %d and %d are seen; hidden are %v", anyone, member, poster, hidden)
	}
}
