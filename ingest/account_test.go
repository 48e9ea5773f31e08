package ingest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
)

// The account says what to do about rejected rows, and where they are.
func TestAccountOfRejections(t *testing.T) {
	b := table{source: "s", rank: 1, data: map[string]string{"f.csv": "id,name,on\n1,a,soon\n2,\xff,\n3,\xff,\n4,b,x 7\n5,\xff,\n6,\xff,\n7,a,2020\n7,a,\nx,a,\nx,b,\n8,,\n"}, files: `
  - file: f.csv
    key: id
    nodes: [{kind: Institution, identifiers: {s: id}, properties: {foundedOn: on, name: {lang: en, column: name}}}]
`}
	rejects := filepath.Join(t.TempDir(), "rejects.csv")
	with, without := b.load(t, empty(), ingest.Options{Rejects: rejects, Batch: 2}), b.load(t, empty(), ingest.Options{})
	for _, a := range []*ingest.Account{with, without} {
		for _, want := range []string{
			"f.csv: 4 rejected: the line is not valid UTF-8; convert the file to UTF-8 (line 3, 4, 6, …)\n",
			"f.csv: 2 rejected: Institution: Institution.foundedOn: … is not a date: write 2024, 2024-07 or 2024-07-23 (line 2, 5)\n",
			"f.csv: 2 rejected: the key … stands in line … already (line 9, 11)\n",
			"f.csv: 1 rejected: Institution.name: a value is required (line 12)\n",
		} {
			if !strings.Contains(a.String(), want) {
				t.Errorf("the account lacks %s in\n%s", want, a)
			}
		}
	}
	if !strings.HasSuffix(without.String(), "import again with --rejects FILE.\n") {
		t.Errorf("it does not say how to list the rows:\n%s", without)
	}
	if strings.Contains(with.String(), "--rejects") || strings.Contains(parts.load(t, empty(), ingest.Options{}).String(), "--rejects") {
		t.Errorf("it says what need not be said:\n%s", with)
	}
}

func TestAccountOfOne(t *testing.T) {
	for want, a := range map[string]ingest.Account{
		"1 edge removed, since":                    {Removed: ingest.Removed{Edges: 1}},
		"1 property removed, since":                {Removed: ingest.Removed{Properties: 1}},
		"1 property and 2 edges removed, since":    {Removed: ingest.Removed{Properties: 1, Edges: 2}},
		"1 edge left out: why":                     {LeftOut: map[string]int{"why": 1}},
		"1 node taken up in another, since":        {United: 1},
		"2 nodes, each taken up in another, since": {United: 2},
		"f: 1 row: why (line 7)":                   {Files: []*ingest.FileAccount{{Path: "f", Flaws: map[string]*ingest.Rows{"why": {Count: 1, Lines: []int{7}}}}}},
		"f: 2 rows: why (line 7, …)":               {Files: []*ingest.FileAccount{{Path: "f", Flaws: map[string]*ingest.Rows{"why": {Count: 2, Lines: []int{7}}}}}},
	} {
		if !strings.Contains(a.String(), "\n"+want) {
			t.Errorf("the account lacks %s in\n%s", want, &a)
		}
	}
}

// What an assertion calls its source is the id of the source's node.
func TestSourceOfAssertions(t *testing.T) {
	for _, name := range []string{"s", "our-office", "办公室"} {
		s, b := empty(), parts
		b.source = name
		b.load(t, s, ingest.Options{})
		a := b.load(t, s, ingest.Options{})
		if a.Changed() {
			t.Errorf("%s: once more changes\n%s", name, a)
		}
		source := node(t, s, "source", name)
		if source.ID != kg.NodeID(model.KindSource, name) {
			t.Errorf("the id of %s is %s", name, source.ID)
		}
		if got := node(t, s, "s", "1").Provenance[0].Source; got != string(source.ID) {
			t.Errorf("an assertion of %s names %s", source.ID, got)
		}
	}
}
