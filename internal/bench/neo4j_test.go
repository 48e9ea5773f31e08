package bench

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/model"
	"innograph/seed"
	"innograph/store/neo4jstore"
)

const neo4jReads = "Reads on Neo4j"

// neo4jHub is a store in a Neo4j of this benchmark's own that holds the hub.
func neo4jHub(tb testing.TB) (*neo4jstore.Store, launcher.Address) {
	tb.Helper()
	address := neo4jtest.Empty(tb)
	s := openNeo4j(tb, address)
	fill(tb, s, seed.Full)
	// What plans are made by is counted in the background.
	h := connectHand(tb, address)
	if _, err := h.run(tb.Context(), "CALL db.prepareForReplanning(300)", nil); err != nil {
		tb.Fatal(err)
	}
	return s, address
}

func openNeo4j(tb testing.TB, a launcher.Address) *neo4jstore.Store {
	tb.Helper()
	s, err := neo4jstore.Open(context.Background(), a.URL(), model.Graph())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// openMigrated opens a store that another has filled.
func openMigrated(tb testing.TB, a launcher.Address) *neo4jstore.Store {
	tb.Helper()
	s := openNeo4j(tb, a)
	if err := s.Migrate(context.Background()); err != nil {
		tb.Fatal(err)
	}
	return s
}

// neo4jPairs are the reads of Neo4j.
func neo4jPairs(tb testing.TB, s kg.Store, h *cypherHand) []pair {
	tb.Helper()
	r, byHand, f := s.Reader(kg.Anyone), h.read(tb), frontier(middle(tb, s))
	var pairs []pair
	for _, q := range reads() {
		pairs = append(pairs, pair{name: q.name, own: read(r, &q.query), hand: byHand[q.name], loose: strings.HasPrefix(q.name, "search")})
	}
	pairs = append(pairs,
		pair{name: "groups with statistics", own: aggregate(r, grouped()), hand: h.grouped()},
		pair{name: "expand 1000 nodes", own: expand(r, f), hand: h.expand(f), loose: true},
		pair{name: "scan of all nodes and edges", own: scan(s.Reader(kg.System)), hand: h.scan()})
	for i := range pairs {
		pairs[i].table = neo4jReads
	}
	return pairs
}

// BenchmarkNeo4j compares reads, requests, ways to read several levels, and writes.
func BenchmarkNeo4j(b *testing.B) {
	s, address := neo4jHub(b)
	h := connectHand(b, address)
	compareAll(b, neo4jPairs(b, s, h))
	compareAll(b, crowds("Pages on Neo4j", s, false))
	compareAll(b, served(b, "Requests over HTTP on Neo4j", s, func(o operation) attempt { return o.cypher(b, h) }))
	compareNested(b, address)
	comparePeer(b, s, h)
	roundTrips(b, s)
	compareAll(b, writes(b, neo4jWrites, s, false, newCypherWriter(b, s, h).write))
}

// roundTrips counts the statements of nested questions, each of which is one.
func roundTrips(b *testing.B, s *neo4jstore.Store) {
	for _, q := range reads() {
		sent := 0
		s.Observe(func(string) { sent++ })
		if _, err := s.Reader(kg.Anyone).Read(b.Context(), &q.query); err != nil {
			b.Fatal(err)
		}
		s.Observe(nil)
		if strings.HasSuffix(q.name, "levels") || q.name == "node by id" {
			results.fact("Round trips on Neo4j, "+q.name, fmt.Sprint(sent), "1")
		}
	}
}
