package mapping_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"innograph/ingest/mapping"
	"innograph/ingest/rows"
	"innograph/model"
)

// head is the beginning of every mapping of these tests.
const head = `innograph: mapping/1
source: {name: test, title: Test}
`

func load(t *testing.T, yaml string) *mapping.Mapping {
	t.Helper()
	m, err := mapping.Parse("test.yaml", []byte(yaml))
	if err == nil {
		err = m.Check(model.Graph())
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, yaml)
	}
	return m
}

// evaluate returns the records of the first file's rows; text holds its rows.
func evaluate(t *testing.T, m *mapping.Mapping, text string) ([]*mapping.Record, []error) {
	t.Helper()
	lookups := map[string]*mapping.Table{}
	for _, l := range m.Lookups {
		lookups[l.Name] = l.NewTable()
		for _, row := range rowsOf(t, text, l.Layout) {
			if err := l.Add(lookups[l.Name], row); err != nil {
				t.Fatal(err)
			}
		}
	}
	e := mapping.NewEvaluator(model.Graph(), m.Files[0], lookups)
	var records []*mapping.Record
	var errs []error
	for _, row := range rowsOf(t, text, m.Files[0].Layout) {
		rec, err := e.Evaluate(row)
		records, errs = append(records, rec), append(errs, err)
	}
	return records, errs
}

func rowsOf(t *testing.T, text string, layout rows.Layout) []*rows.Row {
	t.Helper()
	r, err := rows.NewReader(strings.NewReader(text), layout)
	if err != nil {
		t.Fatal(err)
	}
	var all []*rows.Row
	for {
		row, err := r.Next()
		if err != nil {
			return all
		}
		all = append(all, row)
	}
}

// taken evaluates a property of a row with the columns a and b, as the alias
// list of a person.
func taken(t *testing.T, rule, a, b string) string {
	t.Helper()
	m := load(t, head+`
tables: {colours: {red: 红, blue: [蓝, 青], none: ~}}
lookups:
  known: {file: f.csv, key: a, values: {b: b}}
files:
  - file: f.csv
    let: {list: {column: a, do: [{split: ';'}]}}
    nodes:
      - kind: Person
        identifiers: {test: {constant: x}}
        properties:
          name: {lang: en, constant: x}
          aliases: `+rule)
	quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	records, errs := evaluate(t, m, "a,b\n"+quoted(a)+","+quoted(b)+"\n")
	if errs[0] != nil {
		return "error: " + errs[0].Error()
	}
	var all []string
	for _, v := range records[0].Nodes[0].Properties["aliases"].List() {
		all = append(all, v.Text())
	}
	return strings.Join(all, "|")
}

func TestValues(t *testing.T) {
	for _, c := range []struct{ rule, a, b, want string }{
		{"a", " x ", "", "x"},
		{"[a, b]", "x", "y", "x|y"},
		{"[a, b]", "", "y", "y"},
		{"[a, b]", "x", "x", "x"},
		{"{constant: x}", "", "", "x"},
		{"{constant: [x, y]}", "", "", "x|y"},
		{"{template: '{a}-{b}!'}", "x", "y", "x-y!"},
		{"{template: '{a}-{b}'}", "x", "", ""},
		{"{first: [a, b]}", "", "y", "y"},
		{"{choose: [{when: {column: a, is: x}, value: b}, {value: {constant: z}}]}", "x", "y", "y"},
		{"{choose: [{when: {column: a, is: x}, value: b}, {value: {constant: z}}]}", "v", "y", "z"},
		{"{each: list, as: e, when: {column: e, matches: x}, take: {template: '{ordinal}{e}'}}", "x1;y;x2", "", "1x1|3x2"},
		{"{column: a, when: {column: b, empty: true}}", "x", "", "x"},
		{"{column: a, when: {column: b, empty: true}}", "x", "y", ""},
		{"{each: list, take: item, do: [{pick: 2}]}", "x;y;z", "", "y"},
	} {
		if got := taken(t, c.rule, c.a, c.b); got != c.want {
			t.Errorf("%s of (%q, %q): got %q, want %q", c.rule, c.a, c.b, got, c.want)
		}
	}
}

func TestSteps(t *testing.T) {
	for _, c := range []struct{ steps, a, want string }{
		{"upper", "aé", "AÉ"},
		{"lower", "AÉ", "aé"},
		{"fold", " Université d'Évry (ＡＢ) ", "universitedevryab"},
		{"spaces", "a  b\tc", "a b c"},
		{"{split: ';'}", "x; y;;x", "x|y"},
		{"[{split: ';'}, {join: ' + '}]", "x;y", "x + y"},
		{"{slice: [1, 3]}", "大连理工", "连理"},
		{"{slice: [0, 9]}", "ab", "ab"},
		{"[{split: ';'}, {pick: 3}]", "x;y", ""},
		{`{extract: '(\d+)$'}`, "no 12", "12"},
		{`{extract: '\d+'}`, "none", ""},
		{`{replace: '\s*\(.*\)$'}`, "Name (China)", "Name"},
		{`{replace: '^(\d)$', with: '0$1'}`, "7", "07"},
		{"[{split: ';'}, {keep: '^x'}]", "x1;y;x2", "x1|x2"},
		{"[{split: ';'}, {drop: '^x'}]", "x1;y;x2", "y"},
		{"{strip: '.;'}", ";x.y.", "x.y"},
		{"{map: colours}", "red", "红"},
		{"{map: colours}", "blue", "蓝|青"},
		{"{map: colours}", "none", ""},
		{"{map: colours}", "green", "green"},
		{"{map: colours, otherwise: empty}", "green", ""},
		{"{map: colours, otherwise: reject}", "green", `error: Person: Person.aliases: "green" is not in the table colours; add it there, or correct the row`},
		{"{map: {x: y}}", "x", "y"},
		{"{default: none}", "", "none"},
		{"{default: {column: b}}", "", "beside"},
		{"{lookup: known.b}", "x", "beside"},
		{"{number: ','}", "1.234,50", "1234.50"},
		{"{number: '.'}", "1 234.5", "1234.5"},
		{"{times: 10000}", "180.5", "1805000"},
		{"{times: 0.001}", "7", "0.007"},
		{"{times: 2}", "x", `error: Person: Person.aliases: "x" is not a decimal number: write digits with at most one point, such as 12.50`},
		{"{date: DD/MM/YY, pivot: 17}", "05/10/17", "2017-10-05"},
		{"{date: DD/MM/YY, pivot: 17}", "05/10/48", "1948-10-05"},
		{"{date: DD/MM/YY, pivot: 17}", "29/02/00", "2000-02-29"},
		{"{date: DD/MM/YY, pivot: 17}", "31/02/16", `error: Person: Person.aliases: "31/02/16" is not a date written as DD/MM/YY`},
		{"{date: YYYY-MM-DD, precision: year}", "2018-01-01", "2018"},
		{"{date: [YYYY年M月D日, YYYY年M月, YYYY年]}", "2024年7月", "2024-07"},
		{"{date: [YYYY年M月D日, YYYY年M月, YYYY年]}", "2024年7月3日", "2024-07-03"},
		{"{date: D MMM YYYY}", "3 Jul 2024", "2024-07-03"},
		{"after", "2016-03-31", "2016-04-01"},
		{"after", "2016-12", "2017-01"},
		{"after", "2016", "2017"},
		{"{country: en}", "CN", "China"},
		{"{country: zh}", "FR", "法国"},
		{"{country: en}", "??", ""},
		{"{identifier: orcid}", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"},
		{"{repair: windows-1252}", "beneficiariesâ€™ costs â€“ 5 â‚¬", "beneficiaries’ costs – 5 €"},
		{"{repair: windows-1252}", "â€œartâ€\u009d and TEMÃ\u0081TICA", "“art” and TEMÁTICA"},
		{"{repair: windows-1252}", "vis-Ã -vis", "vis-à-vis"},
		{"{repair: windows-1252}", "ExcellenceÂ", "Excellence"},
		{"{repair: windows-1252}", "Évry, dÃ©jÃ  vu, “x” 大连", "Évry, déjà vu, “x” 大连"},
		{"{repair: windows-1251}", "РґРѕРј", "дом"},
		{"clean", "\uFFFDABC\uFFFD", "ABC"},
		{"clean", "A\uFFFDC", "A\uFFFDC"},
		{"clean", `“ABC`, "ABC"},
		{"clean", `"ABC"`, "ABC"},
		{"clean", `ABC "DEF"`, `ABC "DEF"`},
		{"clean", `ABC "DEF`, `ABC "DEF`},
		{"clean", `ABC"`, `ABC`},
		{"clean", "les Amis'", "les Amis'"},
		{"[upper, lower]", "aB", "ab"},
	} {
		if got := taken(t, "{column: a, do: "+c.steps+"}", c.a, "beside"); got != c.want {
			t.Errorf("%s of %q: got %q, want %q", c.steps, c.a, got, c.want)
		}
	}
}

func TestConditions(t *testing.T) {
	for _, c := range []struct {
		condition, a, b string
		want            bool
	}{
		{"{column: a, is: x}", "x", "", true},
		{"{column: a, is: x}", "y", "", false},
		{"{column: list, is: [x, y]}", "x;y", "", true},
		{"{column: list, is: x}", "x;y", "", false},
		{"{column: list, in: [y, z]}", "x;y", "", true},
		{"{column: a, in: [y, z]}", "", "", false},
		{"{column: a, empty: true}", " ", "", true},
		{"{column: a, empty: false}", "x", "", true},
		{"{column: a, matches: '^x'}", "xy", "", true},
		{"{column: a, same: b}", "x", "x", true},
		{"{column: a, same: b}", "", "", false},
		{"{column: b, known: known}", "x", "x", true},
		{"{column: b, known: known}", "x", "y", false},
		{"{value: {column: a, do: [upper]}, is: X}", "x", "", true},
		{"{not: {column: a, is: x}}", "x", "", false},
		{"{all: [{column: a, is: x}, {column: b, is: y}]}", "x", "y", true},
		{"[{column: a, is: x}, {column: b, is: y}]", "x", "z", false},
		{"{any: [{column: a, is: x}, {column: b, is: y}]}", "z", "y", true},
	} {
		got := taken(t, "{constant: yes, when: "+c.condition+"}", c.a, c.b) == "yes"
		if got != c.want {
			t.Errorf("%s with (%q, %q): got %t", c.condition, c.a, c.b, got)
		}
	}
}

// describe writes what a record states.
func describe(r *mapping.Record) string {
	var b strings.Builder
	for i, n := range r.Nodes {
		fmt.Fprintf(&b, "%d %s %v", i, n.Kind.Name, n.Identifiers)
		for _, name := range slices.Sorted(maps.Keys(n.Properties)) {
			fmt.Fprintf(&b, " %s=%s", name, n.Properties[name])
		}
		fmt.Fprintln(&b)
	}
	end := func(e mapping.End) string {
		switch {
		case e.Node >= 0:
			return fmt.Sprint(e.Node)
		case e.Name != nil:
			return e.Name.Key
		}
		return e.Identifier.Scheme + "=" + e.Identifier.Value
	}
	for _, e := range r.Edges {
		fmt.Fprintf(&b, "%s %s -> %s", e.Relation.Name, end(e.From), end(e.To))
		for _, name := range slices.Sorted(maps.Keys(e.Properties)) {
			fmt.Fprintf(&b, " %s=%s", name, e.Properties[name])
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func TestRecord(t *testing.T) {
	m := load(t, head+`
files:
  - file: f.jsonl
    key: id
    nodes:
      - as: org
        kind: [{is: Laboratory, when: {column: sort, is: lab}}, {is: Institution}]
        identifiers: {test: id}
        properties:
          name:
            texts:
              - {lang: en, column: name}
              - {each: names, as: n, when: {column: n.v, empty: false}, lang: {column: n.lang}, take: n.v}
          aliases: {others: name}
          level: {constant: NATIONAL_KEY}
          foundedOn: founded
      - as: place
        kind: Region
        shared: true
        properties: {scheme: {constant: PLACE}, code: city, name: {lang: en, column: city}}
    edges:
      - {relation: LOCATED_IN, from: org, to: place}
      - {relation: LOCATED_IN, from: org, to: {kind: Region, key: {code: country, scheme: {constant: ISO3166}}}}
      - {relation: PART_OF, from: org, to: {name: parent, ending: [ltd], confidence: 0.5}}
    each:
      - in: people
        as: p
        nodes:
          - {as: person, kind: Person, identifiers: {test: p.id}, properties: {name: {lang: zh, column: p.name}, orcid: p.orcid}}
        edges:
          - {relation: AFFILIATED_WITH, from: person, to: org, properties: {role: {template: 'no {ordinal}'}}}
`)
	records, errs := evaluate(t, m, `{"id": 1, "sort": "lab", "name": "A", "names": [{"v": "B", "lang": "en"}, {"v": "甲", "lang": "zh"}, {"v": "C"}], "city": "Dalian", "country": "CN", "parent": "Acme Ltd", "founded": 1960, "people": [{"id": "p1", "name": "林"}, {"id": "p2", "name": "赵", "orcid": "https://orcid.org/0000-0002-1825-0097"}]}
{"id": 2, "name": "B", "people": []}
{"id": 3, "name": "B", "people": [{"name": "nobody"}]}
{"name": "B"}
{"id": 4, "name": "B", "founded": "soon"}
`)
	want := `0 Laboratory [{test 1}] aliases=[B C] foundedOn=1960 level=NATIONAL_KEY name=[en A zh 甲]
1 Region [{Region.scheme+code PLACE/Dalian}] code=Dalian name=[en Dalian] scheme=PLACE
2 Person [{test p1}] name=[zh 林]
3 Person [{test p2} {orcid 0000-0002-1825-0097}] name=[zh 赵] orcid=0000-0002-1825-0097
AFFILIATED_WITH 2 -> 0 role=no 1
AFFILIATED_WITH 3 -> 0 role=no 2
LOCATED_IN 0 -> 1
LOCATED_IN 0 -> Region.scheme+code=ISO3166/CN
PART_OF 0 -> acme
`
	if got := describe(records[0]); errs[0] != nil || got != want {
		t.Errorf("%v, got\n%swant\n%s", errs[0], got, want)
	}
	if got := describe(records[1]); got != "0 Institution [{test 2}] name=[en B]\n" {
		t.Errorf("what is unknown must be left out: %s", got)
	}
	for i, want := range map[int]string{
		2: "person: it has no identifier: what should make it is empty",
		3: "the key of the row is empty",
		4: `org: Institution.foundedOn: "soon" is not a date: write 2024, 2024-07 or 2024-07-23`,
	} {
		if errs[i] == nil || errs[i].Error() != want {
			t.Errorf("row %d: got %v, want %s", i+1, errs[i], want)
		}
	}
}

func TestFlaws(t *testing.T) {
	m := load(t, head+`
files:
  - file: f.csv
    nodes:
      - {kind: Person, identifiers: {test: id}, properties: {name: {lang: und, column: name, do: [{flaw: '\?', note: a mark}]}}}
`)
	records, _ := evaluate(t, m, "id,name\n1,M\uFFFDLLER\n2,M?LLER\n3,\uFFFDMILLER\n")
	for i, want := range []string{"[a lost letter (U+FFFD) stays in Person.name]", "[a mark]", "[]"} {
		if got := fmt.Sprint(records[i].Flaws); got != want {
			t.Errorf("row %d: %s, want %s", i+1, got, want)
		}
	}
	if got := records[2].Nodes[0].Properties["name"].String(); got != "[und MILLER]" {
		t.Errorf("a lost letter at the end stays: %s", got)
	}
}

func TestMoney(t *testing.T) {
	m := load(t, head+`
files:
  - file: f.csv
    nodes:
      - {kind: Project, identifiers: {test: id}, properties: {title: {lang: en, column: id}, amount: {column: sum, currency: {column: unit}}}}
`)
	records, errs := evaluate(t, m, "id,sum,unit\n1,12.50,EUR\n2,,EUR\n3,1.005,EUR\n4,7,\n5,7,XX\n")
	if got := records[0].Nodes[0].Properties["amount"].String(); got != "EUR 12.50" {
		t.Error(got)
	}
	if _, there := records[1].Nodes[0].Properties["amount"]; there {
		t.Error("an unknown amount has become one")
	}
	for i := 2; i < 5; i++ {
		if errs[i] == nil {
			t.Errorf("row %d is taken", i+1)
		}
	}
}
