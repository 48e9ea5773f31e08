package sqlitestore

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

// anyText draws text with all that JSON treats in its own way.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.StringOf(rapid.OneOf(
		rapid.SampledFrom([]rune{'"', '\\', '/', '\b', '\f', '\n', '\r', '\t', 0x01, 0x1f, 0x7f, '沈', '𬭊', '（', ' ', ' ', '<'}),
		rapid.Rune().Filter(func(r rune) bool { return r != 0 }),
	)), rapid.SampledFrom([]string{"", "a", "aa", "ab"}))
}

// anySingle draws a value of one type that properties have.
func anySingle(typ kg.Type) *rapid.Generator[kg.Value] {
	return rapid.Custom(func(t *rapid.T) kg.Value {
		switch typ {
		case kg.TypeInt, kg.TypeDecimal, kg.TypeDateTime:
			return kg.Stored(typ, "", rapid.OneOf(rapid.Int64(), rapid.Int64Range(-3, 3), rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64})).Draw(t, "n"))
		case kg.TypeBool:
			return kg.Bool(rapid.Bool().Draw(t, "b"))
		case kg.TypeMoney:
			return kg.Money(rapid.SampledFrom([]string{"CNY", "EUR"}).Draw(t, "currency"), rapid.OneOf(rapid.Int64(), rapid.Int64Range(-3, 3)).Draw(t, "minor"))
		case kg.TypeLocalized:
			return kg.Localized(rapid.MapOfN(rapid.SampledFrom([]string{"zh", "en", "de", "x\"y"}), anyText(), 1, 4).Draw(t, "texts"))
		default:
			return kg.Stored(typ, anyText().Draw(t, "text"), 0)
		}
	})
}

// What is written of a value is JSON, and reads as that value.
func TestValueRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := kg.Property{Name: "p", Type: kg.Type(rapid.IntRange(int(kg.TypeText), int(kg.TypeID)).Draw(t, "type")), List: rapid.Bool().Draw(t, "list")}
		v := anySingle(p.Type).Draw(t, "value")
		if p.List {
			v = kg.ListOf(rapid.SliceOf(anySingle(p.Type)).Draw(t, "values")...)
		}
		text := appendValue(nil, v)
		if !json.Valid(text) {
			t.Fatalf("%s is no JSON", text)
		}
		for _, form := range [][]byte{text, reencoded(t, text)} {
			in := &scanner{text: string(form)}
			if got := in.value(&p); in.err != nil || in.at != len(form) || !got.Equal(v) {
				t.Fatalf("%s reads as %v, %v; want %v", form, got, in.err, v)
			}
		}
	})
}

// reencoded writes JSON as the standard library does, with other escapes and
// spaces.
func reencoded(t *rapid.T, text []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, text, " ", "\t"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The scanner reads escapes of every form, and refuses what is no JSON without
// reading past its end.
func TestScanner(t *testing.T) {
	for text, want := range map[string]string{`"\u6c88\ud86c\udf4a\/"`: "沈𫍊/", `"\ud86cx"`: "�x", `"\b\f\n\r\t\\\""`: "\b\f\n\r\t\\\""} {
		in := &scanner{text: text}
		if got := in.string(); got != want || in.err != nil {
			t.Errorf("%s reads as %q, %v; want %q", text, got, in.err, want)
		}
	}
	whole := `[{"a\u0041": [1, -2, true, null], "b": "x\n"}, []]`
	in := &scanner{text: whole}
	if in.skip(); in.err != nil || in.at != len(whole) {
		t.Errorf("skip stops at %d: %v", in.at, in.err)
	}
	for i := range whole {
		in := &scanner{text: whole[:i]}
		if in.skip(); in.err == nil {
			t.Errorf("%q passes as JSON", whole[:i])
		}
	}
}

// The bytes the adjacency tables sort by compare as the values do, absent ones
// last.
func TestSortBytes(t *testing.T) {
	r := &kg.Relation{OrderBy: "p"}
	rapid.Check(t, func(t *rapid.T) {
		typ := rapid.SampledFrom([]kg.Type{kg.TypeText, kg.TypeEnum, kg.TypeInt, kg.TypeDecimal, kg.TypeBool, kg.TypeDate, kg.TypeDateTime, kg.TypeMoney, kg.TypeURL, kg.TypeID}).Draw(t, "type")
		values := rapid.OneOf(rapid.Just(kg.Null), anySingle(typ))
		a, b := values.Draw(t, "a"), values.Draw(t, "b")
		want := cmp.Compare(b2i(a.IsNull()), b2i(b.IsNull()))
		if !a.IsNull() && !b.IsNull() {
			want = a.Compare(b)
		}
		if got := bytes.Compare(sortBytes(r, a), sortBytes(r, b)); got != want {
			t.Fatalf("%v and %v compare %d; want %d", a, b, got, want)
		}
	})
	if b := sortBytes(&kg.Relation{}, kg.Int(1)); b == nil || len(b) > 0 {
		t.Errorf("without an order the bytes are %v", b)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func FuzzScanner(f *testing.F) {
	f.Add(`[{"a": [1, -2, true, null]}]`)
	f.Add(`"\ud86c\u`)
	f.Fuzz(func(t *testing.T, text string) {
		in := &scanner{text: text}
		in.skip()
		if in.at > len(text) {
			t.Errorf("read past the end: %d of %d", in.at, len(text))
		}
	})
}
