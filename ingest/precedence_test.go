package ingest_test

import (
	"context"
	"testing"

	"innograph/ingest"
	"innograph/kg"
)

// Two sources speak of one organisation, which both know by its ROR id.
var (
	low = table{source: "low", rank: 10, ranks: "high: 20", data: map[string]string{"low.csv": "id,ror,name,founded,types\n1,023hj5876,low name,1949,UNIVERSITY\n"}, files: `
  - file: low.csv
    key: id
    nodes:
      - as: org
        kind: Institution
        identifiers: {low: id}
        properties: {ror: ror, name: {lang: en, column: name}, foundedOn: founded, types: types}
`}
	high = table{source: "high", rank: 20, ranks: "low: 10", data: map[string]string{"high.csv": "id,ror,name,founded,level\na,023hj5876,high name,,NATIONAL_KEY\n"}, files: `
  - file: high.csv
    key: id
    nodes:
      - as: org
        kind: Laboratory
        identifiers: {high: id}
        properties: {ror: ror, name: {lang: en, column: name}, foundedOn: founded, level: level}
`}
)

func TestPrecedence(t *testing.T) {
	const want = "Laboratory [{high a} {low 1} {ror 023hj5876}] PUBLIC foundedOn=1949 level=NATIONAL_KEY name=[en high name] ror=023hj5876 " +
		"[Source_high/a HARVESTED  level name ror; Source_low/1 HARVESTED  foundedOn]"
	first := empty()
	expect(t, "low alone", outcomes(low.load(t, first, ingest.Options{}), 0), "1 written 0 merged 0 unchanged 0 rejected")
	a := high.load(t, first, ingest.Options{})
	expect(t, "then high", outcomes(a, 0), "0 written 1 merged 0 unchanged 0 rejected")
	if a.Removed.Properties != 1 {
		t.Errorf("the change of kind cost %d properties, want 1: types", a.Removed.Properties)
	}
	expect(t, "low, then high", found(t, first, "Laboratory"), want)
	n := node(t, first, "low", "1")
	if n.ID != "Institution_low.1" {
		t.Errorf("the id has become %s", n.ID)
	}

	second := empty()
	high.load(t, second, ingest.Options{})
	expect(t, "high, then low", outcomes(low.load(t, second, ingest.Options{}), 0), "0 written 1 merged 0 unchanged 0 rejected")
	expect(t, "high, then low", found(t, second, "Laboratory"), want)

	for _, s := range []kg.Store{first, second} {
		for _, again := range []table{high, low, high} {
			if a := again.load(t, s, ingest.Options{}); a.Changed() {
				t.Errorf("%s once more changes\n%s", again.source, a)
			}
		}
	}
}

func node(t *testing.T, s kg.Store, scheme, value string) *kg.Node {
	t.Helper()
	var found *kg.Node
	err := s.Reader(kg.System).Scan(context.Background(), kg.ScanMark{}, func(r kg.Record) error {
		if r.Node == nil {
			return nil
		}
		for _, id := range r.Node.Identifiers {
			if id.Scheme == scheme && id.Value == value {
				found = r.Node
			}
		}
		return nil
	})
	if err != nil || found == nil {
		t.Fatalf("no node has %s %s (%v)", scheme, value, err)
	}
	return found
}

// What a source says of its own record may change and go.
func TestOwnRecordChanges(t *testing.T) {
	s := empty()
	low.load(t, s, ingest.Options{})
	changed := low.with("low.csv", "id,ror,name,founded,types\n1,023hj5876,new name,,UNIVERSITY\n")
	expect(t, "changed", outcomes(changed.load(t, s, ingest.Options{}), 0), "1 written 0 merged 0 unchanged 0 rejected")
	expect(t, "changed", found(t, s, "Institution"),
		"Institution [{low 1} {ror 023hj5876}] PUBLIC name=[en new name] ror=023hj5876 types=[UNIVERSITY] [Source_low/1 HARVESTED  name ror types]")
}

// A better source that falls silent leaves room: its word goes, and the other
// fills the gap when it is imported again.
func TestSilence(t *testing.T) {
	s := empty()
	low.load(t, s, ingest.Options{})
	dated := high.with("high.csv", "id,ror,name,founded,level\na,023hj5876,high name,1950,NATIONAL_KEY\n")
	dated.load(t, s, ingest.Options{})
	expect(t, "both", node(t, s, "low", "1").Properties["foundedOn"].String(), "1950")
	high.load(t, s, ingest.Options{})
	expect(t, "silent", node(t, s, "low", "1").Properties["foundedOn"].String(), "null")
	low.load(t, s, ingest.Options{})
	expect(t, "again", node(t, s, "low", "1").Properties["foundedOn"].String(), "1949")
}

// Between equals the first stays, and so it does when they come again.
func TestEqualsKeep(t *testing.T) {
	other := table{source: "other", rank: 10, data: map[string]string{"other.csv": "id,ror,name\nx,023hj5876,other name\n"}, files: `
  - file: other.csv
    key: id
    nodes:
      - {kind: Enterprise, identifiers: {other: id}, properties: {ror: ror, name: {lang: en, column: name}}}
`}
	s := empty()
	low.load(t, s, ingest.Options{})
	other.load(t, s, ingest.Options{})
	want := "Institution [{low 1} {other x} {ror 023hj5876}] PUBLIC foundedOn=1949 name=[en low name] ror=023hj5876 types=[UNIVERSITY] " +
		"[Source_low/1 HARVESTED  foundedOn name ror types; Source_other/x HARVESTED ]"
	expect(t, "equals", found(t, s, "Institution"), want)
	for _, again := range []table{other, low} {
		if a := again.load(t, s, ingest.Options{}); a.Changed() {
			t.Errorf("%s once more changes\n%s", again.source, a)
		}
	}
}

// What a person has entered is not overwritten.
func TestEnteredByHand(t *testing.T) {
	s := empty()
	_, err := s.Apply(context.Background(), &kg.Changeset{Nodes: []kg.NodeChange{{ID: "x", Kind: "Enterprise",
		Properties: map[string]kg.Value{"ror": kg.Text("023hj5876"), "name": kg.Localized(map[string]string{"en": "by hand"})}}}})
	if err != nil {
		t.Fatal(err)
	}
	low.load(t, s, ingest.Options{})
	expect(t, "by hand", found(t, s, "Enterprise"),
		"Enterprise [{low 1} {ror 023hj5876}] PUBLIC foundedOn=1949 name=[en by hand] ror=023hj5876 [Source_low/1 HARVESTED  foundedOn]")
}

// Of rows that state the same node the first counts, in every run.
func TestShared(t *testing.T) {
	b := table{source: "s", rank: 1, data: map[string]string{"f.csv": "id,city,size\n1,Madrid,\n2,MADRID,PREFECTURE\n3,madrid,COUNTY\n"}, files: `
  - file: f.csv
    key: id
    let: {key: {column: city, do: [fold]}}
    nodes:
      - {as: city, kind: Region, shared: true, properties: {scheme: {constant: PLACE}, code: key, name: {lang: und, column: city}, level: size}}
`}
	for _, batch := range []int{1, 100} {
		s := empty()
		expect(t, "first", outcomes(b.load(t, s, ingest.Options{Batch: batch}), 0), "2 written 0 merged 1 unchanged 0 rejected")
		expect(t, "city", found(t, s, "Region"),
			"Region [{Region.scheme+code PLACE/madrid}] PUBLIC code=madrid level=PREFECTURE name=[und Madrid] scheme=PLACE [Source_s/PLACE/madrid HARVESTED  code level name scheme]")
		expect(t, "again", outcomes(b.load(t, s, ingest.Options{Batch: batch}), 0), "0 written 0 merged 3 unchanged 0 rejected")
	}
}
