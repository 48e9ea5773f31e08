package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
)

// parts are organisations that refer to one another, also to later rows.
var parts = table{source: "s", rank: 1, data: map[string]string{"f.csv": "id,name,parent\n1,one,3\n2,two,1\n3,three,\n"}, files: `
  - file: f.csv
    key: id
    nodes: [{as: o, kind: Institution, identifiers: {s: id}, properties: {name: {lang: en, column: name}}}]
    edges: [{relation: PART_OF, from: o, to: {scheme: s, value: parent}}]
`}

func TestForwardReferences(t *testing.T) {
	for _, batch := range []int{1, 2, 100} {
		s := empty()
		expect(t, "first", outcomes(parts.load(t, s, ingest.Options{Batch: batch}), 0), "3 written 0 merged 0 unchanged 0 rejected")
		expect(t, "edges", found(t, s, "PART_OF"), strings.Join([]string{
			"PART_OF [{s 1}] -> [{s 3}] PUBLIC [Source_s/1 HARVESTED ]",
			"PART_OF [{s 2}] -> [{s 1}] PUBLIC [Source_s/2 HARVESTED ]"}, "\n"))
		expect(t, "again", outcomes(parts.load(t, s, ingest.Options{Batch: batch}), 0), "0 written 0 merged 3 unchanged 0 rejected")
	}
}

// A row whose reference leads nowhere is rejected whole, and so are those that
// refer to it.
func TestDanglingReferences(t *testing.T) {
	b := parts.with("f.csv", "id,name,parent\n1,one,2\n2,two,9\n3,three,3\n4,four,\n")
	s := empty()
	a := b.load(t, s, ingest.Options{})
	expect(t, "dangling", outcomes(a, 0), "1 written 0 merged 0 unchanged 3 rejected")
	expect(t, "reasons", strings.Join(slices.Sorted(maps.Keys(a.Files[0].Reasons)), "\n"),
		"PART_OF: … cannot stand in this relation to itself\nthere is no node with s …; import what it is taken from first, or correct it")
	expect(t, "nodes", found(t, s, "Institution"), "Institution [{s 4}] PUBLIC name=[en four] [Source_s/4 HARVESTED  name]")
	// Once what is missing is there, they come in.
	parts.with("f.csv", "id,name,parent\n9,nine,\n").load(t, s, ingest.Options{})
	expect(t, "later", outcomes(b.load(t, s, ingest.Options{}), 0), "2 written 0 merged 1 unchanged 1 rejected")
}

func TestOptionalReferences(t *testing.T) {
	b := parts
	b.files = strings.Replace(b.files, "relation: PART_OF,", "relation: PART_OF, optional: true,", 1)
	s := empty()
	a := b.with("f.csv", "id,name,parent\n1,one,9\n").load(t, s, ingest.Options{})
	expect(t, "optional", outcomes(a, 0), "1 written 0 merged 0 unchanged 0 rejected")
	expect(t, "left out", fmt.Sprint(a.LeftOut), "map[PART_OF: an end is not known:1]")
}

func TestRejectedRows(t *testing.T) {
	long := strings.Repeat("x", kg.MaxText+1)
	rows := []string{
		"1,one,",
		"1,one again,",       // the key twice
		"2,two",              // a column short
		"3,\xff,",            // not UTF-8
		"4," + long + ",",    // too long a text
		"5,,",                // no name
		",six,",              // no key
		`7,"open,`,           // a quote that stays open
		"8,eight,",           // sound
		"9,a\x00b,",          // a character no text may hold
		"10,ten,1",           // sound
		"11,eleven,unknown,", // a column too many
	}
	path := filepath.Join(t.TempDir(), "rejects.csv")
	s := empty()
	a := parts.with("f.csv", "id,name,parent\n"+strings.Join(rows, "\n")+"\n").load(t, s, ingest.Options{Rejects: path, Batch: 2})
	expect(t, "rows", outcomes(a, 0), "3 written 0 merged 0 unchanged 9 rejected")
	if a.Rejects != path {
		t.Errorf("the account names %q", a.Rejects)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"file,line,reason,raw\n",
		`f.csv,3,"the key ""1"" stands in line 2 already","1,one again,"`,
		`f.csv,4,"the row has 2 columns, the header 3","2,two"`,
		`f.csv,5,the line is not valid UTF-8; convert the file to UTF-8,"3,` + "\uFFFD" + `,"`,
		fmt.Sprintf("f.csv,6,Institution.name: the text has %d bytes; at most %d fit", len(long), kg.MaxText),
		`f.csv,7,Institution.name: a value is required,"5,,"`,
		`f.csv,8,the key of the row is empty,",six,"`,
		`f.csv,9,"a quote is out of place`,
		"f.csv,11,Institution.name: the text is not valid UTF-8 or contains the character U+0000",
		`f.csv,13,"the row has 4 columns, the header 3"`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file of rejects lacks %s in\n%s", want, text[:min(len(text), 2000)])
		}
	}
	if strings.Count(a.String(), "rejected:") != len(a.Files[0].Reasons) {
		t.Errorf("the account does not name every reason:\n%s", a)
	}
}

func TestNoRejectsNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rejects.csv")
	if a := parts.load(t, empty(), ingest.Options{Rejects: path}); a.Rejects != "" {
		t.Errorf("the account names %q", a.Rejects)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is there: %v", err)
	}
}

// What only the store can refuse costs the rows at fault, not their batch.
func TestRefusedByTheStore(t *testing.T) {
	b := table{source: "s", rank: 1, data: map[string]string{"f.csv": "id,prize\n1,p\n2,q\n3,p\n4,r\n"}, files: `
  - file: f.csv
    key: id
    nodes:
      - {as: e, kind: Enterprise, identifiers: {s: id}, properties: {name: {lang: en, column: id}}}
      - {as: r, kind: Recognition, shared: true, identifiers: {prize: prize}, properties: {title: {lang: en, column: prize}}}
    edges: [{relation: RECOGNISED_AS, from: e, to: r}]
`}
	s := empty()
	a := b.load(t, s, ingest.Options{})
	expect(t, "rows", outcomes(a, 0), "3 written 0 merged 0 unchanged 1 rejected")
	if got := found(t, s, "Enterprise"); strings.Contains(got, "{s 3}") {
		t.Errorf("the rejected row has left something:\n%s", got)
	}
}

// A row that waited for a later one, which was then refused, is taken back.
func TestWithdrawn(t *testing.T) {
	b := table{source: "s", rank: 1, data: map[string]string{"f.csv": "id,prize,parent\n0,p,\n1,,2\n2,p,\n3,,1\n"}, files: `
  - file: f.csv
    key: id
    nodes:
      - {as: e, kind: Enterprise, identifiers: {s: id}, properties: {name: {lang: en, column: id}}}
      - {as: r, kind: Recognition, shared: true, identifiers: {prize: prize}, properties: {title: {lang: en, column: prize}}}
    edges:
      - {relation: RECOGNISED_AS, from: e, to: r}
      - {relation: PART_OF, from: e, to: {scheme: s, value: parent}}
`}
	s := empty()
	a := b.with("f.csv", "id,prize,parent\n0,p,\n1,,2\n2,p,\n").load(t, s, ingest.Options{})
	expect(t, "withdrawn", outcomes(a, 0), "1 written 0 merged 0 unchanged 2 rejected")
	expect(t, "nodes", found(t, s, "Enterprise"), "Enterprise [{s 0}] PUBLIC name=[en 0] [Source_s/0 HARVESTED  name]")
	expect(t, "tally", fmt.Sprint(*a.Nodes["Enterprise"]), "{1 0 0}")

	s = empty()
	a = b.load(t, s, ingest.Options{})
	expect(t, "referred to", outcomes(a, 0), "2 written 0 merged 0 unchanged 2 rejected")
	if len(a.Files[0].Flaws) != 1 {
		t.Errorf("the account does not tell what stays:\n%s", a)
	}
}

// A row that says of one node what belongs to two is not taken.
func TestContradictingIdentifiers(t *testing.T) {
	b := table{source: "s", rank: 1, data: map[string]string{"f.csv": "id,orcid\n1,0000-0002-1825-0097\n2,\n3,0000-0002-1825-0097\n2,0000-0002-1825-0097\n4,0000-0002-1825-0098\n"}, files: `
  - file: f.csv
    nodes: [{kind: Person, identifiers: {s: id}, properties: {orcid: orcid, name: {lang: en, column: id}}}]
`}
	s := empty()
	a := b.load(t, s, ingest.Options{})
	expect(t, "rows", outcomes(a, 0), "2 written 0 merged 0 unchanged 3 rejected")
	expect(t, "people", found(t, s, "Person"), "Person [{orcid 0000-0002-1825-0097} {s 1}] PUBLIC name=[en 1] orcid=0000-0002-1825-0097 [Source_s/1 HARVESTED  name orcid]\n"+
		"Person [{s 2}] PUBLIC name=[en 2] [Source_s/2 HARVESTED  name]")
}

// What is wrong with a whole file is found before anything is written.
func TestWrongFiles(t *testing.T) {
	for name, c := range map[string]struct {
		b    table
		want string
	}{
		"missing":  {table{source: "s", files: parts.files, data: map[string]string{}}, "f.csv: there is no such file in the folder that is imported"},
		"column":   {parts.with("f.csv", "id,nom,parent\n1,a,\n"), "s.yaml:8:100: f.csv has no column name; it has id, nom, parent"},
		"empty":    {parts.with("f.csv", ""), "f.csv: the file is empty; its first row must name the columns"},
		"encoding": {parts.with("f.csv", "\xff\xfei\x00d\x00"), "f.csv: the header: line 1: the line is not valid UTF-8; convert the file to UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			s := empty()
			_, err := ingest.Run(context.Background(), s, model.Graph(), c.b.mapping(t), c.b.fs(), ingest.Options{})
			if !errors.Is(err, kg.ErrInvalid) || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if lines := dump(t, s); lines != nil {
				t.Errorf("something was written: %q", lines)
			}
		})
	}
}

// To a to-one relation a better source, and the same record later, may give
// another end; an equal one may not.
func TestToOne(t *testing.T) {
	source := func(name string, rank int, to string) table {
		return table{source: name, rank: rank, ranks: "x: 1, y: 2", data: map[string]string{"f.csv": "id,by\n1," + to + "\n"}, files: `
  - file: f.csv
    key: id
    nodes:
      - {as: n, kind: Need, identifiers: {need: id}, properties: {title: {lang: en, column: id}}}
      - {as: o, kind: Institution, shared: true, identifiers: {org: by}, properties: {name: {lang: en, column: by}}}
    edges: [{relation: POSTED_BY, from: n, to: o}]
`}
	}
	s := empty()
	source("x", 1, "a").load(t, s, ingest.Options{})
	source("x", 1, "b").load(t, s, ingest.Options{})
	expect(t, "its own", found(t, s, "POSTED_BY"), "POSTED_BY [{need 1}] -> [{org b}] PUBLIC [Source_x/1 HARVESTED ]")
	a := source("y", 2, "c").load(t, s, ingest.Options{})
	expect(t, "a better one", found(t, s, "POSTED_BY"), "POSTED_BY [{need 1}] -> [{org c}] PUBLIC [Source_y/1 HARVESTED ]")
	if a.Removed.Edges != 1 {
		t.Errorf("%d edges removed, want 1", a.Removed.Edges)
	}
	a = source("x", 1, "b").load(t, s, ingest.Options{})
	expect(t, "a lesser one", found(t, s, "POSTED_BY"), "POSTED_BY [{need 1}] -> [{org c}] PUBLIC [Source_y/1 HARVESTED ]")
	expect(t, "left out", fmt.Sprint(a.LeftOut), "map[POSTED_BY: another node stands there by a source that is no worse:1]")
	if a.Changed() {
		t.Errorf("changed:\n%s", a)
	}
}
