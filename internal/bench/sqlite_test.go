package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/seed"
	"innograph/store/sqlitestore"
)

const sqliteReads = "Reads on SQLite"

// sqliteHub is a store in a file that holds the hub.
func sqliteHub(tb testing.TB, p seed.Profile) (*sqlitestore.Store, string) {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "hub.db")
	s, err := sqlitestore.Open(context.Background(), path, model.Graph())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	fill(tb, s, p)
	return s, path
}

// sqlitePairs are the reads of SQLite.
func sqlitePairs(tb testing.TB, s kg.Store, h *sqlHand) []pair {
	tb.Helper()
	r := s.Reader(kg.Anyone)
	byHand := h.read(tb)
	f := frontier(middle(tb, s))
	var pairs []pair
	for _, q := range reads() {
		pairs = append(pairs, pair{name: q.name, own: read(r, &q.query), hand: byHand[q.name], loose: strings.HasPrefix(q.name, "search")})
	}
	pairs = append(pairs,
		pair{name: "groups with statistics", own: aggregate(r, grouped()), hand: h.grouped(tb)},
		pair{name: "expand 1000 nodes", own: expand(r, f), hand: h.expand(tb, f), loose: true},
		pair{name: "scan of all nodes and edges", own: scan(s.Reader(kg.System)), hand: h.scan(tb)})
	for i := range pairs {
		pairs[i].table, pairs[i].within = sqliteReads, true
	}
	return pairs
}

// BenchmarkSQLite compares reads, requests and writes.
func BenchmarkSQLite(b *testing.B) {
	s, path := sqliteHub(b, seed.Full)
	h := openHand(b, path)
	compareAll(b, sqlitePairs(b, s, h))
	compareAll(b, crowds("Pages on SQLite", s, true))
	compareAll(b, served(b, "Requests over HTTP on SQLite", s, func(o operation) attempt { return o.sql(b, h) }))
	compareAll(b, writes(b, sqliteWrites, s, true, newSQLWriter(b, s, h).write))
}

// compareAll measures pairs.
func compareAll(b *testing.B, pairs []pair) {
	for _, p := range pairs {
		b.Run(p.name, func(b *testing.B) { measure(b, p) })
	}
}

// crowds are pages under many edges beside the same under few.
func crowds(table string, s kg.Store, within bool) []pair {
	r := s.Reader(kg.Anyone)
	q := func(degree int) *kg.Query {
		q := fromIDs([]kg.ID{crowded(degree)}, ofAchievement, contributors())
		return &q
	}
	few := read(r, q(20))
	var pairs []pair
	for _, d := range degrees[1:] {
		pairs = append(pairs, pair{table: table, name: fmt.Sprintf("default order, %d", d), first: "of many", second: "of 20", own: read(r, q(d)), hand: few, within: within, loose: true})
	}
	return pairs
}

// What is written by hand finds what the store does, and writes as much.
func TestSQLiteAgrees(t *testing.T) {
	s, path := sqliteHub(t, seed.Small)
	h := openHand(t, path)
	for _, p := range append(sqlitePairs(t, s, h), served(t, "", s, func(o operation) attempt { return o.sql(t, h) })...) {
		if p.name != rare { // whom the small hub does not have
			agree(t, &p)
		}
	}
	writesAgree(t, s, h)
}
