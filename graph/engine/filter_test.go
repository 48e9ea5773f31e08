package engine_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"innograph/kg"
)

func must(v kg.Value, err error) kg.Value {
	if err != nil {
		panic(err)
	}
	return v
}

func compare(property string, op kg.Op, values ...kg.Value) kg.Compare {
	return kg.Compare{Property: property, Op: op, Values: values}
}

// What a filter of a list becomes.
func TestFilters(t *testing.T) {
	w := newWorld(t)
	absent := kg.Compare{Property: "ror", Op: kg.OpIsNull}
	for _, c := range []struct {
		list, filter string
		want         kg.Filter
	}{
		{"people", `{}`, nil},
		{"people", `null`, nil},
		{"people", `{orcid: {}}`, nil},
		{"people", `{orcid: {eq: "e\u0301"}}`, compare("orcid", kg.OpEq, kg.Text("é"))},
		{"people", `{papers: {gte: 1, lt: 5}}`, kg.And{compare("papers", kg.OpLt, kg.Int(5)), compare("papers", kg.OpGte, kg.Int(1))}},
		{"people", `{papers: {in: 4}}`, compare("papers", kg.OpIn, kg.Int(4))},
		{"people", `{papers: {in: []}}`, kg.Compare{Property: "papers", Op: kg.OpIn, Values: []kg.Value{}}},
		{"people", `{active: {ne: true}}`, compare("active", kg.OpNe, kg.Bool(true))},
		{"people", `{aliases: {hasAny: ["a", "b"]}}`, compare("aliases", kg.OpHasAny, kg.Text("a"), kg.Text("b"))},
		{"people", `{homepage: {startsWith: "http"}}`, compare("homepage", kg.OpStartsWith, kg.URL("http"))},
		{"people", `{name: {contains: "安"}}`, compare("name", kg.OpContains, kg.Text("安"))},
		{"people", `{id: {in: ["a", "b"]}}`, compare("id", kg.OpIn, kg.Reference("a"), kg.Reference("b"))},
		{"people", `{visibility: {eq: PUBLIC}}`, compare("visibility", kg.OpEq, kg.Symbol("PUBLIC"))},
		{"people", `{createdAt: {gt: "2024-01-01T00:00:00+08:00"}}`, compare("createdAt", kg.OpGt, must(kg.ParseInstant("2023-12-31T16:00:00Z")))},
		{"projects", `{rate: {lte: 0.25}}`, compare("rate", kg.OpLte, must(kg.ParseDecimal("0.25")))},
		{"projects", `{continues: {eq: "Project_p1"}}`, compare("continues", kg.OpEq, kg.Reference("Project_p1"))},
		{"projects", `{budget: {currency: "CNY", gt: "12.5"}}`, compare("budget", kg.OpGt, kg.Money("CNY", 1250))},
		{"companies", `{sectors: {has: STEEL}}`, compare("sectors", kg.OpHas, kg.Symbol("STEEL"))},
		{"institutions", `{foundedOn: {lt: "1950-07"}}`, compare("foundedOn", kg.OpLt, must(kg.ParseDate("1950-07")))},
		{"institutions", `{ror: {isNull: true}}`, absent},
		{"institutions", `{ror: {isNull: false}}`, kg.Not{Filter: absent}},
		{"institutions", `{or: []}`, kg.Or(nil)},
		{"institutions", `{and: []}`, nil},
		{"institutions", `{or: [{}, {ror: {isNull: true}}]}`, kg.Or{kg.And{}, absent}},
		{"institutions", `{not: {}}`, kg.Not{Filter: kg.And{}}},
		{"institutions", `{not: {ror: {isNull: true}}, ror: {isNull: true}}`, kg.And{absent, kg.Not{Filter: absent}}},
		{"organisations", `{kind: {eq: Company}}`, kg.KindIn{"Company"}},
		{"organisations", `{kind: {ne: Company}}`, kg.Not{Filter: kg.KindIn{"Company"}}},
		{"organisations", `{kind: {in: []}}`, kg.KindIn{}},
		{"organisations", `{kind: {isNull: true}}`, kg.Or{}},
		{"organisations", `{kind: {isNull: false}}`, nil},
		{"organisations", `{company: {}}`, kg.KindIn{"Company"}},
		{"organisations", `{company: {sectors: {has: STEEL}}, ror: {isNull: true}}`,
			kg.And{kg.And{kg.KindIn{"Company"}, compare("sectors", kg.OpHas, kg.Symbol("STEEL"))}, absent}},
		{"organisations", `{not: {institution: {sort: {eq: SCHOOL}}}}`,
			kg.Not{Filter: kg.And{kg.KindIn{"Institution"}, compare("sort", kg.OpEq, kg.Symbol("SCHOOL"))}}},
		{"projects", `{backers: {some: {node: {person: {papers: {gt: 1}}}}}}`,
			kg.Related{Relation: "BACKED_BY", Node: kg.And{kg.KindIn{"Person"}, compare("papers", kg.OpGt, kg.Int(1))}}},
		{"organisations", `{staff: {some: {}}}`, kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In}},
		{"organisations", `{staff: {none: {node: {papers: {eq: 1}}, edge: {role: {eq: "x"}}, on: "2020-01-02"}}}`,
			kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In, Quantifier: kg.None, On: "2020-01-02",
				Node: compare("papers", kg.OpEq, kg.Int(1)), Edge: compare("role", kg.OpEq, kg.Text("x"))}},
		{"projects", `{lead: {single: {edge: {not: {from: {gt: "2020"}}}}}}`,
			kg.Related{Relation: "LED_BY", Quantifier: kg.Single, Edge: kg.Not{Filter: compare("from", kg.OpGt, must(kg.ParseDate("2020")))}}},
	} {
		res := w.run(t.Context(), t, "{ "+c.list+"(filter: "+c.filter+") { totalCount } }", nil)
		if len(res.Errors) > 0 {
			t.Errorf("%s %s: %v", c.list, c.filter, res.Errors)
			continue
		}
		if got := w.last.Load().Start.List.Filter; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %s: got %#v, want %#v", c.list, c.filter, got, c.want)
		}
	}
}

// A day holds for all that is below, in the selection and in filters, until
// another is named. Relations without dates take none.
func TestDayIsInherited(t *testing.T) {
	w := newWorld(t)
	res := w.run(t.Context(), t, `query ($none: Date) {
		people(on: "2020-01-01", filter: {organisations: {some: {on: "2021-01-01", node: {staff: {all: {}}, projects: {some: {}}}}}, leads: {none: {}}}) {
			nodes {
				leads(on: "2022-01-01", filter: {node: {lead: {some: {}}, participants: {some: {node: {staff: {some: {}}}}}}}) { nodes { lead { id } leadLink(on: "2023-01-01") { id } } }
				organisations(on: $none) { nodes { projects { nodes { lead(on: null) { id } } } } }
			}
		}
	}`, nil)
	if len(res.Errors) > 0 {
		t.Fatal(res.Errors)
	}
	q := w.last.Load()
	var days []string
	var filters func(f kg.Filter)
	filters = func(f kg.Filter) {
		switch f := f.(type) {
		case kg.Related:
			days = append(days, f.Relation+"? "+f.On)
			filters(f.Node)
		case kg.And:
			for _, g := range f {
				filters(g)
			}
		}
	}
	filters(q.Start.List.Filter)
	var hops func(s kg.Selection)
	hops = func(s kg.Selection) {
		for _, h := range s.Hops {
			days = append(days, strings.Join(h.Relations, "")+" "+h.On)
			filters(h.Filter)
			hops(h.Select)
		}
	}
	hops(q.Select)
	want := []string{
		"AFFILIATED_WITH? 2021-01-01", "AFFILIATED_WITH? 2021-01-01", "TAKES_PART_IN? ", "LED_BY? 2020-01-01",
		"LED_BY 2022-01-01", "TAKES_PART_IN? ", "AFFILIATED_WITH? 2022-01-01", "LED_BY? 2022-01-01", "LED_BY 2022-01-01", "LED_BY 2023-01-01",
		"AFFILIATED_WITH 2020-01-01", "TAKES_PART_IN ", "LED_BY 2020-01-01",
	}
	if !reflect.DeepEqual(days, want) {
		t.Errorf("got  %q\nwant %q", days, want)
	}
}

// related returns a filter of people with conditions on relations so deep.
func related(depth int) string {
	if depth == 0 {
		return "{}"
	}
	name := "organisations"
	if depth%2 == 0 {
		name = "staff"
	}
	return "{" + name + ": {some: {node: " + related(depth-1) + "}}}"
}

// What is refused, with the field and the argument it is about.
func TestRefusals(t *testing.T) {
	w := newWorld(t)
	deep := strings.Repeat("{not: ", 10) + "{}" + strings.Repeat("}", 10)
	many := "{or: [" + strings.Repeat(`{papers: {eq: 1}},`, 101) + "]}"
	manyKinds := "{or: [" + strings.Repeat(`{name: {eq: "x"}},`, 51) + "]}" // each of two kinds
	long := strings.Repeat("x", 8<<10+1)
	ints := strings.Repeat("1,", 1001)
	orders := strings.Repeat("{field: PAPERS},", 9)
	for _, c := range []struct{ query, code, field, argument string }{
		{`{ people(first: 0) { totalCount } }`, "BAD_USER_INPUT", "people", "first"},
		{`{ people(first: -1) { totalCount } }`, "BAD_USER_INPUT", "people", "first"},
		{`{ people(first: 101) { totalCount } }`, "BAD_USER_INPUT", "people", "first"},
		{`{ people(last: 0) { totalCount } }`, "BAD_USER_INPUT", "people", "last"},
		{`{ people(last: 101) { totalCount } }`, "BAD_USER_INPUT", "people", "last"},
		{`{ people(first: 1, last: 1) { totalCount } }`, "BAD_USER_INPUT", "people", "last"},
		{`{ people(after: "x") { totalCount } }`, "BAD_CURSOR", "people", "after"},
		{`{ people(before: "") { totalCount } }`, "BAD_CURSOR", "people", "before"},
		{`{ companies(after: "AfTPzAgMAA") { totalCount } }`, "BAD_CURSOR", "companies", "after"},
		{`{ p: people { nodes { o: organisations(first: 101) { totalCount } } } }`, "BAD_USER_INPUT", "p.nodes.o", "first"},
		{`{ people { edges { node { leads(filter: {node: {title: {eq: null}}}) { totalCount } } } } }`, "BAD_USER_INPUT", "people.edges.node.leads", "filter.node.title.eq"},
		{`{ people(filter: {orcid: {eq: null}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.orcid.eq"},
		{`{ people(filter: {orcid: null}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.orcid"},
		{`{ people(filter: {not: null}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.not"},
		{`{ people(filter: {and: null}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.and"},
		{`{ people(filter: {leads: {some: null}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.some"},
		{`{ people(filter: {leads: {some: {node: null}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.some.node"},
		{`{ people(filter: {leads: {some: {on: null}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.some.on"},
		{`{ people(filter: {leads: {count: null}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.count"},
		{`{ people(filter: {leads: {count: {eq: null}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.count.eq"},
		{`{ people(filter: {leads: {count: {of: null, eq: 1}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.count.of"},
		{`{ people(filter: {leads: {count: {of: {}}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.count"},
		{`{ people(filter: {leads: {count: {eq: 1, of: {node: {title: {eq: null}}}}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.count.of.node.title.eq"},
		{`{ organisations(filter: {company: null}) { totalCount } }`, "BAD_USER_INPUT", "organisations", "filter.company"},
		{`{ organisations(filter: {company: {capital: {currency: "CNY", eq: null}}}) { totalCount } }`, "BAD_USER_INPUT", "organisations", "filter.company.capital.eq"},
		{`{ people(orderBy: {}) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy[0]"},
		{`{ people(orderBy: {direction: DESC}) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy[0]"},
		{`{ people(orderBy: {field: NAME, count: {leads: {}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy[0]"},
		{`{ people(orderBy: {lang: "zh", count: {leads: {}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy[0].count"},
		{`{ people(orderBy: {count: {leads: {on: "2024"}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy[0].count.leads.on"},
		{`{ people(orderBy: {count: {leads: {node: {title: null}}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy[0].count.leads.node.title"},
		{`{ people(orderBy: {count: {organisations: {node: ` + related(4) + `}}}) { totalCount } }`, "COMPLEXITY_LIMIT_EXCEEDED", "people",
			"orderBy[0].count.organisations.node" + strings.Repeat(".staff.some.node.organisations.some.node", 1) + ".staff.some.node.organisations.some"},
		{`{ people(orderBy: {count: {organisations: {node: ` + related(2) + `}}}) { totalCount } }`, "COMPLEXITY_LIMIT_EXCEEDED", "", ""},
		{`{ search(text: "` + strings.Repeat("x", 257) + `") { totalCount } }`, "BAD_USER_INPUT", "search", "text"},
		{`{ search(text: "x", kinds: []) { totalCount } }`, "BAD_USER_INPUT", "search", "kinds"},
		{`{ search(text: "x", first: 101) { totalCount } }`, "BAD_USER_INPUT", "search", "first"},
		{`{ search(text: "x", after: "AfTPzAgMAA") { totalCount } }`, "BAD_CURSOR", "search", "after"},
		{`{ search(text: "x", on: "2024") { totalCount } }`, "BAD_USER_INPUT", "search", "on"},
		{`{ search(text: "x", filter: {id: {eq: null}}) { totalCount } }`, "BAD_USER_INPUT", "search", "filter.id.eq"},
		{`{ search(text: "x", filter: {project: {rate: {eq: "y"}}}) { totalCount } }`, "BAD_USER_INPUT", "search", "filter.project.rate.eq"},
		{`{ suggest(prefix: "` + strings.Repeat("x", 257) + `") { text } }`, "BAD_USER_INPUT", "suggest", "prefix"},
		{`{ suggest(prefix: "x", first: 0) { text } }`, "BAD_USER_INPUT", "suggest", "first"},
		{`{ suggest(prefix: "x", first: 51) { text } }`, "BAD_USER_INPUT", "suggest", "first"},
		{`{ suggest(prefix: "x", kinds: []) { text } }`, "BAD_USER_INPUT", "suggest", "kinds"},
		{`{ resolve(identifiers: [` + strings.Repeat(`{value: "a"},`, 101) + `]) { status } }`, "BAD_USER_INPUT", "resolve", "identifiers"},
		{`{ resolve(identifiers: [{value: "a"}, {value: ""}]) { status } }`, "BAD_USER_INPUT", "resolve", "identifiers[1].value"},
		{`{ resolve(identifiers: {scheme: "", value: "a"}) { status } }`, "BAD_USER_INPUT", "resolve", "identifiers[0].scheme"},
		{`{ resolve(identifiers: {value: "` + long + `"}) { status } }`, "BAD_USER_INPUT", "resolve", "identifiers[0].value"},
		{`{ resolve(identifiers: {scheme: "` + long + `", value: "a"}) { status } }`, "BAD_USER_INPUT", "resolve", "identifiers[0].scheme"},
		{`{ organisations(filter: {kind: {eq: null}}) { totalCount } }`, "BAD_USER_INPUT", "organisations", "filter.kind.eq"},
		{`{ people(filter: {or: [{}, {not: {papers: {isNull: null}}}]}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.or[1].not.papers.isNull"},
		{`{ people(filter: {createdAt: {eq: "2024"}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.createdAt.eq"},
		{`{ institutions(filter: {foundedOn: {in: ["2024", "2024-13"]}}) { totalCount } }`, "BAD_USER_INPUT", "institutions", "filter.foundedOn.in[1]"},
		{`{ projects(filter: {rate: {eq: "1e3"}}) { totalCount } }`, "BAD_USER_INPUT", "projects", "filter.rate.eq"},
		{`{ projects(filter: {budget: {currency: "cny", eq: "1"}}) { totalCount } }`, "BAD_USER_INPUT", "projects", "filter.budget.currency"},
		{`{ projects(filter: {budget: {currency: "CNY", eq: "1.005"}}) { totalCount } }`, "BAD_USER_INPUT", "projects", "filter.budget.eq"},
		{`{ people(filter: ` + deep + `) { totalCount } }`, "BAD_USER_INPUT", "people", "filter" + strings.Repeat(".not", 10)},
		{`{ people(filter: ` + many + `) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.or[100].papers.eq"},
		{`{ organisations(filter: ` + manyKinds + `) { totalCount } }`, "BAD_USER_INPUT", "organisations", "filter.or[50].name.eq"},
		{`{ people(filter: ` + related(5) + `) { totalCount } }`, "COMPLEXITY_LIMIT_EXCEEDED", "people", "filter" + strings.Repeat(".organisations.some.node.staff.some.node", 2) + ".organisations.some"},
		{`{ people(filter: ` + related(3) + `) { totalCount } }`, "COMPLEXITY_LIMIT_EXCEEDED", "", ""},
		{`{ people(filter: {orcid: {eq: "` + long + `"}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.orcid.eq"},
		{`{ people(filter: {papers: {in: [` + ints + `]}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.papers.in"},
		{`{ people(orderBy: [` + orders + `]) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy"},
		{`{ people(orderBy: {field: NAME, lang: "fr"}) { totalCount } }`, "BAD_USER_INPUT", "people", "orderBy[0].lang"},
		{`{ people(on: "2024") { totalCount } }`, "BAD_USER_INPUT", "people", "on"},
		{`{ people(on: "2024-02-30") { totalCount } }`, "BAD_USER_INPUT", "people", "on"},
		{`{ people(filter: {leads: {all: {on: "2024-01"}}}) { totalCount } }`, "BAD_USER_INPUT", "people", "filter.leads.all.on"},
		{`{ people { nodes { name(lang: "` + strings.Repeat("z", 36) + `") } } }`, "BAD_USER_INPUT", "people.nodes.name", "lang"},
		{`{ nodes(ids: [` + strings.Repeat(`"a",`, 101) + `]) { id } }`, "BAD_USER_INPUT", "nodes", "ids"},
		{`{ person(by: {orcid: "` + long + `"}) { id } }`, "BAD_USER_INPUT", "person", "by.orcid"},
		{`{ neighbors(id: "Person_ann", relations: []) { totalCount } }`, "BAD_USER_INPUT", "neighbors", "relations"},
		{`{ neighbors(id: "Person_ann", first: 0) { totalCount } }`, "BAD_USER_INPUT", "neighbors", "first"},
		{`{ paths(from: [], to: {ids: ["a"]}) { truncated } }`, "BAD_USER_INPUT", "paths", "from"},
		{`{ paths(from: ["Person_ann"], to: {ids: []}) { truncated } }`, "BAD_USER_INPUT", "paths", "to.ids"},
		{`{ paths(from: ["Person_ann"], to: {kinds: []}) { truncated } }`, "BAD_USER_INPUT", "paths", "to.kinds"},
		{`{ paths(from: ["Person_ann"], to: {kinds: [Person]}, relations: [PART_OF]) { truncated } }`, "BAD_USER_INPUT", "paths", "to.kinds"},
		{`{ paths(from: ["Person_ann"], to: {ids: ["nobody"]}) { truncated } }`, "BAD_USER_INPUT", "paths", "to.ids[0]"},
		{`{ paths(from: ["Person_ann"], to: {kinds: [Person]}, maxHops: 7) { truncated } }`, "BAD_USER_INPUT", "paths", "maxHops"},
		{`{ paths(from: ["Person_ann"], to: {kinds: [Person]}, first: 11) { truncated } }`, "BAD_USER_INPUT", "paths", "first"},
		{`{ people(first: 100) { nodes { organisations(first: 100) { nodes { staff(first: 2) { nodes { id } } } } } } }`, "COMPLEXITY_LIMIT_EXCEEDED", "", ""},
	} {
		reads := w.reads.Load()
		res := w.run(t.Context(), t, c.query, nil)
		if len(res.Errors) != 1 {
			t.Errorf("%.200s: %d errors: %v", c.query, len(res.Errors), res.Errors)
			continue
		}
		e := res.Errors[0]
		got := fmt.Sprint(e.Extensions["code"], " ", text(e.Extensions["field"]), " ", text(e.Extensions["argument"]))
		if want := c.code + " " + c.field + " " + c.argument; got != want {
			t.Errorf("%.200s: got %s, want %s (%s)", c.query, got, want, e.Message)
		}
		if len(e.Path) != 1 {
			t.Errorf("%.200s: path %v is not that of the root field", c.query, e.Path)
		}
		if n := w.reads.Load() - reads; n != 0 && !strings.Contains(c.query, "nobody") {
			t.Errorf("%.200s: refused after %d reads", c.query, n)
		}
	}
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// The same bounds, met exactly, are no bounds yet.
func TestBoundsAreInclusive(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{
		`{ people(first: 1) { totalCount } }`,
		`{ people(first: 100) { nodes { id } } }`,
		`{ people(last: 100) { nodes { id } } }`,
		`{ people(filter: ` + strings.Repeat("{not: ", 9) + "{}" + strings.Repeat("}", 9) + `) { totalCount } }`,
		`{ people(filter: {or: [` + strings.Repeat(`{papers: {eq: 1}},`, 100) + `]}) { totalCount } }`,
		`{ organisations(filter: ` + related(2) + `) { totalCount } }`,
		`{ person(by: {id: "Person_ann"}) { organisations(filter: {node: ` + related(4) + `}) { totalCount } } }`,
		`{ people(filter: {orcid: {eq: "` + strings.Repeat("x", 8<<10) + `"}}) { totalCount } }`,
		`{ people(filter: {papers: {in: [` + strings.Repeat("1,", 1000) + `]}}) { totalCount } }`,
		`{ people(orderBy: [` + strings.Repeat("{field: PAPERS},", 8) + `]) { totalCount } }`,
		`{ people { nodes { name(lang: "` + strings.Repeat("z", 35) + `") } } }`,
		`{ nodes(ids: [` + strings.Repeat(`"Person_ann",`, 100) + `]) { id } }`,
		`{ paths(from: ["Person_ann"], to: {kinds: [Person]}, maxHops: 6, first: 10) { truncated } }`,
		`{ people(first: 100) { nodes { organisations(first: 99) { nodes { leads: staff(first: 1) { nodes { id } } } } } } }`,
	} {
		if res := w.run(t.Context(), t, query, nil); len(res.Errors) > 0 {
			t.Errorf("%.200s: %v", query, res.Errors)
		}
	}
}
