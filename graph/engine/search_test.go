package engine_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"innograph/kg"
)

// answer runs an operation that must not fail, and returns its data.
func (w *world) answer(t *testing.T, query string, variables map[string]any) string {
	t.Helper()
	res := w.run(t.Context(), t, query, variables)
	if len(res.Errors) > 0 {
		t.Fatalf("%s: %v", query, res.Errors)
	}
	return string(res.Data)
}

func decode(t *testing.T, data string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), into); err != nil {
		t.Fatal(err)
	}
}

// What is found, with the place that tells why.
func TestSearch(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ arguments, selection, want string }{
		{`text: "东北"`, `totalCount nodes { id }`, `{"totalCount":1,"nodes":[{"id":"Institution_neu"}]}`},
		{`text: "anna"`, `edges { score match { property language snippet { text hit } } node { label } }`,
			`{"edges":[{"score":597,"match":{"property":"aliases","language":null,"snippet":[{"text":"Anna","hit":true},{"text":"\tA.","hit":false}]},"node":{"label":"安娜"}}]}`},
		{`text: "METAL"`, `edges { match { property language snippet { text hit } } node { __typename id } }`,
			`{"edges":[{"match":{"property":"name","language":"en","snippet":[{"text":"School of ","hit":false},{"text":"Metal","hit":true},{"text":"lurgy","hit":false}]},"node":{"__typename":"Institution","id":"Institution_met"}},` +
				`{"match":{"property":"name","language":"en","snippet":[{"text":"Institute of ","hit":false},{"text":"Metal","hit":true},{"text":" Research","hit":false}]},"node":{"__typename":"Institution","id":"Institution_imr"}}]}`},
		{`text: "very long"`, `edges { match { property snippet { text hit } } node { ... on Project { title } } }`,
			`{"edges":[{"match":{"property":"summary","snippet":[{"text":"Long","hit":true},{"text":".\n","hit":false},{"text":"Very","hit":true},{"text":" ","hit":false},{"text":"long","hit":true},{"text":".","hit":false}]},"node":{"title":"Alloys"}}]}`},
		{`text: "an", kinds: [Company, Institution]`, `totalCount`, `{"totalCount":0}`},
		{`text: "an", kinds: Person`, `nodes { id }`, `{"nodes":[{"id":"Person_ann"}]}`},
		{`text: "n", filter: {kind: {eq: Company}}`, `nodes { id }`, `{"nodes":[{"id":"Company_neusoft"}]}`},
		{`text: "n", filter: {or: [{company: {}}, {institution: {sort: {eq: UNIVERSITY}}}]}`, `nodes { id }`,
			`{"nodes":[{"id":"Company_neusoft"},{"id":"Institution_neu"}]}`},
		{`text: "n", filter: {institution: {staff: {some: {edge: {role: {eq: "student"}}}}}}`, `nodes { id }`, `{"nodes":[{"id":"Institution_neu"}]}`},
		{`text: "alloys"`, `nodes { ... on Project { participants(first: 1) { nodes { label } } lead { label } } }`,
			`{"nodes":[{"participants":{"nodes":[{"label":"鞍钢"}]},"lead":{"label":"安娜"}}]}`},
		{`text: "alloys", on: "2030-01-01"`, `nodes { ... on Project { lead { label } } }`, `{"nodes":[{"lead":null}]}`},
		{`text: "secret"`, `totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`,
			`{"totalCount":0,"edges":[],"pageInfo":{"hasNextPage":false,"hasPreviousPage":false,"startCursor":null,"endCursor":null}}`},
	} {
		if got := w.answer(t, "{ search("+c.arguments+") { "+c.selection+" } }", nil); got != `{"search":`+c.want+`}` {
			t.Errorf("%s:\ngot  %s\nwant {\"search\":%s}", c.arguments, got, c.want)
		}
	}
}

// A search is one read, whatever it finds and selects.
func TestSearchReadsOnce(t *testing.T) {
	w := newWorld(t)
	w.answer(t, `{ search(text: "n") { totalCount edges { match { property } node { id ... on Organisation { staff { nodes { label leads { nodes { id } } } } } } } } }`, nil)
	w.answer(t, `{ suggest(prefix: "n") { text parts { text } node { label } } }`, nil)
	if n := w.reads.Load(); n != 2 {
		t.Errorf("%d reads, not one for each field", n)
	}
}

// Pages of a search join to all of it, and belong to their text.
func TestSearchPages(t *testing.T) {
	w := newWorld(t)
	const operation = `query($text: String!, $after: String) {
		search(text: $text, first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`
	type page struct {
		Search struct {
			Nodes    []struct{ ID string }
			PageInfo struct {
				HasNextPage bool
				EndCursor   string
			}
		}
	}
	var ids []string
	variables := map[string]any{"text": "o"}
	for more := true; more; {
		var p page
		decode(t, w.answer(t, operation, variables), &p)
		for _, n := range p.Search.Nodes {
			ids = append(ids, n.ID)
		}
		variables["after"], more = p.Search.PageInfo.EndCursor, p.Search.PageInfo.HasNextPage
	}
	if got := strings.Join(ids, " "); got != "Institution_met Institution_imr" {
		t.Errorf("the pages hold %s", got)
	}
	variables["text"] = "of"
	res := w.run(t.Context(), t, operation, variables)
	if len(res.Errors) != 1 || res.Errors[0].Extensions["code"] != "BAD_CURSOR" {
		t.Errorf("a cursor of another text: %v", res.Errors)
	}
}

// Names come before what merely mentions them; what no name has is not suggested.
func TestSuggest(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ arguments, want string }{
		{`prefix: "neu"`, `[{"text":"Neusoft \"东软\"","kind":"Company"}]`},
		{`prefix: "安"`, `[{"text":"安娜","kind":"Person"}]`},
		{`prefix: "a"`, `[{"text":"Ann","kind":"Person"},{"text":"Alloys","kind":"Project"}]`},
		{`prefix: "a", first: 1`, `[{"text":"Ann","kind":"Person"}]`},
		{`prefix: "a", kinds: [Project]`, `[{"text":"Alloys","kind":"Project"}]`},
		{`prefix: "long"`, `[]`},
		{`prefix: ""`, `[]`},
	} {
		if got := w.answer(t, "{ suggest("+c.arguments+") { text kind } }", nil); got != `{"suggest":`+c.want+`}` {
			t.Errorf("%s:\ngot  %s\nwant {\"suggest\":%s}", c.arguments, got, c.want)
		}
	}
	const want = `{"suggest":[{"parts":[{"text":"Neu","hit":true},{"text":"soft \"东软\"","hit":false}],"node":{"id":"Company_neusoft"}}]}`
	if got := w.answer(t, `{ suggest(prefix: "NEU") { parts { text hit } node { id } } }`, nil); got != want {
		t.Errorf("got %s", got)
	}
}

// The price counts long texts only of kinds that may be found, and only where the
// place of the text is asked for.
func TestSearchPrice(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		query string
		want  int
	}{
		{`{ search(text: "a") { nodes { id } } }`, 20 + 100},
		{`{ search(text: "a", first: 5) { totalCount nodes { id } } }`, 5 + 5 + 100},
		{`{ search(text: "a", first: 5, filter: {company: {staff: {some: {}}}}) { nodes { id } } }`, 5 + 5 + 200 + 100},
		{`{ search(text: "a", first: 5) { edges { match { property } } } }`, 5 + 5*100 + 100},
		{`{ search(text: "a", first: 5, kinds: Person) { edges { match { property } } } }`, 5 + 100},
		{`{ suggest(prefix: "a") { text } }`, 10 + 100},
		{`{ suggest(prefix: "a", first: 50) { node { ... on Project { summary } } } }`, 50 + 50*100 + 100},
		{`{ resolve(identifiers: [{value: "a"}, {scheme: "b", value: "a"}]) { status } }`, 2 + kg.MaxNamesakes},
	} {
		if got := predicted(t, w, w.exec, c.query, nil); got != c.want {
			t.Errorf("%s: %d, not %d", c.query, got, c.want)
		}
	}
}

// What is no sensible text finds nothing, or is refused in words.
func TestSearchOddTexts(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{"", " ", "\t\n", "?!。，—…", "()[]{}*^~:\"'", "\u200b\u00ad", "😀", "👩‍🔬", "\ufffd", "¶", "zzz OR anna", "\"anna\" NOT x", "anna;DROP TABLE x", "NEAR(anna x)", "name:zzz"} {
		res := w.run(t.Context(), t, `query($text: String!) { search(text: $text) { totalCount edges { cursor match { property } } } suggest(prefix: $text) { text } }`, map[string]any{"text": text})
		if got, want := string(res.Data), `{"search":{"totalCount":0,"edges":[]},"suggest":[]}`; len(res.Errors) > 0 || got != want {
			t.Errorf("%q: %s %v", text, got, res.Errors)
		}
	}
	for _, text := range []string{"anna😀", "\"anna\"", "*anna*", "anna?!", "anna' --", "ＡＮＮＡ", "Änna", "anna A", "A anna"} {
		if got := w.answer(t, `query($text: String!) { search(text: $text) { nodes { id } } }`, map[string]any{"text": text}); got != `{"search":{"nodes":[{"id":"Person_ann"}]}}` {
			t.Errorf("%q: %s", text, got)
		}
	}
	for _, text := range []string{strings.Repeat("钢", 10_000), strings.Repeat("a ", 100), "a\xffb"} {
		res := w.run(t.Context(), t, `query($text: String!) { search(text: $text) { totalCount } suggest(prefix: $text) { text } }`, map[string]any{"text": text})
		if len(res.Errors) != 2 || string(res.Data) != `{"search":null,"suggest":null}` {
			t.Fatalf("%.20q: %s %v", text, res.Data, res.Errors)
		}
		for i, argument := range []string{"text", "prefix"} {
			if e := res.Errors[i].Extensions; fmt.Sprint(e["code"], e["argument"]) != "BAD_USER_INPUT"+argument {
				t.Errorf("%.20q: %v", text, res.Errors[i])
			}
		}
	}
}
