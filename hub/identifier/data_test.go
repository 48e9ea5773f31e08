package identifier

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// lines calls fn with each line of a file of real records.
func lines(t *testing.T, name string, fn func(line []byte)) {
	t.Helper()
	dir := os.Getenv("INNOGRAPH_DATA")
	if dir == "" {
		t.Skip("did not run: INNOGRAPH_DATA does not name the folder of real records")
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		fn(s.Bytes())
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
}

// All identifiers in the records pass, so that no rule is stricter than life.
func TestRealRecords(t *testing.T) {
	counts := map[string]int{}
	check := func(rule, value string) {
		counts[rule]++
		if err := Check(rule, Normalise(rule, value)); err != nil {
			t.Error(err)
		}
	}
	lines(t, "ror_orgs.jsonl", func(line []byte) {
		var r struct{ ID, Country string }
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		check(ROR, r.ID)
		check(Country, r.Country)
	})
	lines(t, "articles.jsonl", func(line []byte) {
		var r struct {
			DOI     string
			Authors []struct{ ORCID string }
		}
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		check(DOI, r.DOI)
		for _, a := range r.Authors {
			if a.ORCID != "" {
				check(ORCID, a.ORCID)
			}
		}
	})
	if counts[ROR] != 8042 || counts[ORCID] != 548 {
		t.Errorf("checked %v, want 8042 ROR ids and 548 ORCID iDs", counts)
	}
	t.Logf("all pass: %v", counts)
}
