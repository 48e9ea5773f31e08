package neo4jstore

import (
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"innograph/kg"
	"innograph/store/storetest"
)

func testCatalog(t *testing.T) *catalog {
	t.Helper()
	c, err := newCatalog(storetest.Model())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func localized(pairs ...string) kg.Value {
	texts := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		texts[pairs[i]] = pairs[i+1]
	}
	return kg.Localized(texts)
}

// somebody is a person with a value of every type.
func somebody() *kg.Node {
	at := time.Date(2026, 1, 2, 3, 4, 5, 678901000, time.UTC)
	return &kg.Node{ID: "Person_甲", Number: 7, Kind: "Person", Version: 3, CreatedAt: at, UpdatedAt: at.Add(time.Microsecond), Visibility: kg.Registered,
		Provenance: []kg.Assertion{{Source: "Source_a", Method: "OBSERVED", Properties: []string{"name"}}},
		Properties: map[string]kg.Value{
			"name": localized("en", "Li Lei", "zh", "李雷", "zh-Hant", "李雷"), "note": kg.Text(strings.Repeat("长", 400)), "grade": kg.Symbol("SENIOR"),
			"works": kg.Int(math.MinInt64), "score": kg.Decimal(-1_500_000), "active": kg.Bool(false), "born": kg.Stored(kg.TypeDate, "1970-05", 0),
			"seen": kg.Instant(at), "salary": kg.Money("CNY", -1), "homepage": kg.URL("http://甲.example/?q=%25&x='"), "mentor": kg.Reference("Person_1"),
			"aliases": kg.Texts("", "b"), "grades": kg.ListOf(kg.Symbol("SENIOR")), "bio": kg.Text(strings.Repeat("x", 100_000)), "motto": localized("fr", ""),
		}}
}

func TestNodesComeBack(t *testing.T) {
	c, n := testCatalog(t), somebody()
	stored, err := c.nodeRow(n)
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.node(c.model.Kind("Person"), stored)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, n) {
		t.Errorf("%+v\ncomes back as\n%+v", n, got)
	}
	for name, want := range map[string]any{ // as people read them
		"name": "李雷", "note": strings.Repeat("长", 400), "grade": "SENIOR", "score": -1.5, "active": false, "born": "1970-05", "salary": -0.01,
		"salary_currency": "CNY", "visibility": "REGISTERED", "motto": "", "seen": n.CreatedAt,
	} {
		if stored[name] != want {
			t.Errorf("%s is stored as %v, want %v", name, stored[name], want)
		}
	}
	if _, ok := stored["orcid"]; ok || len(stored["_note_key"].(string)) != maxKey || stored["_note_key_rest"] == nil {
		t.Errorf("absent and long values: %q", slices.Sorted(maps.Keys(stored)))
	}
}

func TestEdgesComeBack(t *testing.T) {
	c := testCatalog(t)
	e := &kg.Edge{ID: "CONCERNS_x", Number: 9, Relation: "CONCERNS", Visibility: kg.Parties, Properties: map[string]kg.Value{
		"note": kg.Text("a"), "remark": localized("en", "b"), "since": kg.Stored(kg.TypeDate, "2024", 0), "share": kg.Money("JPY", 10),
		"sure": kg.Bool(true), "count": kg.Int(1), "topics": kg.Texts("x"), "detail": kg.Text("long")}}
	stored, err := c.edgeRow(e, 3, 4, 5)
	if err != nil {
		t.Fatal(err)
	}
	got, from, to, err := c.edge(c.model.Relation("CONCERNS"), stored)
	if err != nil || from != 3 || to != 4 || !reflect.DeepEqual(got, e) {
		t.Errorf("%+v\ncomes back as\n%+v, %d, %d, %v", e, got, from, to, err)
	}
}

func TestListsComeBack(t *testing.T) {
	values := map[kg.Type]kg.Value{
		kg.TypeText: kg.Text("沈阳"), kg.TypeLocalized: localized("en", `"`, "zh", "甲"), kg.TypeEnum: kg.Symbol("A"), kg.TypeInt: kg.Int(math.MaxInt64),
		kg.TypeDecimal: kg.Decimal(1), kg.TypeBool: kg.Bool(true), kg.TypeDate: kg.Stored(kg.TypeDate, "2024", 0), kg.TypeDateTime: kg.Stored(kg.TypeDateTime, "", -1),
		kg.TypeMoney: kg.Money("EUR", math.MinInt64), kg.TypeURL: kg.URL("http://a.example/"), kg.TypeID: kg.Reference("x"),
	}
	for typ, v := range values {
		p := &kg.Property{Name: "p", Type: typ, List: true}
		r := row{}
		if err := r.value(p, kg.ListOf(v, v)); err != nil {
			t.Fatal(err)
		}
		got, err := r.properties([]kg.Property{*p})
		if err != nil || !got["p"].Equal(kg.ListOf(v, v)) {
			t.Errorf("a list of %s comes back as %s, %v", typ, got["p"], err)
		}
	}
	if r := (row{}); r.value(&kg.Property{Name: "p", List: true}, kg.ListOf()) != nil || len(r) != 0 {
		t.Errorf("an empty list is stored as %v", r)
	}
}

// What another program has put in the place of a value is told, and nothing made of it.
func TestValuesOfAnotherForm(t *testing.T) {
	c := testCatalog(t)
	for name, wrong := range map[string]any{
		"works": "7", "note": int64(7), "active": "true", "born": int64(1970), "_score_exact": 1.5, "_name_exact": "李雷", "_salary_exact": nil,
		"aliases": "a", "grades": []any{int64(1)}, "_provenance": "{", "_number": "7", "_level": int64(9),
	} {
		stored, err := c.nodeRow(somebody())
		if err != nil {
			t.Fatal(err)
		}
		stored[name] = wrong
		if n, err := c.node(c.model.Kind("Person"), stored); err == nil {
			t.Errorf("%s = %v (%T) is read as %+v", name, wrong, wrong, n)
		}
	}
}

func TestKeysSortAsTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("ab沈\U0002cb4a（")), 600, 700, -1))
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		if rapid.Bool().Draw(t, "alike") {
			b = a + b
		}
		keyA, restA := textKey(a)
		keyB, restB := textKey(b)
		order := strings.Compare(keyA, keyB)
		if order == 0 {
			order = strings.Compare(restA, restB)
		}
		if order != strings.Compare(a, b) {
			t.Errorf("%q and %q compare as %d by their keys", a, b, order)
		}
		if back, err := keyText(keyA, restA); err != nil || back != a || restA != "" && len(keyA) != maxKey {
			t.Errorf("%q comes back as %q, %v", a, back, err)
		}
	})
}

func TestPlacesSortAsValues(t *testing.T) {
	type edge struct {
		value       kg.Value
		other, edge int64
	}
	values := []kg.Value{
		kg.Stored(kg.TypeDate, "2024", 0), kg.Stored(kg.TypeDate, "2024-01", 0), kg.Stored(kg.TypeDate, "2024-01-01", 0), kg.Stored(kg.TypeDate, "0001", 0), kg.Null,
		kg.Int(math.MinInt64), kg.Int(-1), kg.Int(0), kg.Int(7), kg.Int(math.MaxInt64), kg.Symbol("A"), kg.Symbol("AB"), kg.Symbol("A_"), kg.Symbol("B"),
		kg.Money("CNY", -5), kg.Money("CNY", 70), kg.Money("EUR", -9), kg.Bool(false), kg.Bool(true), kg.Stored(kg.TypeDateTime, "", -1), kg.Stored(kg.TypeDateTime, "", 1), kg.Decimal(-1),
	}
	r := &kg.Relation{OrderBy: "by"}
	numbers := []int64{-1, 0, 1, 15, 16, 255, 1 << 40, kg.MaxNumber}
	rapid.Check(t, func(t *rapid.T) {
		draw := func() edge {
			return edge{rapid.SampledFrom(values).Draw(t, "value"), rapid.SampledFrom(numbers).Draw(t, "other"), rapid.SampledFrom(numbers[1:]).Draw(t, "edge")}
		}
		a, b := draw(), draw()
		if !a.value.IsNull() && !b.value.IsNull() && a.value.Type() != b.value.Type() || a.other < 0 || b.other < 0 {
			return
		}
		order := 0
		switch {
		case a.value.IsNull() != b.value.IsNull():
			order = -1
			if a.value.IsNull() {
				order = 1
			}
		case !a.value.IsNull():
			order = a.value.Compare(b.value)
		}
		if order == 0 {
			order = slices.Compare([]int64{a.other, a.edge}, []int64{b.other, b.edge})
		}
		if got := strings.Compare(placeOf(r, a.value, a.other, a.edge), placeOf(r, b.value, b.other, b.edge)); got != order {
			t.Errorf("%v and %v compare as %d by their places, want %d", a, b, got, order)
		}
	})
	if beyond, last := numberKey(math.MaxInt64, 0), numberKey(kg.MaxNumber, kg.MaxNumber); beyond <= last || len(beyond) != len(last) {
		t.Errorf("%s does not come after %s", beyond, last)
	}
	if before, first := numberKey(-1, 5), numberKey(1, 1); before >= first {
		t.Errorf("%s does not come before %s", before, first)
	}
}

func TestLongIdentifiersAreIndexed(t *testing.T) {
	long := strings.Repeat("甲", 400)
	values := []string{"", "a", strings.Repeat("a", maxIdentifier), long, long + "a", indexedValue(long)}
	seen := map[string]bool{}
	for _, v := range values[:5] {
		id := kg.Identifier{Scheme: "s", Value: v}
		r := identifierRow(id)
		got, err := identifierOf(r[propScheme], r[propValue], r[propWhole])
		if err != nil || got != id {
			t.Errorf("%q comes back as %q, %v", v, got.Value, err)
		}
		seen[r[propValue].(string)] = true
	}
	if len(seen) != 5 || seen[indexedValue(values[5])] {
		t.Error("two identifiers stand for one another in the index")
	}
}
