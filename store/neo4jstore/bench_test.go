package neo4jstore

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

// benchCrowd has one project of 10,000 edges.
var benchCrowd = crowd{people: 20000, institutions: 5000, projects: 5000, affiliations: 100000, participations: 100000, hub: 10000}

// A benchCase is a query with what somebody who knows Cypher and this graph well would
// write by hand, sent through the same driver.
type benchCase struct {
	name       string
	query      kg.Query
	hand       string
	parameters map[string]any
}

func benchCases() []benchCase {
	properties := map[string][]string{
		"Institution": {"name", "ror", "uscc", "foundedOn", "students"},
		"Person":      {"name", "orcid", "note", "grade", "works", "born"},
		"Project":     {"title", "number", "amount", "from"},
	}
	participants := kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In, Page: kg.Page{Limit: 10, Keys: true},
		EdgeProperties: map[string][]string{"PARTICIPATED_IN": {"rank", "amount"}}, Select: kg.Selection{Properties: properties}}
	staff := kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In, Page: kg.Page{Limit: 10, Keys: true},
		EdgeProperties: map[string][]string{"AFFILIATED_WITH": {"role", "from", "to"}}, Select: kg.Selection{Properties: properties}}
	from := func(hop kg.Hop, ids ...kg.ID) kg.Query {
		return kg.Query{Start: kg.Start{IDs: ids}, Select: kg.Selection{Properties: properties, Hops: []kg.Hop{hop}}}
	}
	listed := func(order []kg.Order, page kg.Page, kinds ...string) kg.Query {
		page.Limit, page.Keys = 20, true
		return kg.Query{Start: kg.Start{List: &kg.List{Kinds: kinds, Order: order, Page: page}}, Select: kg.Selection{Properties: properties}}
	}
	var twenty []kg.ID
	for i := range 20 {
		twenty = append(twenty, idOf("Project", 1+i))
	}
	nested, last, deep, ranked, counted := participants, participants, participants, participants, participants
	nested.Select.Hops = []kg.Hop{staff}
	last.Page.Last = true
	deep.Page.After = &kg.Cursor{Key: []kg.Value{kg.Int(800)}, Node: 1}
	ranked.Order = []kg.Order{{Property: "students"}}
	counted.Total = true
	const (
		institution = "[i.id, i._number, i._name_exact, i.ror, i.uscc, i.foundedOn, i.students]"
		person      = "[n.id, n._number, n._name_exact, n.orcid, n.note, n.grade, n.works, n.born]"
		project     = "[p.id, p._number, p.title, p.number, p.amount_currency, p._amount_exact, p.from]"
		edge        = "[r.id, r._number, r.rank, r.amount_currency, r._amount_exact]"
		page        = "UNWIND $ids AS id MATCH (p:Node {id: id}) CALL (p) { MATCH (p)<-[r:PARTICIPATED_IN]-(i:Institution) WHERE r._level <= 1"
		found       = " RETURN collect([" + edge + ", " + institution + "]) AS rows } RETURN " + project + ", rows"
		byRank      = page + " WITH r, i ORDER BY r.rank, i._number, r._number LIMIT 11" + found
	)
	ids := func(list ...kg.ID) map[string]any { return map[string]any{"ids": textsFrom(list)} }
	return []benchCase{
		{"page of 10 under 20", from(participants, idOf("Project", 1)), byRank, ids(idOf("Project", 1))},
		{"page of 10 under 10000", from(participants, idOf("Project", 0)), byRank, ids(idOf("Project", 0))},
		{"last 10 under 10000", from(last, idOf("Project", 0)), page + " WITH r, i ORDER BY r.rank DESC, i._number DESC, r._number DESC LIMIT 11" + found, ids(idOf("Project", 0))},
		{"10 after 8000 of 10000", from(deep, idOf("Project", 0)), page + " AND r.rank >= 800 AND (r.rank > 800 OR i._number > 1) WITH r, i ORDER BY r.rank, i._number, r._number LIMIT 11" + found, ids(idOf("Project", 0))},
		{"10 by node property under 10000", from(ranked, idOf("Project", 0)), page + " WITH r, i ORDER BY i.students, i._number, r._number LIMIT 11" + found, ids(idOf("Project", 0))},
		{"10 and total under 10000", from(counted, idOf("Project", 0)), page + " WITH r, i ORDER BY r.rank, i._number, r._number LIMIT 11" +
			" RETURN collect([" + edge + ", " + institution + "]) AS rows } RETURN " + project + ", rows, COUNT { (p)<-[r:PARTICIPATED_IN]-() WHERE r._level <= 1 }", ids(idOf("Project", 0))},
		{"20 parents of 10", from(participants, twenty...), byRank, ids(twenty...)},
		{"20 parents of 10 of 10", from(nested, twenty...), page + " WITH r, i ORDER BY r.rank, i._number, r._number LIMIT 11" +
			" CALL (i) { MATCH (i)<-[s:AFFILIATED_WITH]-(n:Person) WHERE s._level <= 1 WITH s, n ORDER BY n._number, s._number LIMIT 11" +
			" RETURN collect([[s.id, s._number, s.role, s.from, s.to], " + person + "]) AS below } RETURN collect([" + edge + ", " + institution + ", below]) AS rows } RETURN " + project + ", rows", ids(twenty...)},
		{"root page by number", listed(nil, kg.Page{}, "Person"), "MATCH (n:Person) WHERE n._number > 0 AND n._level <= 1 WITH n ORDER BY n._number LIMIT 21 RETURN " + person, nil},
		{"root page by integer", listed([]kg.Order{{Property: "works"}}, kg.Page{}, "Person"),
			"MATCH (n:Person) WHERE n.works IS NOT NULL AND n._number IS NOT NULL AND n._level <= 1 WITH n ORDER BY n.works, n._number LIMIT 21 RETURN " + person, nil},
		{"root page by integer after", listed([]kg.Order{{Property: "works"}}, kg.Page{After: &kg.Cursor{Key: []kg.Value{kg.Int(500)}, Node: 9000}}, "Person"),
			"MATCH (n:Person) WHERE n.works >= 500 AND n._number IS NOT NULL AND (n.works <> 500 OR n._number > 9000) AND n._level <= 1 WITH n ORDER BY n.works, n._number LIMIT 21 RETURN " + person, nil},
		{"root page of a role by name", listed([]kg.Order{{Property: "name", Language: "zh"}}, kg.Page{}, "Person", "Institution", "Laboratory"),
			"MATCH (n:Party) WHERE n._name_zh IS NOT NULL AND n._number IS NOT NULL AND n._level <= 1 WITH n ORDER BY n._name_zh, n._number LIMIT 21 RETURN labels(n), " + person, nil},
		{"one node", kg.Query{Start: kg.Start{IDs: twenty[:1]}, Select: kg.Selection{Properties: properties}}, "UNWIND $ids AS id MATCH (p:Node {id: id}) WHERE p._level <= 1 RETURN " + project, ids(twenty[0])},
	}
}

// BenchmarkRead measures pages, each beside the hand-written statement, one after the
// other: the medians, and the median of the ratios.
func BenchmarkRead(b *testing.B) {
	s := benchCrowd.load(b)
	reader := s.reader(kg.Member)
	for _, c := range benchCases() {
		b.Run(c.name, func(b *testing.B) {
			own := func() time.Duration {
				begun := time.Now()
				if _, err := reader.Read(context.Background(), &c.query); err != nil {
					b.Fatal(err)
				}
				return time.Since(begun)
			}
			for range 30 { // until the plans are made and the code that runs them is compiled
				own()
				byHand(b, s, &c)
			}
			var ours, hands []time.Duration
			var ratios []float64
			for b.Loop() {
				a, h := own(), byHand(b, s, &c)
				ours, hands, ratios = append(ours, a), append(hands, h), append(ratios, a.Seconds()/h.Seconds())
			}
			slices.Sort(ratios)
			b.ReportMetric(median(ours), "own-ms")
			b.ReportMetric(median(hands), "hand-ms")
			b.ReportMetric(ratios[len(ratios)/2], "own/hand")
			b.ReportMetric(float64(sentDuring(s, func() { own() })), "statements")
		})
	}
}

func median(list []time.Duration) float64 {
	slices.Sort(list)
	return list[len(list)/2].Seconds() * 1000
}

// byHand runs the hand-written statement of a case, as one would with the driver.
func byHand(b *testing.B, s *Store, c *benchCase) time.Duration {
	b.Helper()
	begun := time.Now()
	session := s.driver.NewSession(context.Background(), neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: s.address.database})
	defer func() { _ = session.Close(context.Background()) }()
	result, err := session.Run(context.Background(), c.hand, c.parameters)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := result.Collect(context.Background()); err != nil {
		b.Fatal(err)
	}
	return time.Since(begun)
}

// BenchmarkExpand measures frontiers within their limit, and one that a limit cuts.
func BenchmarkExpand(b *testing.B) {
	s := benchCrowd.load(b)
	first := int64(benchCrowd.people + 1) // of the institutions
	hub := first + int64(benchCrowd.institutions)
	var many []int64
	for i := range int64(1000) {
		many = append(many, first+i)
	}
	for _, c := range []struct {
		name     string
		frontier kg.Frontier
	}{
		{"one node", kg.Frontier{Nodes: many[:1], Limit: 50000}},
		{"1000 nodes", kg.Frontier{Nodes: many, Limit: 50000}},
		{"1000 nodes without limit", kg.Frontier{Nodes: many}},
		{"a hub", kg.Frontier{Nodes: []int64{hub}, Limit: 50000}},
		{"a hub and 1000 nodes cut at 100", kg.Frontier{Nodes: append([]int64{hub}, many...), Limit: 100}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.frontier.Direction = kg.Both
			edges := 0
			for b.Loop() {
				found, err := s.reader(kg.Member).Expand(context.Background(), &c.frontier)
				if err != nil {
					b.Fatal(err)
				}
				edges = len(found.Edges)
			}
			b.ReportMetric(float64(edges), "edges")
		})
	}
}
