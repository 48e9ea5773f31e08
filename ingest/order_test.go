package ingest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"innograph/ingest/mapping"
)

// subset returns the first 200 projects with what belongs to them, the records
// of the registry that carry a name of theirs or of an applicant, and the
// patents of those applicants; the smaller files whole.
func subset(t *testing.T, dir fs.FS) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	keep := func(name string, want func(cells []string) bool) {
		var b bytes.Buffer
		for i, line := range linesOf(t, dir, name) {
			if i == 0 || want(strings.Split(line, "\t")) {
				b.WriteString(line + "\n")
			}
		}
		out[name] = &fstest.MapFile{Data: b.Bytes()}
	}
	projects, topics, orgs, names := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	keep("cordis_projects.tsv", func(c []string) bool {
		if len(projects) == 200 {
			return false
		}
		projects[c[0]], topics[c[5]] = true, true
		return true
	})
	keep("cordis_topics.tsv", func(c []string) bool { return topics[c[0]] })
	keep("cordis_participations.tsv", func(c []string) bool {
		orgs[c[1]] = orgs[c[1]] || projects[c[0]]
		return projects[c[0]]
	})
	keep("cordis_orgs.tsv", func(c []string) bool {
		if orgs[c[0]] {
			names[mapping.Fold(c[1])] = true
		}
		return orgs[c[0]]
	})
	patents, applicants := 0, map[string]bool{}
	keep("drone_patents.tsv", func(c []string) bool {
		patents++
		found := patents <= 100
		for _, a := range strings.Split(c[6], ";;") {
			found = found || names[mapping.Fold(a)] || a == "IFREMER"
		}
		if found {
			for _, a := range strings.Split(c[6], ";;") {
				applicants[mapping.Fold(a)] = true
			}
		}
		return found
	})
	for _, name := range []string{"eu_calls.jsonl", "articles.jsonl"} {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: text}
	}
	keep("sloan_grants.tsv", func(c []string) bool {
		names[mapping.Fold(c[1])] = true
		return true
	})
	maps.Copy(names, applicants)
	out["ror_orgs.jsonl"] = &fstest.MapFile{Data: registry(t, dir, names)}
	return out
}

// registry returns the records of some names, without relations to others.
func registry(t *testing.T, dir fs.FS, names map[string]bool) []byte {
	t.Helper()
	type record = map[string]any
	var kept []record
	ids := map[string]bool{}
	for _, line := range linesOf(t, dir, "ror_orgs.jsonl") {
		var r record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		found := names[mapping.Fold(r["name"].(string))]
		for _, n := range r["names"].([]any) {
			found = found || names[mapping.Fold(n.(record)["v"].(string))]
		}
		if found {
			kept = append(kept, r)
			ids[r["id"].(string)] = true
		}
	}
	var b bytes.Buffer
	for _, r := range kept {
		var relations []any
		for _, rel := range r["rel"].([]any) {
			if ids[rel.([]any)[1].(string)] {
				relations = append(relations, rel)
			}
		}
		r["rel"] = relations
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

func linesOf(t *testing.T, dir fs.FS, name string) []string {
	t.Helper()
	text, err := fs.ReadFile(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for s := bufio.NewScanner(bytes.NewReader(text)); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines
}

// Whatever the order of the sources, the graph is the same, and it stays so
// when they come again in any order.
func TestOrderOfSources(t *testing.T) {
	dir := subset(t, realData(t))
	orders := []string{"cordis ror patents grants calls articles", "calls cordis patents ror articles grants", "articles ror calls grants cordis patents",
		"ror articles patents cordis calls grants", "grants patents articles ror cordis calls", "patents grants cordis articles ror calls"}
	if raceDetector {
		t.Log("with the race detector on, only three of the six orders are tried")
		orders = []string{orders[0], orders[3], orders[5]}
	}
	var want []string
	for i, order := range orders {
		s := empty()
		merged, rejected := 0, 0
		for _, name := range strings.Fields(order) {
			a := shipped(t, s, name, dir)
			merged += a.Total().Merged
			rejected += a.Total().Rejected
		}
		got := dump(t, s)
		if i == 0 {
			want = got
			t.Logf("%d records, %d rows merged", len(got), merged)
		}
		if merged == 0 || rejected > 0 {
			t.Errorf("%s: %d rows merged, %d rejected", order, merged, rejected)
		}
		if d := differences(want, got); d != nil {
			t.Errorf("%s is not %s:\n%s", order, orders[0], strings.Join(d, "\n"))
		}
		for _, name := range strings.Fields(orders[(i+2)%len(orders)]) {
			if a := shipped(t, s, name, dir); a.Changed() {
				t.Errorf("after %s, %s once more changes\n%s", order, name, a)
			}
		}
	}
}
