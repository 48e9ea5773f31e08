package neo4jstore

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/golden"
	"innograph/kg"
)

// A planCase is a query with what must be true of how it is answered: the texts are
// compared with a golden file, and what the last one costs is bounded.
type planCase struct {
	name   string
	query  kg.Query
	viewer kg.Viewer
	sent   int      // statements it takes
	hits   int64    // what the last may read, by the database's own count; 0: not asked
	never  []string // operators that its plan must not have
	whole  bool     // its levels are read together
}

// sorts are operators that read all there is before they give out the first.
var sorts = []string{"Sort", "Top"}

func planCases() []planCase {
	list := func(change func(*kg.List), kinds ...string) kg.Query {
		l := &kg.List{Kinds: kinds, Page: kg.Page{Limit: 10, Keys: true}}
		change(l)
		return kg.Query{Start: kg.Start{List: l}, Select: kg.Selection{Properties: map[string][]string{"Person": {"name", "works", "salary"}, "Institution": {"name"}}}}
	}
	hop := func(kind string, h kg.Hop) kg.Query {
		h.Page.Limit, h.Page.Keys = 10, true
		return kg.Query{Start: kg.Start{IDs: []kg.ID{idOf(kind, 0)}}, Select: kg.Selection{Hops: []kg.Hop{h}}}
	}
	works := []kg.Order{{Property: "works"}}
	text := func(p string, op kg.Op, v string) kg.Filter {
		return kg.Compare{Property: p, Op: op, Values: []kg.Value{kg.Text(v)}}
	}
	acting := kg.ActingFor(idOf("Person", 1), idOf("Person", 2))
	return []planCase{
		{name: "list default", sent: 1, hits: 150, never: sorts, query: list(func(*kg.List) {}, "Person")},
		{name: "list default for anyone after", viewer: kg.Anyone, sent: 1, hits: 150, never: sorts,
			query: list(func(l *kg.List) { l.Page.After = &kg.Cursor{Node: 500}; l.Page.Opposite = true }, "Person")},
		{name: "list for who acts for somebody", viewer: acting, sent: 2, query: list(func(l *kg.List) { l.Total = true }, "Person")},
		{name: "list of a role default", sent: 1, hits: 150, never: sorts, query: list(func(*kg.List) {}, "Person", "Institution", "Laboratory")},
		{name: "list of a role by name", sent: 1, hits: 200, never: []string{"Sort"},
			query: list(func(l *kg.List) { l.Order = []kg.Order{{Property: "name", Language: "zh"}} }, "Person", "Institution", "Laboratory")},
		{name: "list of kinds by name", sent: 1, hits: 300, never: []string{"Sort"},
			query: list(func(l *kg.List) { l.Order = []kg.Order{{Property: "name", Language: "en", Descending: true}} }, "Person", "Institution")},
		{name: "list by an integer", sent: 1, hits: 200, query: list(func(l *kg.List) { l.Order = works }, "Person")},
		{name: "list by an integer, last", sent: 1, hits: 400, query: list(func(l *kg.List) { l.Order = works; l.Page.Last = true }, "Person")},
		{name: "list by an integer after", sent: 1, hits: 200,
			query: list(func(l *kg.List) {
				l.Order = works
				l.Page.After, l.Page.Opposite = &kg.Cursor{Key: []kg.Value{kg.Int(700)}, Node: 3}, true
			}, "Person")},
		{name: "list by money descending before", sent: 1, hits: 300,
			query: list(func(l *kg.List) {
				l.Order = []kg.Order{{Property: "salary", Descending: true}}
				l.Page.Before = &kg.Cursor{Key: []kg.Value{kg.Money("CNY", 5)}, Node: 3}
			}, "Person")},
		{name: "list by a count after", sent: 1,
			query: list(func(l *kg.List) {
				l.Order = []kg.Order{{Count: &kg.Related{Relation: "AFFILIATED_WITH"}, Descending: true}, {Property: "note"}}
				l.Page.After = &kg.Cursor{Key: []kg.Value{kg.Int(1), kg.Text("x")}, Node: 3}
			}, "Person")},
		{name: "list where an integer equals", sent: 1, hits: 200,
			query: list(func(l *kg.List) { l.Filter = kg.Compare{Property: "works", Op: kg.OpEq, Values: []kg.Value{kg.Int(7)}} }, "Person")},
		{name: "list where text is one of", sent: 1, hits: 100,
			query: list(func(l *kg.List) {
				l.Filter = kg.Compare{Property: "note", Op: kg.OpIn, Values: []kg.Value{kg.Text("a"), kg.Text("b")}}
			}, "Person")},
		{name: "list where text starts with", sent: 1, hits: 200, query: list(func(l *kg.List) { l.Filter = text("note", kg.OpStartsWith, "note 12") }, "Person")},
		{name: "list where a symbol equals, in another order", viewer: kg.Anyone, sent: 1, hits: 300,
			query: list(func(l *kg.List) {
				l.Order = []kg.Order{{Property: "works", Descending: true}}
				l.Filter = kg.Compare{Property: "grade", Op: kg.OpEq, Values: []kg.Value{kg.Symbol("SENIOR")}}
			}, "Person")},
		{name: "list of a role where few pass, after", sent: 1,
			query: list(func(l *kg.List) {
				l.Order = []kg.Order{{Property: "name", Language: "zh"}}
				l.Page.After, l.Page.Opposite = &kg.Cursor{Key: []kg.Value{kg.Text("x")}, Node: 3}, true
				l.Filter = text("name", kg.OpContains, "nobody")
			}, "Person", "Institution", "Laboratory")},
		{name: "list where not, none, all and single", viewer: kg.Member, sent: 1,
			query: list(func(l *kg.List) {
				of := func(q kg.Quantifier) kg.Filter {
					return kg.Related{Relation: "AFFILIATED_WITH", Quantifier: q, Node: text("uscc", kg.OpContains, "9"),
						Edge: kg.Compare{Property: "role", Op: kg.OpNe, Values: []kg.Value{kg.Symbol("LEAD")}}, On: "2024-07-23"}
				}
				l.Filter = kg.And{kg.Not{Filter: text("name", kg.OpEq, "x")}, kg.Or{of(kg.None), of(kg.All), of(kg.Single), of(kg.Some)}}
				l.Total = true
			}, "Person")},
		{name: "hop default", sent: 2, hits: 150, never: sorts, query: hop("Institution", kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In})},
		{name: "hop default of a large parent", sent: 2, hits: 150, never: sorts, query: hop("Project", kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In})},
		{name: "hop default of a large parent, last before", sent: 2, hits: 150, never: sorts,
			query: hop("Project", kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In,
				Page: kg.Page{Last: true, Opposite: true, Before: &kg.Cursor{Key: []kg.Value{kg.Int(500)}, Node: 1, Edge: 1}}})},
		{name: "hop default after, filtered", viewer: kg.Anyone, sent: 2, never: sorts,
			query: hop("Institution", kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Total: true, Filter: text("number", kg.OpGte, "1"),
				EdgeFilter: kg.Compare{Property: "amount", Op: kg.OpGt, Values: []kg.Value{kg.Money("EUR", 5)}},
				Page:       kg.Page{After: &kg.Cursor{Key: []kg.Value{kg.Int(4)}, Node: 1, Edge: 1}, Opposite: true}})},
		{name: "hop default both ways", sent: 2, hits: 150, query: hop("Institution", kg.Hop{Relations: []string{"PART_OF"}, Direction: kg.Both, On: "2024-07-23"})},
		{name: "hop by node and edge", sent: 2, query: hop("Institution", kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In, To: []string{"Person"},
			Order: []kg.Order{{Property: "works", Descending: true}, {Property: "from", Edge: true}}})},
		{name: "hop for who acts for somebody", viewer: acting, sent: 3, hits: 300,
			query: hop("Institution", kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In})},
		{name: "hop along all relations", viewer: kg.Member, sent: 2,
			query: hop("Institution", kg.Hop{Direction: kg.Both, Counts: true, On: "2024-07-23", EdgeProperties: map[string][]string{"AFFILIATED_WITH": {"role"}, "PART_OF": {"from", "to"}}})},
		{name: "three levels together", whole: true, viewer: kg.Anyone, sent: 1, hits: 300, never: sorts,
			query: kg.Query{Start: kg.Start{IDs: []kg.ID{idOf("Person", 0), idOf("Person", 1), idOf("Institution", 0)}}, Select: kg.Selection{Hops: together()}}},
		{name: "identifiers of any scheme", sent: 1, hits: 50, query: kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Value: "x"}, {Scheme: "orcid", Value: "y"}}},
			Select: kg.Selection{Facts: kg.FactIdentifiers | kg.FactVersion | kg.FactProvenance}}},
	}
}

// together returns the hops of two levels, of parents of some kinds and all, in default
// order, which has an index.
func together() []kg.Hop {
	return []kg.Hop{
		{From: []string{"Person"}, Relations: []string{"AFFILIATED_WITH"}, Page: kg.Page{Limit: 3}, Total: true, Select: kg.Selection{Hops: []kg.Hop{
			{Relations: []string{"PARTICIPATED_IN"}, Page: kg.Page{Limit: 4, After: &kg.Cursor{Key: []kg.Value{kg.Int(1)}, Node: 1, Edge: 1}, Opposite: true}},
		}}},
		{From: []string{"Institution"}, Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In, Page: kg.Page{Limit: 2, Last: true}, Counts: true},
	}
}

// A sent statement is a text with its parameters.
type sent struct {
	text       string
	parameters map[string]any
}

// answered answers a query, and returns the statements it took.
func answered(t *testing.T, s *Store, viewer kg.Viewer, q *kg.Query) []sent {
	t.Helper()
	var all []sent
	err := s.read(context.Background(), "test", nil, func(run runner) error {
		all = nil
		v := &view{ctx: context.Background(), store: s, viewer: viewer}
		v.run = func(ctx context.Context, text string, parameters map[string]any, each func([]any) error) error {
			all = append(all, sent{text, parameters})
			return run(ctx, text, parameters, each)
		}
		if err := v.findActs(); err != nil {
			return err
		}
		_, err := newReading(v, 0).start(&q.Start, &q.Select)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPlans(t *testing.T) {
	s := crowd{people: 1000, institutions: 100, projects: 100, affiliations: 2000, participations: 1000, hub: 600}.load(t)
	for _, c := range planCases() {
		t.Run(c.name, func(t *testing.T) {
			if c.viewer == (kg.Viewer{}) && !strings.Contains(c.name, "anyone") {
				c.viewer = kg.System
			}
			s.asked.instead = func(string) bool { return c.whole }
			statements := answered(t, s, c.viewer, &c.query)
			if len(statements) != c.sent {
				t.Errorf("%d statements, want %d", len(statements), c.sent)
			}
			var told strings.Builder
			for _, st := range statements {
				fmt.Fprintf(&told, "%s\n\n", wrap(st.text))
			}
			golden.Compare(t, "plan_"+strings.NewReplacer(" ", "_", ",", "").Replace(c.name)+".txt", told.String())
			hits, operators := profile(t, s, statements[len(statements)-1])
			t.Logf("%d hits", hits)
			if c.hits > 0 && hits > c.hits {
				t.Errorf("%d hits, want %d at most:\n%s%s", hits, c.hits, told.String(), operators)
			}
			for _, word := range c.never {
				if strings.Contains(operators, word) {
					t.Errorf("the plan has %q:\n%s%s", word, told.String(), operators)
				}
			}
		})
	}
}

// profile runs a statement once more, and returns what it has read and its operators.
func profile(t *testing.T, s *Store, st sent) (hits int64, operators string) {
	t.Helper()
	session := s.driver.NewSession(t.Context(), neo4j.SessionConfig{DatabaseName: s.address.database})
	defer func() { _ = session.Close(t.Context()) }()
	result, err := session.Run(t.Context(), "PROFILE "+st.text, st.parameters)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := result.Consume(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var add func(p neo4j.ProfiledPlan, depth int)
	add = func(p neo4j.ProfiledPlan, depth int) {
		hits += p.DbHits()
		operators += fmt.Sprintf("%s%s %d %v\n", strings.Repeat("  ", depth), p.Operator(), p.DbHits(), p.Arguments()["Details"])
		for _, c := range p.Children() {
			add(c, depth+1)
		}
	}
	add(summary.Profile(), 0)
	return hits, operators
}

// wrap breaks a text into lines where a reader would.
func wrap(text string) string {
	for _, word := range []string{" MATCH ", " CALL ", " WHERE ", " UNION ALL ", " UNWIND ", " WITH ", " RETURN ", " EXISTS { ", " COUNT { "} {
		text = strings.ReplaceAll(text, word, "\n"+word[1:])
	}
	return text
}
