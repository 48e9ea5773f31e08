package sqlitestore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"innograph/kg"
	"innograph/store/storetest"
)

// crowd writes nodes and edges in batches as an import does: people who work at
// institutions, and projects these take part in. Project 0 has hub of them.
type crowd struct {
	people, institutions, projects, affiliations, participations, hub int
}

const crowdBatch = 5000

func (c crowd) load(tb testing.TB, s kg.Store) {
	tb.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var nodes []kg.NodeChange
	for i := range c.people {
		nodes = append(nodes, personNode(r, i))
	}
	for i := range c.institutions {
		nodes = append(nodes, institutionNode(r, i))
	}
	for i := range c.projects {
		nodes = append(nodes, projectNode(r, i))
	}
	var edges []kg.EdgeChange
	for i := range c.affiliations {
		edges = append(edges, kg.EdgeChange{Relation: "AFFILIATED_WITH", From: idOf("Person", i%c.people), To: idOf("Institution", r.IntN(c.institutions)),
			Properties: map[string]kg.Value{"role": kg.Symbol("MEMBER"), "from": day(r), "to": day(r)}})
	}
	for i := range c.participations {
		project := 1 + r.IntN(c.projects-1)
		if i < c.hub {
			project = 0
		}
		edges = append(edges, kg.EdgeChange{Relation: "PARTICIPATED_IN", From: idOf("Institution", i%c.institutions), To: idOf("Project", project),
			Properties: map[string]kg.Value{"part": kg.Int(int64(i)), "rank": kg.Int(int64(r.IntN(1000))), "amount": kg.Money("EUR", int64(r.IntN(1e8)))}})
	}
	for batch := range chunks(nodes) {
		apply(tb, s, kg.Changeset{Nodes: batch, Bulk: true})
	}
	for batch := range chunks(edges) {
		apply(tb, s, kg.Changeset{Edges: batch, Bulk: true})
	}
}

func chunks[T any](list []T) func(func([]T) bool) {
	return func(yield func([]T) bool) {
		for len(list) > 0 {
			n := min(crowdBatch, len(list))
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	}
}

func apply(tb testing.TB, s kg.Store, cs kg.Changeset) *kg.Receipt {
	tb.Helper()
	receipt, err := s.Apply(context.Background(), &cs)
	if err != nil {
		tb.Fatalf("apply: %v", err)
	}
	return receipt
}

func idOf(kind string, i int) kg.ID { return kg.NodeID(kind, strconv.Itoa(i)) }

func personNode(r *rand.Rand, i int) kg.NodeChange {
	name := fmt.Sprintf("Person %d of %d", r.IntN(1e6), i)
	return kg.NodeChange{ID: idOf("Person", i), Kind: "Person", Properties: map[string]kg.Value{
		"name":     kg.Localized(map[string]string{"en": name, "zh": fmt.Sprintf("人员%d", i)}),
		"orcid":    kg.Text(fmt.Sprintf("0000-0002-%04d-%04d", i/10000, i%10000)),
		"note":     kg.Text(fmt.Sprintf("note %d", r.IntN(5000))),
		"grade":    kg.Symbol([]string{"SENIOR", "MIDDLE", "JUNIOR"}[r.IntN(3)]),
		"works":    kg.Int(int64(r.IntN(500))),
		"score":    kg.Decimal(int64(r.IntN(1e9))),
		"active":   kg.Bool(r.IntN(2) == 0),
		"born":     day(r),
		"salary":   kg.Money("CNY", int64(r.IntN(1e7))),
		"homepage": kg.URL(fmt.Sprintf("https://example.org/people/%d", i)),
		"aliases":  kg.Texts(fmt.Sprintf("P. %d", i)),
	}}
}

func institutionNode(r *rand.Rand, i int) kg.NodeChange {
	return kg.NodeChange{ID: idOf("Institution", i), Kind: "Institution", Properties: map[string]kg.Value{
		"name":      kg.Localized(map[string]string{"en": fmt.Sprintf("Institution %d of %d", r.IntN(1e6), i), "zh": fmt.Sprintf("研究所%d", i)}),
		"ror":       kg.Text(fmt.Sprintf("https://ror.org/%07d", i)),
		"uscc":      kg.Text(fmt.Sprintf("%018d", i)),
		"foundedOn": day(r),
		"students":  kg.Int(int64(r.IntN(50000))),
	}}
}

func projectNode(r *rand.Rand, i int) kg.NodeChange {
	return kg.NodeChange{ID: idOf("Project", i), Kind: "Project", Properties: map[string]kg.Value{
		"title":   kg.Text(fmt.Sprintf("A project about matter %d, number %d", r.IntN(1e6), i)),
		"number":  kg.Text(strconv.Itoa(100000 + i)),
		"amount":  kg.Money("EUR", int64(r.IntN(1e8))),
		"from":    day(r),
		"summary": kg.Text(fmt.Sprintf("What project %d is about, at some length. ", i) + lorem),
	}}
}

const lorem = "The summary of a project is a paragraph of a few sentences that is read with the project alone and stays out of lists. " +
	"It tells what is to be found out, how that is to be done, who takes part in which way, and what may come of it."

func day(r *rand.Rand) kg.Value {
	return kg.DateOf(time.Date(2000+r.IntN(25), 1, 1+r.IntN(365), 0, 0, 0, 0, time.UTC))
}

func openCrowd(tb testing.TB, c crowd) *Store {
	tb.Helper()
	s, err := Open(context.Background(), filepath.Join(tb.TempDir(), "graph.db"), storetest.Model())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	if err := s.Migrate(context.Background()); err != nil {
		tb.Fatal(err)
	}
	c.load(tb, s)
	return s
}

// BenchmarkBulkLoad writes 60,000 nodes and 200,000 edges, checks included.
func BenchmarkBulkLoad(b *testing.B) {
	for b.Loop() {
		openCrowd(b, crowd{people: 40000, institutions: 5000, projects: 15000, affiliations: 100000, participations: 100000, hub: 10000})
	}
}

// BenchmarkRead measures pages on a graph with one project of 10,000 edges.
func BenchmarkRead(b *testing.B) {
	s := openCrowd(b, crowd{people: 20000, institutions: 5000, projects: 5000, affiliations: 100000, participations: 100000, hub: 10000})
	reader := s.Reader(kg.Member)
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
	listed := func(order []kg.Order, kinds ...string) kg.Query {
		return kg.Query{Start: kg.Start{List: &kg.List{Kinds: kinds, Order: order, Page: kg.Page{Limit: 20, Keys: true}}}, Select: kg.Selection{Properties: properties}}
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
	for _, c := range []struct {
		name  string
		query kg.Query
	}{
		{"page of 10 under 20", from(participants, idOf("Project", 1))},
		{"page of 10 under 10000", from(participants, idOf("Project", 0))},
		{"last 10 under 10000", from(last, idOf("Project", 0))},
		{"10 after 8000 of 10000", from(deep, idOf("Project", 0))},
		{"10 by node property under 10000", from(ranked, idOf("Project", 0))},
		{"10 and total under 10000", from(counted, idOf("Project", 0))},
		{"20 parents of 10", from(participants, twenty...)},
		{"20 parents of 10 of 10", from(nested, twenty...)},
		{"root page by number", listed(nil, "Person")},
		{"root page by integer", listed([]kg.Order{{Property: "works"}}, "Person")},
		{"root page of a role by name", listed([]kg.Order{{Property: "name", Language: "zh"}}, "Person", "Institution", "Laboratory")},
		{"one node", kg.Query{Start: kg.Start{IDs: twenty[:1]}, Select: kg.Selection{Properties: properties}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				result, err := reader.Read(context.Background(), &c.query)
				if err != nil {
					b.Fatal(err)
				}
				rows = countRows(result.Root)
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
}

func countRows(l *kg.Level) int {
	rows := len(l.Rows)
	for _, below := range l.Hops {
		rows += countRows(below)
	}
	return rows
}

// BenchmarkExpand measures frontiers within their limit, and one that a limit
// cuts.
func BenchmarkExpand(b *testing.B) {
	s := openCrowd(b, crowd{people: 20000, institutions: 5000, projects: 5000, affiliations: 100000, participations: 100000, hub: 10000})
	root, err := s.Reader(kg.System).Read(context.Background(), &kg.Query{Start: kg.Start{IDs: []kg.ID{idOf("Project", 0), idOf("Institution", 0)}}})
	if err != nil {
		b.Fatal(err)
	}
	hub, first := root.Root.Rows[0].Number, root.Root.Rows[1].Number
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
				found, err := s.Reader(kg.Member).Expand(context.Background(), &c.frontier)
				if err != nil {
					b.Fatal(err)
				}
				edges = len(found.Edges)
			}
			b.ReportMetric(float64(edges), "edges")
		})
	}
}
