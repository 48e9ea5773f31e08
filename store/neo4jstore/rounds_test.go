package neo4jstore

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/wire"
	"innograph/kg"
	"innograph/store/storetest"
)

// A rounds is a call and what it takes.
type rounds struct {
	name                   string
	statements, roundTrips int
	call                   func(ctx context.Context, s *Store) error
}

// hops returns the selection of a query of so many more levels.
func hops(n int) kg.Selection {
	if n == 0 {
		return kg.Selection{}
	}
	ways := []kg.Hop{
		{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.Out},
		{Relations: []string{"PARTICIPATED_IN"}, Direction: kg.Out},
		{Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In},
		{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In},
	}
	h := ways[(4-n)%len(ways)]
	h.Page, h.Total, h.Select = kg.Page{Limit: 3, Opposite: true}, true, hops(n-1)
	return kg.Selection{Hops: []kg.Hop{h}}
}

func reads(v kg.Viewer, q kg.Query) func(context.Context, *Store) error {
	return func(ctx context.Context, s *Store) error {
		_, err := s.Reader(v).Read(ctx, &q)
		return err
	}
}

func searches(text string) func(context.Context, *Store) error {
	return reads(kg.Anyone, kg.Query{Start: kg.Start{Search: &kg.Search{Text: text, Page: kg.Page{Limit: 10}}}})
}

func aggregates(qs ...kg.AggregateQuery) func(context.Context, *Store) error {
	return func(ctx context.Context, s *Store) error {
		_, err := s.Reader(kg.Anyone).Aggregate(ctx, qs)
		return err
	}
}

func applies(cs kg.Changeset) func(context.Context, *Store) error {
	return func(ctx context.Context, s *Store) error {
		_, err := s.Apply(ctx, &cs)
		return err
	}
}

// newPeople are changes that create so many people, each of whom works at two
// institutions.
func newPeople(name string, people int) (cs kg.Changeset) {
	for i := range people {
		n := somePerson(fmt.Sprintf("%s%d", name, i), 1)
		n.Identifiers = []kg.Identifier{{Scheme: "trial", Value: string(n.ID)}}
		cs.Nodes = append(cs.Nodes, n)
		for j := range 2 {
			cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: "AFFILIATED_WITH", From: n.ID, To: idOf("Institution", (i+j)%5),
				Properties: map[string]kg.Value{"role": kg.Symbol("MEMBER")}})
		}
	}
	return cs
}

func roundsOfReads() []rounds {
	people := kg.List{Kinds: []string{"Person"}, Page: kg.Page{Limit: 10, Opposite: true}, Total: true}
	deep := reads(kg.Anyone, kg.Query{Start: kg.Start{List: &people}, Select: hops(4)})
	byKey := kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "trial", Value: "Person_before0"}}}}
	grade := kg.AggregateQuery{List: &kg.List{Kinds: []string{"Person"}}, By: []kg.GroupKey{{Property: "grade"}}, Limit: 100}
	measured := grade
	measured.Measures = []kg.Measure{{Property: "works"}, {Property: "salary"}}
	scan := func(ctx context.Context, s *Store) error {
		return s.Reader(kg.System).Scan(ctx, kg.ScanMark{}, func(kg.Record) error { return nil })
	}
	return []rounds{
		{"`Read` of nodes by id or key", 1, 1, reads(kg.Anyone, byKey)},
		{"`Read` of a page of a list, its total and whether there are others", 1, 1, reads(kg.Anyone, kg.Query{Start: kg.Start{List: &people}})},
		{"the same for a viewer who acts for somebody", 2, 2, reads(kg.ActingFor(idOf("Person", 1)), kg.Query{Start: kg.Start{List: &people}})},
		{"the same with one level below", 2, 2, reads(kg.Anyone, kg.Query{Start: kg.Start{List: &people}, Select: hops(1)})},
		{"the same with four levels below", 5, 5, deep},
		{"the same with four levels below", 5, 5, deep},
		{"the same when it has been asked twice before", 1, 1, deep},
		{"`Read` of a page of a search that finds less than 200 nodes", 2, 2, searches("person 99")},
		{"the same of one that finds more", 4, 4, searches("person")},
		{"`Expand` of 50 nodes", 1, 1, func(ctx context.Context, s *Store) error {
			f := &kg.Frontier{Direction: kg.Both, Limit: 1000}
			for i := range int64(50) {
				f.Nodes = append(f.Nodes, i+1)
			}
			_, err := s.Reader(kg.Anyone).Expand(ctx, f)
			return err
		}},
		{"`Aggregate` of the groups of a list", 1, 1, aggregates(grade)},
		{"the same with statistics of two properties", 3, 3, aggregates(measured)},
		{"`Changes`, up to 200", 1, 1, func(ctx context.Context, s *Store) error {
			_, err := s.Reader(kg.System).Changes(ctx, 0, 200)
			return err
		}},
		{"`Scan` of 1116 nodes and 92 edges, in a model with 8 relations", 12, 12, scan},
		{"`Ping`", 1, 1, func(ctx context.Context, s *Store) error { return s.Ping(ctx) }},
		{"`Migrate` where nothing is to be done", 3, 3, func(ctx context.Context, s *Store) error { return s.Migrate(ctx) }},
	}
}

func roundsOfWrites() []rounds {
	hundred := newPeople("b", 100)
	return []rounds{
		{"`Apply` that creates a node", 4, 6, applies(kg.Changeset{Nodes: []kg.NodeChange{somePerson("x", 1)}})},
		{"`Apply` that changes a node", 4, 6, applies(kg.Changeset{Nodes: []kg.NodeChange{somePerson("x", 2)}})},
		{"`Apply` that changes nothing", 2, 4, applies(kg.Changeset{Nodes: []kg.NodeChange{somePerson("x", 2)}})},
		{"`Apply` that creates a node with an identifier and two edges", 9, 11, applies(newPeople("a", 1))},
		{"`Apply` that creates 100 such nodes and 200 edges", 9, 11, applies(hundred)},
		{"`Apply` that finds all of these there", 4, 6, applies(hundred)},
		{"`Apply` that deletes a node with two edges", 7, 9, applies(kg.Changeset{DeleteNodes: []kg.ID{"Person_a0"}})},
	}
}

// What each call of the port takes, counted at the driver and, to see that it counts
// what is sent, on the wire. docs/neo4j.md has the same table.
func TestRounds(t *testing.T) {
	s := crowd{people: 1100, institutions: 5, projects: 10, affiliations: 60, participations: 30, hub: 20}.load(t)
	applied(t, s, newPeople("before", 1))
	address := neo4jtest.Shared(t)
	proxy := wire.Start(t, address.Host)
	address.Scheme, address.Host = "bolt", proxy.Host()
	observed := migrated(t, address, storetest.Model())
	if err := reads(kg.Anyone, kg.Query{Start: kg.Start{Numbers: []int64{1}}})(t.Context(), observed); err != nil {
		t.Fatal(err) // what another process has written is waited for once
	}
	var sent atomic.Int64
	observed.Observe(func(string) { sent.Add(1) })
	docs, err := os.ReadFile("../../docs/neo4j.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range append(roundsOfReads(), roundsOfWrites()...) {
		sent.Store(0)
		proxy.Forget()
		if err := c.call(t.Context(), observed); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		messages := proxy.Sent()
		statements := 0
		for _, m := range messages {
			if m.Name == "RUN" {
				statements++
			}
		}
		if trips := wire.RoundTrips(messages); statements != int(sent.Load()) || statements != c.statements || trips != c.roundTrips {
			t.Errorf("%s: %d statements, %d on the wire, %d round trips, want %d and %d", c.name, sent.Load(), statements, trips, c.statements, c.roundTrips)
		}
		if row := fmt.Sprintf("| %s | %d | %d |", c.name, c.statements, c.roundTrips); !strings.Contains(string(docs), row) {
			t.Errorf("docs/neo4j.md lacks %s", row)
		}
	}
}
