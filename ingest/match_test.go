package ingest_test

import (
	"strings"
	"testing"

	"innograph/ingest"
	"innograph/kg"
)

const organisationRules = `
    nodes:
      - as: country
        kind: Region
        shared: true
        properties: {scheme: {constant: ISO3166}, code: country, name: {lang: und, column: country}}
      - as: org
        kind: Enterprise
        identifiers: {SOURCE: id}
        properties:
          name: {lang: en, column: name}
          aliases: {column: other, do: [{split: ';'}]}
        match:
MATCH
    edges:
      - {relation: LOCATED_IN, from: org, to: country}
`

// organisations returns a source of organisations and countries that is matched
// with others by name: within a country, or without.
func organisations(source string, rank int, with map[string]bool, rows string) table {
	var ranks, match []string
	for _, other := range []string{"a", "b", "c"} {
		within, ok := with[other]
		if !ok {
			continue
		}
		ranks = append(ranks, other+": "+map[string]string{"a": "30", "b": "20", "c": "10"}[other])
		rule := "          - {with: " + other + ", names: [name, aliases], against: [name, aliases], confidence: 0.9"
		if within {
			rule += ", within: {relation: LOCATED_IN, node: country}"
		}
		match = append(match, rule+"}")
	}
	rules := strings.NewReplacer("SOURCE", source, "MATCH", strings.Join(match, "\n")).Replace(organisationRules)
	return table{source: source, rank: rank, ranks: strings.Join(ranks, ", "), files: "\n  - file: " + source + ".csv\n    key: id" + rules,
		data: map[string]string{source + ".csv": "id,name,other,country\n" + rows}}
}

// permutations calls fn with every order of three sources.
func permutations(sources [3]table, fn func(order string, list [3]table)) {
	for _, p := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		list := [3]table{sources[p[0]], sources[p[1]], sources[p[2]]}
		fn(list[0].source+list[1].source+list[2].source, list)
	}
}

func TestMatch(t *testing.T) {
	a := organisations("a", 30, map[string]bool{"b": true}, strings.Join([]string{
		"1,Université de Lille,ULille;Lille University,FR",
		"2,Acme,,FR", // in another country
		"3,Twin,,DE", // two of the other source
		"4,Double,,DE",
		"5,Double,,DE", // two of this source
		"6,Left,Right,IT",
	}, "\n"))
	b := organisations("b", 20, map[string]bool{"a": true}, strings.Join([]string{
		"1,UNIVERSITÉ DE LILLE.,,FR",
		"2,ACME,,GB",
		"3,TWIN,,DE",
		"4,TWIN,,DE",
		"5,DOUBLE,,DE",
		"6,Left,,IT", // both names of one
		"7,Right,,IT",
	}, "\n"))
	var want []string
	for _, list := range [][2]table{{a, b}, {b, a}} {
		s := empty()
		list[0].load(t, s, ingest.Options{})
		account := list[1].load(t, s, ingest.Options{})
		if merged := account.Files[0].Merged; merged != 1 {
			t.Errorf("%s after %s: %d merged, want 1", list[1].source, list[0].source, merged)
		}
		expect(t, "the pair", found(t, s, "Enterprise [{a 1}"),
			"Enterprise [{a 1} {b 1}] PUBLIC aliases=[ULille Lille University] name=[en Université de Lille] [Source_a/1 HARVESTED  aliases name; Source_b/1 INFERRED 0.9]")
		got := dump(t, s)
		if want == nil {
			want = got
		}
		if d := differences(want, got); d != nil {
			t.Errorf("the order matters:\n%s", strings.Join(d, "\n"))
		}
		for _, again := range []table{b, a} {
			if account := again.load(t, s, ingest.Options{}); account.Changed() {
				t.Errorf("%s once more changes\n%s", again.source, account)
			}
		}
	}
}

// One record may show that two nodes are one. Then they become one, whichever
// came first.
func TestUnite(t *testing.T) {
	a := organisations("a", 30, map[string]bool{"b": true, "c": false}, "1,IFREMER,Institut de la mer,FR\n2,Other,,FR\n")
	b := organisations("b", 20, map[string]bool{"a": true, "c": false}, "1,Institut de la Mer,,FR\n2,Other,,FR\n")
	c := organisations("c", 10, map[string]bool{"a": false, "b": false}, "1,Ifremer,,FR\n2,Third,,BE\n")
	var want []string
	united := 0
	permutations([3]table{a, b, c}, func(order string, list [3]table) {
		s := empty()
		for _, source := range list {
			united += source.load(t, s, ingest.Options{}).United
		}
		got := dump(t, s)
		if want == nil {
			want = got
			t.Log("\n" + strings.Join(got, "\n"))
		}
		if d := differences(want, got); d != nil {
			t.Errorf("%s is not abc:\n%s", order, strings.Join(d, "\n"))
		}
		permutations([3]table{a, b, c}, func(again string, list [3]table) {
			for _, source := range list {
				if account := source.load(t, s, ingest.Options{}); account.Changed() {
					t.Errorf("%s after %s: %s changes\n%s", again, order, source.source, account)
				}
			}
		})
	})
	if united != 2 {
		t.Errorf("%d nodes were united, want 2: in bca and cba", united)
	}
}

// A record that has its node from another source by an identifier may show it
// to be one with a third, whichever came first.
func TestUniteByIdentifier(t *testing.T) {
	a := organisations("a", 30, map[string]bool{"b": true, "c": false}, "1,Duke University,,US\n2,Other,,US\n")
	b := organisations("b", 20, map[string]bool{"a": true, "c": false}, "1,DUKE UNIVERSITY,,US\n2,Second,,US\n")
	c := organisations("c", 10, map[string]bool{"a": false, "b": false}, "1,Duke,1,US\n2,Other,,BE\n")
	c.files = strings.Replace(c.files, "{c: id}", "{c: id, a: other}", 1)
	c.files = strings.Replace(c.files, "aliases: {column: other, do: [{split: ';'}]}", "", 1)
	c.files = strings.ReplaceAll(c.files, "[name, aliases]", "[name]")
	var want []string
	permutations([3]table{a, b, c}, func(order string, list [3]table) {
		s := empty()
		for _, source := range list {
			source.load(t, s, ingest.Options{})
		}
		got := dump(t, s)
		if want == nil {
			want = got
			expect(t, "Duke", found(t, s, "Enterprise [{a 1}"), "Enterprise [{a 1} {b 1} {c 1}] PUBLIC name=[en Duke University] "+
				"[Source_a/1 HARVESTED  name; Source_b/1 INFERRED 0.9; Source_c/1 HARVESTED ]")
		}
		if d := differences(want, got); d != nil {
			t.Errorf("%s is not abc:\n%s", order, strings.Join(d, "\n"))
		}
		for _, source := range list {
			if account := source.load(t, s, ingest.Options{}); account.Changed() {
				t.Errorf("%s: %s once more changes\n%s", order, source.source, account)
			}
		}
	})
}

// What was united answers to the id that has gone.
func TestUnitedKeepsFormerID(t *testing.T) {
	a := organisations("a", 30, map[string]bool{"b": true, "c": false}, "1,IFREMER,Institut de la mer,FR\n")
	b := organisations("b", 20, map[string]bool{"a": true, "c": false}, "1,Institut de la Mer,,FR\n")
	c := organisations("c", 10, map[string]bool{"a": false, "b": false}, "1,Ifremer,,FR\n")
	s := empty()
	for _, source := range []table{b, c, a} {
		source.load(t, s, ingest.Options{})
	}
	if n := node(t, s, "id", "Enterprise_c.1"); n.ID != "Enterprise_b.1" {
		t.Errorf("Enterprise_c.1 has become %s", n.ID)
	}
}

// An edge that another writer adds to a node while it is taken up is taken up
// with it.
func TestUnitedKeepsNewEdges(t *testing.T) {
	a := organisations("a", 30, map[string]bool{"b": true, "c": false}, "1,IFREMER,Institut de la mer,FR\n")
	b := organisations("b", 20, map[string]bool{"a": true, "c": false}, "1,Institut de la Mer,,FR\n2,Part,,FR\n")
	c := organisations("c", 10, map[string]bool{"a": false, "b": false}, "1,Ifremer,,FR\n")
	s := empty()
	b.load(t, s, ingest.Options{})
	c.load(t, s, ingest.Options{})
	between := &kg.Changeset{Edges: []kg.EdgeChange{{Relation: "PART_OF", From: "Enterprise_b.2", To: "Enterprise_c.1"}}}
	account := a.load(t, &meddling{s, between}, ingest.Options{})
	expect(t, "rows", outcomes(account, 0), "0 written 1 merged 0 unchanged 0 rejected")
	expect(t, "the part", found(t, s, "PART_OF"), "PART_OF [{b 2}] -> [{a 1} {b 1} {c 1}] PUBLIC []")
}

// Taking up shows nobody what was hidden.
func TestUnitedStaysHidden(t *testing.T) {
	a := organisations("a", 30, map[string]bool{"b": true, "c": false}, "1,IFREMER,Institut de la mer,FR\n")
	b := organisations("b", 20, map[string]bool{"a": true, "c": false}, "1,Institut de la Mer,,FR\n")
	c := organisations("c", 10, map[string]bool{"a": false, "b": false}, "1,Ifremer,,FR\n")
	s := empty()
	b.load(t, s, ingest.Options{})
	c.load(t, s, ingest.Options{})
	hidden := kg.Parties
	_, err := s.Apply(t.Context(), &kg.Changeset{Nodes: []kg.NodeChange{{ID: "Enterprise_c.1", Kind: "Enterprise", Visibility: &hidden}}})
	if err != nil {
		t.Fatal(err)
	}
	a.load(t, s, ingest.Options{})
	if n := node(t, s, "id", "Enterprise_c.1"); n.Visibility != kg.Parties {
		t.Errorf("%s is %s once it has taken up a node of parties", n.ID, n.Visibility)
	}
}

// Names that lead to one node alone serve as references.
func TestReferenceByName(t *testing.T) {
	a := organisations("a", 30, nil, "1,Acme Ltd,,FR\n2,Twin,,FR\n3,Twin,,FR\n4,大连蓝屿有限公司,,CN\n")
	a.files = strings.Replace(a.files, "        match:\n", "", 1)
	people := table{source: "p", rank: 1, data: map[string]string{"p.csv": "id,at\n1,ACME\n2,Twin\n3,Nobody\n4,大连蓝屿\n5,\n"}, files: `
  - file: p.csv
    key: id
    nodes: [{as: p, kind: Person, identifiers: {p: id}, properties: {name: {lang: en, column: id}}}]
    edges: [{relation: AFFILIATED_WITH, from: p, to: {name: at, ending: [ltd, 有限公司], confidence: 0.7}}]
`}
	s := empty()
	a.load(t, s, ingest.Options{})
	account := people.load(t, s, ingest.Options{})
	expect(t, "people", outcomes(account, 0), "3 written 0 merged 0 unchanged 2 rejected")
	expect(t, "edges", found(t, s, "AFFILIATED_WITH"), strings.Join([]string{
		"AFFILIATED_WITH [{p 1}] -> [{a 1}] PUBLIC [Source_p/1 INFERRED 0.7]",
		"AFFILIATED_WITH [{p 4}] -> [{a 4}] PUBLIC [Source_p/4 INFERRED 0.7]"}, "\n"))
	if account := people.load(t, s, ingest.Options{}); account.Changed() {
		t.Errorf("once more changes\n%s", account)
	}
}
