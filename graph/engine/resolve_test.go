package engine_test

import (
	"strings"
	"testing"

	"innograph/kg"
)

// What names stand for, in their order.
func TestResolve(t *testing.T) {
	for name, open := range map[string]func(*kg.Model) kg.Store{"memory": memory, "sqlite": onSQLite(t)} {
		w := newWorldOn(t, open)
		// Another node has the name `ann` in another system, and one that was taken up.
		if _, err := w.store.Apply(t.Context(), &kg.Changeset{Nodes: []kg.NodeChange{{ID: "Company_neusoft", Kind: "Company", Identifiers: []kg.Identifier{
			{Scheme: "test", Value: "neusoft"}, {Scheme: "other", Value: "ann"}, {Scheme: kg.FormerID, Value: "Company_old"},
		}}}}); err != nil {
			t.Fatal(err)
		}
		const person, company = `{"id":"Person_ann"}`, `{"id":"Company_neusoft"}`
		for _, c := range []struct{ names, want string }{
			{`[]`, ``},
			{`{scheme: "test", value: "ann"}`, `{"scheme":"test","value":"ann","status":"FOUND","node":` + person + `,"nodes":[` + person + `]}`},
			{`{scheme: "orcid", value: "0000-0001"}`, `{"scheme":"orcid","value":"0000-0001","status":"FOUND","node":` + person + `,"nodes":[` + person + `]}`},
			{`{scheme: "orcid", value: "ann"}`, `{"scheme":"orcid","value":"ann","status":"MISSING","node":null,"nodes":[]}`},
			{`{scheme: null, value: "0000-0001"}`, `{"scheme":null,"value":"0000-0001","status":"FOUND","node":` + person + `,"nodes":[` + person + `]}`},
			{`{value: "ann"}`, `{"scheme":null,"value":"ann","status":"AMBIGUOUS","node":null,"nodes":[` + company + `,` + person + `]}`},
			{`{value: "Person_ann"}`, `{"scheme":null,"value":"Person_ann","status":"FOUND","node":` + person + `,"nodes":[` + person + `]}`},
			{`{value: "Company_old"}`, `{"scheme":null,"value":"Company_old","status":"FOUND","node":` + company + `,"nodes":[` + company + `]}`},
			{`{scheme: "test", value: "dan"}`, `{"scheme":"test","value":"dan","status":"MISSING","node":null,"nodes":[]}`},
			{`{value: "Person_dan"}`, `{"scheme":null,"value":"Person_dan","status":"MISSING","node":null,"nodes":[]}`},
		} {
			got := w.answer(t, "{ resolve(identifiers: "+c.names+") { scheme value status node { id } nodes { id } } }", nil)
			if want := `{"resolve":[` + c.want + `]}`; got != want {
				t.Errorf("%s: %s:\ngot  %s\nwant %s", name, c.names, got, want)
			}
		}
		const mixed = `{ resolve(identifiers: [{value: "nobody"}, {scheme: "test", value: "ann"}, {value: "Person_ann"}, {value: "Person_ann"}, {value: "ann"}]) { nodes { id } } }`
		if got, want := w.answer(t, mixed, nil), `{"resolve":[{"nodes":[]},{"nodes":[`+person+`]},{"nodes":[`+person+`]},{"nodes":[`+person+`]},{"nodes":[`+company+`,`+person+`]}]}`; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// An identifier of a form that is known is found however it is spelt.
func TestSpelling(t *testing.T) {
	w := newWorld(t)
	if _, err := w.store.Apply(t.Context(), &kg.Changeset{Nodes: []kg.NodeChange{
		{ID: "Person_bob", Kind: "Person", Properties: map[string]kg.Value{"orcid": kg.Text("0000-0002-1825-0097")}},
		{ID: "Person_carol", Kind: "Person", Identifiers: []kg.Identifier{{Scheme: "doi", Value: "10.21105/jose.00013"}, {Scheme: "test", Value: "0000000218250097"}}},
	}}); err != nil {
		t.Fatal(err)
	}
	const bob, carol = `{"id":"Person_bob"}`, `{"id":"Person_carol"}`
	for lookup, want := range map[string]string{
		`{orcid: "0000-0002-1825-0097"}`:                                              bob,
		`{orcid: "https://orcid.org/0000-0002-1825-0097"}`:                            bob,
		`{orcid: "0000000218250097"}`:                                                 bob,
		`{orcid: "0000-0002-1825-0098"}`:                                              "null",
		`{identifier: {scheme: "orcid", value: " 0000-0002-1825-0097 "}}`:             bob,
		`{identifier: {scheme: "doi", value: "https://doi.org/10.21105/JOSE.00013"}}`: carol,
		`{identifier: {scheme: "test", value: "0000000218250097"}}`:                   carol,
	} {
		if got := w.answer(t, "{ person(by: "+lookup+") { id } }", nil); got != `{"person":`+want+`}` {
			t.Errorf("%s: %s, want %s", lookup, got, want)
		}
	}
	const names = `[{scheme: "doi", value: "doi:10.21105/jose.00013"}, {scheme: "orcid", value: "http://orcid.org/0000-0002-1825-0097"}, {value: "0000000218250097"}]`
	want := `{"resolve":[{"value":"doi:10.21105/jose.00013","node":` + carol + `},{"value":"http://orcid.org/0000-0002-1825-0097","node":` + bob +
		`},{"value":"0000000218250097","node":` + carol + `}]}`
	if got := w.answer(t, "{ resolve(identifiers: "+names+") { value node { id } } }", nil); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Names are read together, whatever is selected of what they stand for.
func TestResolveReads(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name string
		want int64
	}{{`{scheme: "test", value: "ann"},`, 1}, {`{value: "ann"},`, 2}} {
		before := w.reads.Load()
		got := w.answer(t, `{ resolve(identifiers: [`+strings.Repeat(c.name, 10)+`]) { nodes { ... on Person { organisations(first: 2) { edges { role node { label } } } } } } }`, nil)
		if strings.Count(got, "professor") < 10 {
			t.Errorf("%s: %s", c.name, got)
		}
		if n := w.reads.Load() - before; n != c.want {
			t.Errorf("%s: %d reads, not %d", c.name, n, c.want)
		}
	}
}
