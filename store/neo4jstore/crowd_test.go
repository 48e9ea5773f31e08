package neo4jstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/storetest"
)

// A crowd is people who work at institutions, which take part in projects. The first
// project is a hub: so many of the participations are its.
type crowd struct {
	people, institutions, projects, affiliations, participations, hub int
}

func idOf(kind string, n int) kg.ID { return kg.NodeID(kind, fmt.Sprint(n)) }

// nodes makes the nodes of the crowd, numbered from 1.
func (c crowd) nodes(r *rand.Rand) []kg.NodeChange {
	var all []kg.NodeChange
	registered := kg.Registered
	add := func(kind string, i int, properties map[string]kg.Value) {
		n := kg.NodeChange{ID: idOf(kind, i), Kind: kind, Properties: properties}
		if i%50 == 49 {
			n.Visibility = &registered
		}
		all = append(all, n)
	}
	name := func(kind string, i int) kg.Value {
		return localized("en", fmt.Sprintf("%s %d", kind, r.IntN(1_000_000)), "zh", fmt.Sprintf("%c%d", '一'+r.IntN(20_000), i))
	}
	for i := range c.people {
		add("Person", i, map[string]kg.Value{"name": name("person", i), "note": kg.Text(fmt.Sprintf("note %d", r.IntN(1_000_000))),
			"grade": kg.Symbol([]string{"SENIOR", "MIDDLE", "JUNIOR"}[i%3]), "works": kg.Int(int64(r.IntN(1000))),
			"born": kg.Stored(kg.TypeDate, fmt.Sprintf("%d-%02d", 1950+r.IntN(50), 1+r.IntN(12)), 0), "salary": kg.Money("CNY", int64(r.IntN(1e6)))})
		if i%10 == 0 {
			delete(all[len(all)-1].Properties, "works")
		}
	}
	for i := range c.institutions {
		add("Institution", i, map[string]kg.Value{"name": name("institution", i), "students": kg.Int(int64(r.IntN(50_000)))})
	}
	for i := range c.projects {
		add("Project", i, map[string]kg.Value{"title": kg.Text(fmt.Sprintf("project %d", i)), "number": kg.Text(fmt.Sprint(r.IntN(1_000_000)))})
	}
	return all
}

// edges makes the edges between those nodes.
func (c crowd) edges(r *rand.Rand) []kg.EdgeChange {
	var all []kg.EdgeChange
	for i := range c.affiliations {
		all = append(all, kg.EdgeChange{Relation: "AFFILIATED_WITH", From: idOf("Person", i%c.people), To: idOf("Institution", r.IntN(c.institutions)),
			Properties: map[string]kg.Value{"role": kg.Symbol("MEMBER"), "from": kg.Stored(kg.TypeDate, fmt.Sprintf("%d-%02d", 1980+r.IntN(40), 1+i/c.people), 0)}})
	}
	for i := range c.participations {
		project := 1 + r.IntN(c.projects-1)
		if i < c.hub {
			project = 0
		}
		all = append(all, kg.EdgeChange{Relation: "PARTICIPATED_IN", From: idOf("Institution", i%c.institutions), To: idOf("Project", project),
			Properties: map[string]kg.Value{"part": kg.Int(int64(i)), "rank": kg.Int(int64(r.IntN(1000))), "amount": kg.Money("EUR", int64(r.IntN(1e8)))}})
	}
	return all
}

// load fills an empty database with the crowd.
func (c crowd) load(t testing.TB) *Store {
	t.Helper()
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	r := rand.New(rand.NewPCG(1, 2))
	for batch := range slices.Chunk(c.nodes(r), 5000) {
		applied(t, s, kg.Changeset{Nodes: batch, Bulk: true})
	}
	for batch := range slices.Chunk(c.edges(r), 5000) {
		applied(t, s, kg.Changeset{Edges: batch, Bulk: true})
	}
	// What plans are made by is counted in the background.
	if _, err := rowsOf(t.Context(), s, "CALL db.prepareForReplanning(300)"); err != nil {
		t.Fatal(err)
	}
	return s
}
