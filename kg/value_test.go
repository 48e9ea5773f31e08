package kg_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"innograph/kg"
)

// examples has values of every type, each list in the order of Compare.
var examples = map[kg.Type][]kg.Value{
	kg.TypeText:      {kg.Text(""), kg.Text("A"), kg.Text("a"), kg.Text("aa"), kg.Text("é"), kg.Text("（x"), kg.Text("𬭊")},
	kg.TypeLocalized: {kg.Localized(nil), localized("en", "a"), localized("en", "b"), localized("zh", "a")},
	kg.TypeEnum:      {kg.Symbol("A"), kg.Symbol("B")},
	kg.TypeInt:       {kg.Int(-1 << 63), kg.Int(-1), kg.Int(0), kg.Int(1<<63 - 1)},
	kg.TypeDecimal:   {kg.Decimal(-5), kg.Decimal(0), kg.Decimal(7)},
	kg.TypeBool:      {kg.Bool(false), kg.Bool(true)},
	kg.TypeDate:      {day("1999-12-31"), day("2000"), day("2000-01"), day("2000-01-01"), day("2000-01-02"), day("2000-02"), day("2001")},
	kg.TypeDateTime:  {kg.Instant(time.UnixMicro(-1)), kg.Instant(time.UnixMicro(0)), kg.Instant(time.UnixMicro(1))},
	kg.TypeMoney:     {kg.Money("CNY", 5), kg.Money("CNY", 70), kg.Money("EUR", -9), kg.Money("EUR", 0)},
	kg.TypeURL:       {kg.URL("http://a/"), kg.URL("https://a/")},
	kg.TypeID:        {kg.Reference("a"), kg.Reference("b")},
	kg.TypeList:      {kg.ListOf(), kg.Texts("a"), kg.Texts("a", "a"), kg.Texts("b")},
}

func localized(language, text string) kg.Value {
	return kg.Localized(map[string]string{language: text})
}

func day(s string) kg.Value {
	v, err := kg.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return v
}

func TestCompareOrdersEveryType(t *testing.T) {
	for typ, values := range examples {
		for i, v := range values {
			for j, w := range values {
				if got := v.Compare(w); cmp.Compare(got, 0) != cmp.Compare(i, j) {
					t.Errorf("%s: Compare(%s, %s) = %d", typ, v, w, got)
				}
				if v.Equal(w) != (i == j) {
					t.Errorf("%s: Equal(%s, %s) = %t", typ, v, w, v.Equal(w))
				}
			}
		}
	}
}

func TestValuesOfOtherTypesDiffer(t *testing.T) {
	same := []kg.Value{kg.Text("1"), kg.Symbol("1"), kg.URL("1"), kg.Reference("1"), kg.Int(1), kg.Bool(true), kg.Decimal(1), kg.Instant(time.UnixMicro(1)), kg.Null}
	for i, v := range same {
		for j, w := range same {
			if v.Equal(w) != (i == j) {
				t.Errorf("%s %s equals %s %s: %t", v.Type(), v, w.Type(), w, v.Equal(w))
			}
		}
	}
}

func TestValueGivesBackWhatItHolds(t *testing.T) {
	at := time.Date(2026, 7, 8, 9, 10, 11, 123456789, time.FixedZone("", 8*3600))
	for _, c := range []struct {
		value  kg.Value
		typ    kg.Type
		string string
	}{
		{kg.Null, kg.TypeNull, "null"},
		{kg.Text("甲"), kg.TypeText, "甲"},
		{kg.Symbol("PUBLIC"), kg.TypeEnum, "PUBLIC"},
		{kg.Int(-7), kg.TypeInt, "-7"},
		{kg.Bool(true), kg.TypeBool, "true"},
		{kg.Bool(false), kg.TypeBool, "false"},
		{kg.Decimal(-250000), kg.TypeDecimal, "-0.25"},
		{kg.Money("CNY", 1250), kg.TypeMoney, "CNY 12.50"},
		{kg.URL("https://x/"), kg.TypeURL, "https://x/"},
		{kg.Reference("Person_a"), kg.TypeID, "Person_a"},
		{kg.DateOf(at), kg.TypeDate, "2026-07-08"},
		{kg.Instant(at), kg.TypeDateTime, "2026-07-08T01:10:11.123456Z"},
		{kg.Texts("a", "b"), kg.TypeList, "[a b]"},
		{kg.ListOf(), kg.TypeList, "[]"},
		{localized("en", "x"), kg.TypeLocalized, "[en x]"},
	} {
		if c.value.Type() != c.typ || c.value.String() != c.string {
			t.Errorf("%s of type %s, want %s of type %s", c.value, c.value.Type(), c.string, c.typ)
		}
		if c.value.IsNull() != (c.typ == kg.TypeNull) {
			t.Errorf("%s: IsNull is %t", c.value, c.value.IsNull())
		}
	}
	if !kg.Instant(at).Time().Equal(at.Truncate(time.Microsecond)) || kg.Instant(at).Time().Location() != time.UTC {
		t.Errorf("instant: %s", kg.Instant(at).Time())
	}
	if v := kg.Int(1); v.Bool() || v.List() != nil || v.Text() != "" {
		t.Errorf("an integer is also %t, %v, %q", v.Bool(), v.List(), v.Text())
	}
	if l := kg.Texts("a", "b").List(); len(l) != 2 || l[1].Text() != "b" {
		t.Errorf("list: %v", l)
	}
}

// anyValue draws a value of a type from the examples.
func anyValue(t *rapid.T, typ kg.Type) kg.Value {
	return rapid.SampledFrom(examples[typ]).Draw(t, typ.String())
}

func sortedTypes() []kg.Type {
	var types []kg.Type
	for typ := range examples {
		types = append(types, typ)
	}
	slices.Sort(types)
	return types
}

func TestCompareIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := func(label string) kg.Value {
			return anyValue(t, rapid.SampledFrom(sortedTypes()).Draw(t, label))
		}
		a, b, c := value("a"), value("b"), value("c")
		if a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%s and %s compare %d and %d", a, b, a.Compare(b), b.Compare(a))
		}
		if (a.Compare(b) == 0) != a.Equal(b) {
			t.Fatalf("%s and %s: compare %d, equal %t", a, b, a.Compare(b), a.Equal(b))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%s ≤ %s ≤ %s < %s", a, b, c, a)
		}
	})
}
