package bench

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/seed"
)

// batch is how much goes into a changeset: what the memory of a database that is small
// holds.
const batch = 5000

// fill puts a made-up hub into an empty store, and achievements with 20, 1,000 and
// 10,000 contributors.
func fill(tb testing.TB, s kg.Store, p seed.Profile) {
	tb.Helper()
	ctx := context.Background()
	if err := s.Migrate(ctx); err != nil {
		tb.Fatal(err)
	}
	hub, err := seed.Generate(p)
	if err != nil {
		tb.Fatal(err)
	}
	fewer := 1
	if p == seed.Small {
		fewer = 20
	}
	for _, cs := range []*kg.Changeset{hub, crowd(fewer)} {
		for nodes := range slices.Chunk(cs.Nodes, batch) {
			apply(tb, s, &kg.Changeset{Nodes: nodes, At: cs.At, Bulk: true})
		}
		for edges := range slices.Chunk(cs.Edges, batch) {
			apply(tb, s, &kg.Changeset{Edges: edges, At: cs.At, Bulk: true})
		}
	}
}

func apply(tb testing.TB, s kg.Store, cs *kg.Changeset) *kg.Receipt {
	tb.Helper()
	receipt, err := s.Apply(context.Background(), cs)
	if err != nil {
		tb.Fatal(err)
	}
	return receipt
}

// crowd is the crowded achievements and those who have contributed to them; or so many
// times fewer, for tests.
func crowd(fewer int) *kg.Changeset {
	var nodes []kg.NodeChange
	var edges []kg.EdgeChange
	titles := []string{"professor", "lecturer", "engineer", "researcher", "assistant", "fellow", "dean"}
	person := func(i int) kg.ID { return kg.NodeID(model.KindPerson, fmt.Sprintf("bench.%d", i)) }
	all := slices.Max(degrees) / fewer
	for i := range all {
		nodes = append(nodes, kg.NodeChange{ID: person(i), Kind: model.KindPerson, Properties: map[string]kg.Value{
			"name":          kg.Localized(map[string]string{"en": fmt.Sprintf("Contributor %d", i), "zh": fmt.Sprintf("贡献者%d", i)}),
			"orcid":         kg.Text(orcid(i)),
			"academicTitle": kg.Text(titles[i%len(titles)])}})
	}
	for _, d := range degrees {
		nodes = append(nodes, kg.NodeChange{ID: crowded(d), Kind: model.KindAchievement, Properties: map[string]kg.Value{
			"title": kg.Localized(map[string]string{"en": fmt.Sprintf("A work of %d", d)}), "stage": kg.Symbol("INITIAL"), "trl": kg.Int(1)}})
		for i := range min(max(d/fewer, 20), d) {
			edges = append(edges, kg.EdgeChange{Relation: model.RelContributedTo, From: person((i * 7) % all), To: crowded(d),
				Properties: map[string]kg.Value{"rank": kg.Int(int64(1 + i)), "contribution": kg.Text("measurements")}})
		}
	}
	return &kg.Changeset{Nodes: nodes, Edges: edges}
}

// orcid is the iD of a contributor, which passes for one nowhere else.
func orcid(i int) string { return fmt.Sprintf("bench-%05d", i) }
