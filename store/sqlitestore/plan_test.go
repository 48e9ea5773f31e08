package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"innograph/internal/golden"
	"innograph/kg"
)

// A planCase is a query with what must be true of how it is answered: the texts
// are compared with a golden file, plans are searched for words.
type planCase struct {
	name    string
	query   kg.Query
	viewer  kg.Viewer
	uses    []string // in some plan of the query
	never   []string // in no plan of the query
	queries int      // statements it takes
}

const sorted = "TEMP B-TREE"

func planCases() []planCase {
	list := func(kinds ...string) *kg.List { return &kg.List{Kinds: kinds, Page: kg.Page{Limit: 10, Keys: true}} }
	with := func(l *kg.List, change func(*kg.List)) kg.Query {
		change(l)
		return kg.Query{Start: kg.Start{List: l}, Select: kg.Selection{Properties: map[string][]string{"Person": {"name", "works"}, "Institution": {"name"}}}}
	}
	hop := func(h kg.Hop) kg.Query {
		h.Page.Limit = 10
		h.Page.Keys = true
		return kg.Query{Start: kg.Start{IDs: []kg.ID{idOf("Institution", 0)}}, Select: kg.Selection{Hops: []kg.Hop{h}}}
	}
	search := func(f kg.Search) kg.Query {
		f.Page.Limit = 10
		f.Page.Keys = true
		return kg.Query{Start: kg.Start{Search: &f}, Select: kg.Selection{Properties: map[string][]string{"Person": {"name"}, "Project": {"title"}}}}
	}
	works := []kg.Order{{Property: "works"}}
	at := &kg.Cursor{Key: []kg.Value{kg.Int(7)}, Node: 3}
	text := func(p string, op kg.Op, v string) kg.Filter {
		return kg.Compare{Property: p, Op: op, Values: []kg.Value{kg.Text(v)}}
	}
	return []planCase{
		{name: "list default", queries: 1, uses: []string{"INDEX node_of_1"}, never: []string{sorted},
			query: with(list("Person"), func(*kg.List) {})},
		{name: "list default for anyone", queries: 1, viewer: kg.Anyone, uses: []string{"INDEX node_of_1"}, never: []string{sorted},
			query: with(list("Person"), func(l *kg.List) { l.Page.After = &kg.Cursor{Node: 5}; l.Page.Opposite = true })},
		{name: "list for who acts for somebody", queries: 2, viewer: kg.ActingFor("Person_1", "Person_2"), uses: []string{"INDEX node_of_1"}, never: []string{sorted},
			query: with(list("Person"), func(l *kg.List) { l.Total = true })},
		{name: "list of a role default", queries: 1, uses: []string{"MERGE (UNION ALL)"}, never: []string{sorted},
			query: with(list("Person", "Institution", "Laboratory"), func(*kg.List) {})},
		{name: "list of a role by name", queries: 1, uses: []string{"MERGE (UNION ALL)", "_name_zh"}, never: []string{sorted},
			query: with(list("Person", "Institution", "Laboratory"), func(l *kg.List) { l.Order = []kg.Order{{Property: "name", Language: "zh"}} })},
		{name: "list by an integer", queries: 1, uses: []string{"_works"}, never: []string{sorted},
			query: with(list("Person"), func(l *kg.List) { l.Order = works })},
		{name: "list by an integer, last", queries: 1, uses: []string{"_works"},
			query: with(list("Person"), func(l *kg.List) { l.Order = works; l.Page.Last = true })},
		{name: "list by an integer after", queries: 1, uses: []string{"_works (<expr>>?)", "_works (<expr>=?)"},
			query: with(list("Person"), func(l *kg.List) { l.Order = works; l.Page.After = at; l.Page.Opposite = true })},
		{name: "list by an integer after null", queries: 1, uses: []string{"_works (<expr>=? AND rowid>?)"},
			query: with(list("Person"), func(l *kg.List) { l.Order = works; l.Page.After = &kg.Cursor{Key: []kg.Value{kg.Null}, Node: 3} })},
		{name: "list by money descending before", queries: 1, uses: []string{"_salary"},
			query: with(list("Person"), func(l *kg.List) {
				l.Order = []kg.Order{{Property: "salary", Descending: true}}
				l.Page.Before = &kg.Cursor{Key: []kg.Value{kg.Money("CNY", 5)}, Node: 3}
			})},
		{name: "list where an integer equals", queries: 1, uses: []string{"_works (<expr>=?)"},
			query: with(list("Person"), func(l *kg.List) { l.Filter = kg.Compare{Property: "works", Op: kg.OpEq, Values: []kg.Value{kg.Int(7)}} })},
		{name: "list where a key is one of", queries: 1, uses: []string{"_orcid (<expr>=?)"},
			query: with(list("Person"), func(l *kg.List) {
				l.Filter = kg.Compare{Property: "orcid", Op: kg.OpIn, Values: []kg.Value{kg.Text("a"), kg.Text("b")}}
			})},
		{name: "list where text starts with", queries: 1, uses: []string{"_note (<expr>>? AND <expr><?)"},
			query: with(list("Person"), func(l *kg.List) { l.Filter = text("note", kg.OpStartsWith, "no") })},
		{name: "list where a date is before", queries: 1, uses: []string{"_born (<expr><?)"}, never: []string{sorted},
			query: with(list("Person"), func(l *kg.List) {
				l.Order = []kg.Order{{Property: "born"}}
				l.Filter = kg.Compare{Property: "born", Op: kg.OpLt, Values: []kg.Value{kg.Stored(kg.TypeDate, "1990-05", 0)}}
			})},
		{name: "list where a symbol equals, in another order", queries: 1, uses: []string{"_works"}, never: []string{sorted},
			query: with(list("Person"), func(l *kg.List) {
				l.Order, l.Page.Limit = works, 3
				l.Filter = kg.Compare{Property: "grade", Op: kg.OpEq, Values: []kg.Value{kg.Symbol("SENIOR")}}
			})},
		{name: "list of a role where few pass, after", queries: 2,
			query: with(list("Person", "Institution"), func(l *kg.List) {
				l.Order = []kg.Order{{Property: "name", Language: "en", Descending: true}}
				l.Page.After, l.Page.Opposite = &kg.Cursor{Key: []kg.Value{kg.Text("x")}, Node: 3}, true
				l.Filter = kg.Compare{Property: "name", Op: kg.OpContains, Values: []kg.Value{kg.Text("nobody")}}
			})},
		{name: "list where not, none, all and single", queries: 2, viewer: kg.Member,
			query: with(list("Person"), func(l *kg.List) {
				of := func(q kg.Quantifier) kg.Filter {
					return kg.Related{Relation: "AFFILIATED_WITH", Quantifier: q, Node: text("uscc", kg.OpContains, "9"),
						Edge: kg.Compare{Property: "role", Op: kg.OpNe, Values: []kg.Value{kg.Symbol("LEAD")}}, On: "2024-07-23"}
				}
				l.Filter = kg.And{kg.Not{Filter: text("name", kg.OpEq, "x")}, kg.Or{of(kg.None), of(kg.All), of(kg.Single), of(kg.Some)}}
				l.Total = true
			})},
		{name: "hop default", queries: 2, uses: []string{"SEARCH a1 USING PRIMARY KEY (node=? AND relation=?)"}, never: []string{sorted},
			query: hop(kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In})},
		{name: "hop default after, filtered", queries: 3, viewer: kg.Anyone, never: []string{sorted},
			uses: []string{"SEARCH a1 USING PRIMARY KEY (node=? AND relation=? AND (sort,other,edge)>(?,?,?))"},
			query: hop(kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Total: true, Filter: text("number", kg.OpGte, "1"),
				EdgeFilter: kg.Compare{Property: "amount", Op: kg.OpGt, Values: []kg.Value{kg.Money("EUR", 5)}},
				Page:       kg.Page{After: &kg.Cursor{Key: []kg.Value{kg.Int(4)}, Node: 1, Edge: 1}, Opposite: true}})},
		{name: "hop default last", queries: 2, never: []string{sorted},
			query: hop(kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Page: kg.Page{Last: true}})},
		{name: "hop default both ways", queries: 2, uses: []string{"MERGE (UNION ALL)"}, never: []string{sorted},
			query: hop(kg.Hop{Relations: []string{"PART_OF"}, Direction: kg.Both, On: "2024-07-23"})},
		{name: "hop by node and edge", queries: 2, uses: []string{sorted},
			query: hop(kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In, To: []string{"Person"},
				Order: []kg.Order{{Property: "works", Descending: true}, {Property: "from", Edge: true}}})},
		{name: "hop for who acts for somebody", queries: 2, viewer: kg.ActingFor("Person_1", "Person_2"), never: []string{sorted},
			uses:  []string{"SEARCH a1 USING PRIMARY KEY (node=? AND relation=?)", "SEARCH q USING PRIMARY KEY (node=? AND party=?)"},
			query: hop(kg.Hop{Relations: []string{"AFFILIATED_WITH"}, Direction: kg.In})},
		{name: "search for what many names begin with", queries: 2, uses: []string{"VIRTUAL TABLE INDEX"}, never: []string{sorted},
			query: search(kg.Search{Text: "person"})},
		{name: "search for what few have", queries: 7, never: []string{sorted}, query: search(kg.Search{Text: "matter"})},
		{name: "search for what few names have", queries: 5, never: []string{sorted}, query: search(kg.Search{Text: "matter", MinWeight: 2})},
		{name: "search for two terms with total", queries: 9, never: []string{sorted}, query: search(kg.Search{Text: "project number", Total: true})},
		{name: "search after, filtered", queries: 3, viewer: kg.Member, never: []string{sorted}, uses: []string{"INTEGER PRIMARY KEY"},
			query: search(kg.Search{Text: "of", Kinds: []string{"Person", "Institution"}, Filter: kg.Compare{Property: "name", Op: kg.OpContains, Values: []kg.Value{kg.Text("1")}},
				Total: true, Page: kg.Page{Opposite: true, After: &kg.Cursor{Key: []kg.Value{kg.Int(596)}, Node: 2}}})},
		{name: "search last before", queries: 4, never: []string{sorted},
			query: search(kg.Search{Text: "of", Page: kg.Page{Last: true, Before: &kg.Cursor{Key: []kg.Value{kg.Int(150)}}}})},
		{name: "hop along all relations", queries: 3, viewer: kg.Member,
			query: hop(kg.Hop{Direction: kg.Both, Counts: true, On: "2024-07-23", EdgeProperties: map[string][]string{"AFFILIATED_WITH": {"role"}, "PART_OF": {"from", "to"}}})},
	}
}

func TestPlans(t *testing.T) {
	s := openCrowd(t, crowd{people: 20, institutions: 5, projects: 5, affiliations: 40, participations: 20, hub: 5})
	parameter := regexp.MustCompile(`\?(\d+)`)
	for _, c := range planCases() {
		t.Run(c.name, func(t *testing.T) {
			var texts []string
			s.Observe(func(text string) { texts = append(texts, text) })
			if c.viewer == (kg.Viewer{}) && c.name != "list default for anyone" {
				c.viewer = kg.System
			}
			_, err := s.Reader(c.viewer).Read(context.Background(), &c.query)
			s.Observe(nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(texts) != c.queries {
				t.Errorf("%d statements, want %d", len(texts), c.queries)
			}
			var told, plans strings.Builder
			for _, text := range slices.Compact(texts) { // the bands of a search have one
				count := 0
				for _, m := range parameter.FindAllStringSubmatch(text, -1) {
					n, _ := strconv.Atoi(m[1])
					count = max(count, n)
				}
				plan := explain(t, s, text, count)
				plans.WriteString(plan)
				fmt.Fprintf(&told, "%s\n\n%s\n", wrap(text), plan)
			}
			for _, word := range c.uses {
				if !strings.Contains(plans.String(), word) {
					t.Errorf("no plan has %q:\n%s", word, told.String())
				}
			}
			for _, word := range c.never {
				if strings.Contains(plans.String(), word) {
					t.Errorf("a plan has %q:\n%s", word, told.String())
				}
			}
			golden.Compare(t, "plan_"+strings.NewReplacer(" ", "_", ",", "").Replace(c.name)+".txt", told.String())
		})
	}
}

// explain returns SQLite's plan for a text with so many parameters.
func explain(t *testing.T, s *Store, text string, parameters int) string {
	t.Helper()
	var b strings.Builder
	err := s.read(context.Background(), false, func(ses *session) error {
		depth := map[int]int{}
		return ses.query(context.Background(), "EXPLAIN QUERY PLAN "+text, make([]any, parameters), func(rows *sql.Rows) error {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				return err
			}
			depth[id] = depth[parent] + 1
			fmt.Fprintf(&b, "%s%s\n", strings.Repeat("  ", depth[id]), detail)
			return nil
		})
	})
	if err != nil {
		t.Fatalf("explain %s: %v", text, err)
	}
	return b.String()
}

// wrap breaks a text into lines where a reader would.
func wrap(text string) string {
	for _, word := range []string{" FROM ", " WHERE ", " UNION ALL ", " ORDER BY "} {
		text = strings.ReplaceAll(text, word, "\n"+word[1:])
	}
	return text
}
