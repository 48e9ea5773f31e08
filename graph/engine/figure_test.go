package engine_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"innograph/graph/engine"
	"innograph/kg"
)

// What makes no figures is refused before anything is read, with the argument
// and what to do.
func TestFiguresRefused(t *testing.T) {
	w := newWorld(t)
	many := strings.TrimSuffix(strings.Repeat("{property: ROR}, ", 11), ", ")
	for _, c := range []struct{ query, field, argument, message string }{
		{`{ projects { statistics(of: []) { count } } }`, "projects.statistics", "of", "at least one"},
		{`{ projects { statistics(of: [TITLE, TITLE]) { count } } }`, "projects.statistics", "of[1]", "given twice"},
		{`{ projects { a: groupBy(by: []) { totalCount } } }`, "projects.a", "by", "nothing says"},
		{`{ projects { groupBy(by: {}) { totalCount } } }`, "projects.groupBy", "by[0]", "exactly one of property"},
		{`{ organisations { groupBy(by: {kind: false}) { totalCount } } }`, "organisations.groupBy", "by[0]", "exactly one of property"},
		{`{ organisations { groupBy(by: {kind: true, property: NAME}) { totalCount } } }`, "organisations.groupBy", "by[0]", "2 things"},
		{`{ projects { groupBy(by: {property: TITLE, relation: {lead: {}}}) { totalCount } } }`, "projects.groupBy", "by[0]", "2 things"},
		{`{ projects { groupBy(by: [{property: TITLE}, {property: RATE}, {property: NUMBER}]) { totalCount } } }`, "projects.groupBy", "by[2]", "more than 2"},
		{`{ projects { groupBy(by: [{property: TITLE}, {property: TITLE}]) { totalCount } } }`, "projects.groupBy", "by[1]", "twice"},
		{`{ projects { groupBy(by: [{relation: {lead: {}}}, {relation: {lead: {}}}]) { totalCount } } }`, "projects.groupBy", "by[1]", "twice"},
		{`{ projects { groupBy(by: {property: TITLE, unit: YEAR}) { totalCount } } }`, "projects.groupBy", "by[0].unit", "no date"},
		{`{ projects { groupBy(by: {property: TITLE, lang: "zh"}) { totalCount } } }`, "projects.groupBy", "by[0].lang", "no languages"},
		{`{ people { groupBy(by: {property: NAME}) { totalCount } } }`, "people.groupBy", "by[0].lang", "add lang"},
		{`{ people { groupBy(by: {property: NAME, lang: ""}) { totalCount } } }`, "people.groupBy", "by[0].lang", "add lang"},
		{`{ people { groupBy(by: {property: NAME, lang: "` + strings.Repeat("x", 36) + `"}) { totalCount } } }`, "people.groupBy", "by[0].lang", "35"},
		{`{ people { groupBy(by: {relation: {leads: {}}, unit: MONTH}) { totalCount } } }`, "people.groupBy", "by[0].unit", "leave it out"},
		{`{ organisations { groupBy(by: {kind: true, lang: "zh"}) { totalCount } } }`, "organisations.groupBy", "by[0].lang", "leave it out"},
		{`{ people { groupBy(by: {relation: {leads: {node: {number: {eq: null}}}}}) { totalCount } } }`, "people.groupBy", "by[0].relation.leads.node.number.eq", "null"},
		{`{ people { groupBy(by: {relation: {leads: {on: "2024"}}}) { totalCount } } }`, "people.groupBy", "by[0].relation.leads.on", "full day"},
		{`{ projects { groupBy(by: {property: TITLE}, first: 0) { totalCount } } }`, "projects.groupBy", "first", "out of bounds"},
		{`{ projects { groupBy(by: {property: TITLE}, first: 1001) { totalCount } } }`, "projects.groupBy", "first", "out of bounds"},
		{`{ projects { groupBy(by: {property: TITLE}, of: [RATE, RATE]) { totalCount } } }`, "projects.groupBy", "of[1]", "twice"},
		{`{ projects { facets(of: []) { key } } }`, "projects.facets", "of", "at least one"},
		{`{ projects { facets(of: [{property: TITLE}, {property: TITLE}]) { key } } }`, "projects.facets", "of[1]", "twice"},
		{`{ organisations { facets(of: [` + many + `]) { key } } }`, "organisations.facets", "of", "at most 10"},
		{`{ projects { facets(of: {property: TITLE}, first: -1) { key } } }`, "projects.facets", "first", "out of bounds"},
		{`{ people { nodes { o: organisations { statistics { count } } } } }`, "people.nodes.o.statistics", "of", "at least one"},
		{`{ people { nodes { organisations { groupBy { totalCount } } } } }`, "people.nodes.organisations.groupBy", "by", "nothing says"},
		{`{ people { nodes { organisations { groupBy(by: {kind: true}, byEdge: [{property: ROLE}, {property: FROM}]) { totalCount } } } } }`, "people.nodes.organisations.groupBy", "byEdge[1]", "more than 2"},
		{`{ people { nodes { organisations { groupBy(byEdge: {property: ROLE, unit: YEAR}) { totalCount } } } } }`, "people.nodes.organisations.groupBy", "byEdge[0].unit", "no date"},
		{`{ people { nodes { organisations { groupBy(byEdge: {}) { totalCount } } } } }`, "people.nodes.organisations.groupBy", "byEdge[0]", "give a property"},
		{`{ search(text: "a") { groupBy(by: {}) { totalCount } } }`, "search.groupBy", "by[0]", "nothing says"},
	} {
		res := w.run(t.Context(), t, c.query, nil)
		if len(res.Errors) != 1 {
			t.Errorf("%s: %v", c.query, res.Errors)
			continue
		}
		e := res.Errors[0]
		if e.Extensions["code"] != engine.CodeBadUserInput || e.Extensions["field"] != c.field || e.Extensions["argument"] != c.argument || !strings.Contains(e.Message, c.message) {
			t.Errorf("%s: got %q %v, want %s %s %q", c.query, e.Message, e.Extensions, c.field, c.argument, c.message)
		}
	}
	if n := w.reads.Load() + w.totals.Load(); n > 0 {
		t.Errorf("%d reads all the same", n)
	}
}

// Too many groups are an error with a remedy, and a store that fails fails them.
func TestFiguresThatFail(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		fail               error
		query, code, field string
	}{
		{kg.TooManyGroups(10_000), `{ projects { groupBy(by: {property: TITLE}) { totalCount } } }`, engine.CodeTooComplex, "projects.groupBy"},
		{kg.TooManyGroups(10_000), `{ projects { statistics(of: RATE) { sum } groupBy(by: {property: TITLE}) { totalCount } } }`, engine.CodeTooComplex, ""},
		{&kg.Error{Kind: kg.ErrUnavailable}, `{ projects { statistics(of: RATE) { sum } } }`, engine.CodeUnavailable, ""},
	} {
		w.fail = c.fail
		res := w.run(t.Context(), t, c.query, nil)
		if len(res.Errors) != 1 || res.Errors[0].Extensions["code"] != c.code {
			t.Errorf("%s: %v", c.query, res.Errors)
			continue
		}
		x := res.Errors[0].Extensions
		if field, _ := x["field"].(string); field != c.field {
			t.Errorf("%s: the field is %q, want %q", c.query, field, c.field)
		}
		if c.code == engine.CodeTooComplex && (x["measure"] != "groups" || x["limit"] != 10_000 || x["remedy"] == "") {
			t.Errorf("%s: %v", c.query, x)
		}
	}
}

// What a figure asks the store for.
func TestFiguresAskedFor(t *testing.T) {
	w := newWorld(t)
	ask := func(query string) []kg.AggregateQuery {
		t.Helper()
		data(t, w.run(t.Context(), t, query, nil))
		return *w.asked.Load()
	}
	qs := ask(`{ projects(first: 3, filter: {rate: {gt: 0}, and: [{title: {eq: "x"}, rate: {lt: 1}}, {and: {title: {eq: "y"}}}], or: [{title: {eq: "z"}}]}) {
		facets(of: {property: TITLE}) { key } statistics(of: RATE) { count } groupBy(by: {property: TITLE}, of: RATE) { totalCount }
	} }`)
	if n := w.reads.Load(); n != 0 {
		t.Errorf("%d reads for figures alone", n)
	}
	rate := compare("rate", kg.OpGt, must(kg.ParseDecimal("0")))
	less := compare("rate", kg.OpLt, must(kg.ParseDecimal("1")))
	title := func(s string) kg.Filter { return compare("title", kg.OpEq, kg.Text(s)) }
	whole := kg.And{rate, kg.And{kg.And{title("x"), less}, title("y")}, kg.Or{title("z")}}
	if !reflect.DeepEqual(qs[1].List.Filter, whole) || !reflect.DeepEqual(qs[2].List.Filter, whole) {
		t.Errorf("figures share the filter of their list: %#v", qs[1].List.Filter)
	}
	// The facet of titles leaves out those at the top and in `and` there, no deeper.
	if want := (kg.And{rate, kg.And{less, title("y")}, kg.Or{title("z")}}); !reflect.DeepEqual(qs[0].List.Filter, want) {
		t.Errorf("a facet is of %#v, want %#v", qs[0].List.Filter, want)
	}
	if len(qs[2].Measures) != 0 {
		t.Error("statistics that are not selected are worked out")
	}
	qs = ask(`{ people(on: "2020-01-01", filter: {leads: {some: {}}, papers: {gt: 100}}) {
		facets(of: {relation: {leads: {node: {title: {eq: "x"}}}}}) { key }
		nodes { organisations { groupBy(by: {relation: {staff: {on: "2021-01-01"}}}) { totalCount } } }
	} }`)
	if want := compare("papers", kg.OpGt, kg.Int(100)); !reflect.DeepEqual(qs[0].List.Filter, want) {
		t.Errorf("a facet by a relation is of %#v", qs[0].List.Filter)
	}
	leads := &kg.Related{Relation: "LED_BY", Direction: kg.In, On: "2020-01-01", Node: title("x")}
	if !reflect.DeepEqual(qs[0].By, []kg.GroupKey{{Relation: leads}}) {
		t.Errorf("the key is %#v", qs[0].By[0].Relation)
	}
	if len(qs) != 1 {
		t.Errorf("%d queries, though nobody is on the page", len(qs))
	}
	qs = ask(`{ people(on: "2020-01-01") { nodes { organisations { groupBy(by: {relation: {staff: {on: "2021-01-01"}}}) { totalCount } } } } }`)
	if h := qs[0].Hop; h.On != "2020-01-01" || qs[0].By[0].Relation.On != "2021-01-01" || len(qs[0].Parents) != 3 {
		t.Errorf("a hop on %q by a relation on %q of %d", h.On, qs[0].By[0].Relation.On, len(qs[0].Parents))
	}
}

func TestPriceOfFigures(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		query string
		want  int
	}{
		{`{ projects { statistics(of: [RATE, BUDGET]) { sum } } }`, 1 + 2*5},
		{`{ projects { groupBy(by: {property: TITLE}, first: 7, of: [RATE, BUDGET]) { totalCount } } }`, 1 + 7 + 5},
		{`{ projects { groupBy(by: {property: TITLE}, first: 7, of: [RATE, BUDGET]) { groups { statistics { sum } } } } }`, 1 + 7 + 3*5},
		{`{ projects { groupBy(by: {property: TITLE}) { groups { count } } } }`, 1 + 100 + 5},
		{`{ projects { groupBy(by: {relation: {lead: {}}}, first: 7) { groups { count } } } }`, 1 + 7 + 5 + 200},
		{`{ projects { groupBy(by: {relation: {lead: {}}}, first: 7) { groups { keys { label } } } } }`, 1 + 7 + 5 + 200 + 7},
		{`{ projects { groupBy(by: {property: TITLE}, first: 7) { groups { keys { label } } } } }`, 1 + 7 + 5},
		{`{ projects { groupBy(by: {relation: {lead: {}}}, first: 7) { groups { keys { node { ... on Person { leads(first: 2) { nodes { id } } } } } } } } }`, 1 + 7 + 5 + 200 + 7 + 14},
		{`{ projects(filter: {lead: {some: {}}}) { statistics(of: RATE) { sum } } }`, 1 + 5 + 200 + 5 + 200},
		{`{ projects { facets(of: [{property: TITLE}, {property: RATE}], first: 3) { key } } }`, 1 + 2*(3+5)},
		{`{ people(first: 4) { nodes { leads { statistics(of: [RATE, BUDGET]) { sum } } } } }`, 4 + 4 + 4*2*5},
		{`{ people(first: 4) { nodes { leads { groupBy(by: {property: TITLE}, first: 6) { totalCount } } } } }`, 4 + 4 + 4*(6+5)},
		{`{ search(text: "a") { statistics(of: CREATED_AT) { min } } }`, 1 + 100 + 5 + 100},
	} {
		if got := predicted(t, w, w.exec, c.query, nil); got != c.want {
			t.Errorf("%s: got %d, want %d", c.query, got, c.want)
		}
	}
	res := w.run(t.Context(), t, fmt.Sprintf(`{ people(first: 100) { nodes { leads { groupBy(by: {property: TITLE}, first: %d) { totalCount } } } } }`, 1000), nil)
	if len(res.Errors) != 1 || res.Errors[0].Extensions["code"] != engine.CodeTooComplex {
		t.Errorf("many groups below many nodes: %v", res.Errors)
	}
}
