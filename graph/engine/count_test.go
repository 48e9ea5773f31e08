package engine_test

import (
	"reflect"
	"testing"

	"innograph/kg"
)

// staffCount is a condition on how many of the staff are so.
func staffCount(op kg.Op, n int64) kg.Filter {
	return kg.Counted{Op: op, Number: n, Related: kg.Related{
		Relation: "AFFILIATED_WITH", Direction: kg.In, On: "2020-01-02",
		Node: compare("papers", kg.OpEq, kg.Int(1)), Edge: compare("role", kg.OpEq, kg.Text("x")),
	}}
}

// What a condition on a count becomes.
func TestCountFilters(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		list, filter string
		want         kg.Filter
	}{
		{"organisations", `{staff: {count: {}}}`, nil},
		{"organisations", `{staff: {count: {gte: 2}}}`,
			kg.Counted{Related: kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In}, Op: kg.OpGte, Number: 2}},
		{"organisations", `{staff: {count: {ne: -1, of: {}}}}`,
			kg.Counted{Related: kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In}, Op: kg.OpNe, Number: -1}},
		{"organisations", `{staff: {some: {}, count: {lt: 9, gt: 0, of: {node: {papers: {eq: 1}}, edge: {role: {eq: "x"}}, on: "2020-01-02"}}}}`, kg.And{
			kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In}, staffCount(kg.OpLt, 9), staffCount(kg.OpGt, 0)}},
		{"projects", `{lead: {count: {eq: 0}}}`, kg.Counted{Related: kg.Related{Relation: "LED_BY"}, Op: kg.OpEq}},
	} {
		data(t, w.run(t.Context(), t, "{ "+c.list+"(filter: "+c.filter+") { totalCount } }", nil))
		if got := w.last.Load().Start.List.Filter; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %s: got %#v, want %#v", c.list, c.filter, got, c.want)
		}
	}
}

// What a sort key that counts becomes, at the root and along a relation.
func TestCountOrders(t *testing.T) {
	w := newWorld(t)
	staff := kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In}
	professors := staff
	professors.Edge, professors.On = compare("role", kg.OpEq, kg.Text("professor")), "2021-01-01"
	for _, c := range []struct {
		orderBy string
		want    []kg.Order
	}{
		{`{count: {staff: {}}}`, []kg.Order{{Count: &staff}}},
		{`{count: {staff: {}}, direction: DESC, nulls: FIRST, field: null}`, []kg.Order{{Count: &staff, Descending: true}}},
		{`[{count: {staff: {edge: {role: {eq: "professor"}}, on: "2021-01-01"}}}, {field: ROR}]`, []kg.Order{{Count: &professors}, {Property: "ror"}}},
	} {
		data(t, w.run(t.Context(), t, "{ organisations(orderBy: "+c.orderBy+") { nodes { id } } }", nil))
		if got := w.last.Load().Start.List.Order; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.orderBy, got, c.want)
		}
	}
	data(t, w.run(t.Context(), t, `{ people(on: "2021-01-01") { nodes { organisations(orderBy: {node: {count: {staff: {edge: {role: {eq: "professor"}}}}}}) { nodes { id } } } } }`, nil))
	if got, want := w.last.Load().Select.Hops[0].Order, []kg.Order{{Count: &professors}}; !reflect.DeepEqual(got, want) {
		t.Errorf("along a relation: got %+v, want %+v", got, want)
	}
}

// What is counted decides, and ties stand in the order of creation.
func TestCountsOfTheWorld(t *testing.T) {
	for name, open := range map[string]func(*kg.Model) kg.Store{"memory": memory, "sqlite": onSQLite(t)} {
		w := newWorldOn(t, open)
		for _, c := range []struct{ query, want string }{
			{`{ organisations(orderBy: [{count: {staff: {}}, direction: DESC}]) { nodes { id } } }`,
				`{"organisations":{"nodes":[{"id":"Institution_neu"},{"id":"Institution_imr"},{"id":"Company_ansteel"},{"id":"Institution_met"},{"id":"Company_neusoft"}]}}`},
			{`{ organisations(orderBy: [{count: {staff: {edge: {role: {eq: "adviser"}}}}, direction: DESC}], first: 1) { nodes { id } } }`,
				`{"organisations":{"nodes":[{"id":"Company_ansteel"}]}}`},
			{`{ organisations(filter: {staff: {count: {gte: 2}}}) { nodes { id } } }`, `{"organisations":{"nodes":[{"id":"Institution_neu"}]}}`},
			{`{ organisations(filter: {staff: {count: {gte: 1, lte: 1}}}) { nodes { id } } }`,
				`{"organisations":{"nodes":[{"id":"Institution_imr"},{"id":"Company_ansteel"}]}}`},
			{`{ organisations(filter: {staff: {count: {gte: 2, of: {node: {papers: {gt: 3}}}}}}) { nodes { id } } }`, `{"organisations":{"nodes":[{"id":"Institution_neu"}]}}`},
			{`{ organisations(filter: {staff: {count: {eq: 0}}}) { totalCount } }`, `{"organisations":{"totalCount":2}}`},
			{`{ person(by: {id: "Person_ann"}) { organisations(orderBy: [{node: {count: {staff: {}}}}, {edge: {field: ROLE}}]) { edges { role node { id } } } } }`,
				`{"person":{"organisations":{"edges":[{"role":"adviser","node":{"id":"Company_ansteel"}},{"role":"professor","node":{"id":"Institution_neu"}},{"role":"student","node":{"id":"Institution_neu"}}]}}}`},
		} {
			if got := w.answer(t, c.query, nil); got != c.want {
				t.Errorf("%s: %s\ngot  %s\nwant %s", name, c.query, got, c.want)
			}
		}
	}
}

// Pages of an order by a count join to all of it; a cursor belongs to what is
// counted.
func TestCountOrderPages(t *testing.T) {
	w := newWorld(t)
	const operation = `query($of: OrganisationStaffCondition!, $after: String) {
		organisations(first: 2, after: $after, orderBy: [{count: {staff: $of}, direction: DESC}]) { nodes { id } pageInfo { hasNextPage endCursor } } }`
	type page struct {
		Organisations struct {
			Nodes    []struct{ ID string }
			PageInfo struct {
				HasNextPage bool
				EndCursor   string
			}
		}
	}
	ids := ""
	variables := map[string]any{"of": map[string]any{}}
	for more := true; more; {
		var p page
		decode(t, w.answer(t, operation, variables), &p)
		for _, n := range p.Organisations.Nodes {
			ids += n.ID + " "
		}
		variables["after"], more = p.Organisations.PageInfo.EndCursor, p.Organisations.PageInfo.HasNextPage
	}
	if want := "Institution_neu Institution_imr Company_ansteel Institution_met Company_neusoft "; ids != want {
		t.Errorf("the pages hold %s, not %s", ids, want)
	}
	variables["of"] = map[string]any{"node": map[string]any{"papers": map[string]any{"gt": 1}}}
	res := w.run(t.Context(), t, operation, variables)
	if len(res.Errors) != 1 || res.Errors[0].Extensions["code"] != "BAD_CURSOR" {
		t.Errorf("a cursor of what counts others: %v", res.Errors)
	}
}
