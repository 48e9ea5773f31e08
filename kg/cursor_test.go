package kg_test

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

// sortable are the types a sort key can have.
var sortable = []kg.Type{kg.TypeText, kg.TypeEnum, kg.TypeInt, kg.TypeDecimal, kg.TypeBool, kg.TypeDate, kg.TypeDateTime, kg.TypeMoney, kg.TypeURL, kg.TypeID}

func anyKey(t *rapid.T) kg.Value {
	if rapid.Bool().Draw(t, "absent") {
		return kg.Null
	}
	return anyValue(t, rapid.SampledFrom(sortable).Draw(t, "type"))
}

func TestCursorRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := kg.Cursor{Node: rapid.Int64().Draw(t, "node"), Edge: rapid.Int64().Draw(t, "edge")}
		for range rapid.IntRange(0, 4).Draw(t, "number of keys") {
			c.Key = append(c.Key, anyKey(t))
		}
		fingerprint := rapid.Uint32().Draw(t, "fingerprint")
		text := c.Encode(fingerprint)
		if strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Fatalf("%q needs escaping in an address", text)
		}
		back, err := kg.DecodeCursor(text, fingerprint, len(c.Key))
		if err != nil || back.Node != c.Node || back.Edge != c.Edge || !slices.EqualFunc(back.Key, c.Key, kg.Value.Equal) {
			t.Fatalf("%+v comes back as %+v, %v", c, back, err)
		}
		for _, wrong := range []struct {
			fingerprint uint32
			keys        int
		}{{fingerprint + 1, len(c.Key)}, {fingerprint, len(c.Key) + 1}} {
			if _, err := kg.DecodeCursor(text, wrong.fingerprint, wrong.keys); !errors.Is(err, kg.ErrBadCursor) {
				t.Fatalf("of another order: %v", err)
			}
		}
		if len(c.Key) > 0 {
			if _, err := kg.DecodeCursor(text, fingerprint, len(c.Key)-1); !errors.Is(err, kg.ErrBadCursor) {
				t.Fatalf("of a shorter order: %v", err)
			}
		}
	})
}

func TestCursorOfLongKeys(t *testing.T) {
	long := kg.Text(strings.Repeat("沈", kg.MaxText/3))
	key, err := kg.SortKey(kg.Localized(map[string]string{"en": strings.Repeat("w", kg.MaxText)}), "en")
	if err != nil {
		t.Fatal(err)
	}
	c := kg.Cursor{Key: []kg.Value{long, key, long}, Node: 1}
	if _, err := kg.DecodeCursor(c.Encode(7), 7, 3); err != nil {
		t.Errorf("%d bytes: %v", len(c.Encode(7)), err)
	}
	if _, err := kg.DecodeCursor(strings.Repeat("A", kg.MaxCursorLength+1), 7, 3); !errors.Is(err, kg.ErrBadCursor) {
		t.Errorf("beyond the longest: %v", err)
	}
}

func TestForeignCursorsAreRefused(t *testing.T) {
	good := kg.Cursor{Key: []kg.Value{kg.Text("x")}, Node: 3}.Encode(7)
	raw, err := base64.RawURLEncoding.DecodeString(good)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	otherVersion := slices.Clone(raw)
	otherVersion[0]++
	noSuchType := slices.Clone(raw)
	noSuchType[7] = byte(kg.TypeList)
	for name, text := range map[string]string{
		"empty": "", "padded": good + "=", "cut": good[:len(good)-2], "longer": encode(append(slices.Clone(raw), 0)), "another version": encode(otherVersion),
		"no such type": encode(noSuchType), "spaces": " " + good, "a line end": good + "\n", "not base64": "!!!!", "header alone": encode(raw[:5]),
		"an overlong number": encode(append(slices.Clone(raw[:5]), 0x86, 0x00, 0, 1, 0, 1, 'x')),
		"a length beyond":    encode(append(slices.Clone(raw[:9]), 200, 'x')),
	} {
		c, err := kg.DecodeCursor(text, 7, 1)
		var told *kg.Error
		if !errors.Is(err, kg.ErrBadCursor) || !errors.As(err, &told) || told.Reason == "" || c != nil {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

func TestFingerprint(t *testing.T) {
	order := []kg.Order{{Property: "name", Language: "zh"}, {Property: "rank", Edge: true}}
	first := kg.Fingerprint("Person.staff", order)
	if kg.Fingerprint("Person.staff", slices.Clone(order)) != first {
		t.Error("the same order has another fingerprint")
	}
	for _, other := range []func(o []kg.Order) []kg.Order{
		func(o []kg.Order) []kg.Order { o[0].Property = "title"; return o },
		func(o []kg.Order) []kg.Order { o[0].Language = "en"; return o },
		func(o []kg.Order) []kg.Order { o[0].Descending = true; return o },
		func(o []kg.Order) []kg.Order { o[0].NullsFirst = true; return o },
		func(o []kg.Order) []kg.Order { o[1].Edge = false; return o },
		func(o []kg.Order) []kg.Order { o[0], o[1] = o[1], o[0]; return o },
		func(o []kg.Order) []kg.Order { return o[:1] },
		func(o []kg.Order) []kg.Order { return append(o, kg.Order{Property: "x"}) },
		func(o []kg.Order) []kg.Order { o[0] = kg.Order{Count: &kg.Related{Relation: "KNOWS"}}; return o },
	} {
		if changed := other(slices.Clone(order)); kg.Fingerprint("Person.staff", changed) == first {
			t.Errorf("%+v has the fingerprint of %+v", changed, order)
		}
	}
	if kg.Fingerprint("Person.members", order) == first {
		t.Error("another field has the same fingerprint")
	}
}

// An order by a count is told by all that says what is counted.
func TestFingerprintOfCounts(t *testing.T) {
	papers := kg.Compare{Property: "papers", Op: kg.OpGt, Values: []kg.Value{kg.Int(1)}}
	known := map[uint32]int{}
	for i, r := range []kg.Related{
		{Relation: "KNOWS"},
		{Relation: "LIKES"},
		{Relation: "KNOWS", Direction: kg.In},
		{Relation: "KNOWS", To: []string{"Person"}},
		{Relation: "KNOWS", To: []string{"Person", "Team"}},
		{Relation: "KNOWS", On: "2024-01-01"},
		{Relation: "KNOWS", Node: papers},
		{Relation: "KNOWS", Edge: papers},
		{Relation: "KNOWS", Node: kg.Not{Filter: papers}},
		{Relation: "KNOWS", Node: kg.And{}},
		{Relation: "KNOWS", Node: kg.And{papers}},
		{Relation: "KNOWS", Node: kg.Or{papers}},
		{Relation: "KNOWS", Node: kg.Or{papers, kg.And{}}},
		{Relation: "KNOWS", Node: kg.And{kg.Or{papers}, kg.And{}}},
		{Relation: "KNOWS", Node: kg.KindIn{"Person"}},
		{Relation: "KNOWS", Node: kg.Compare{Property: "papers", Op: kg.OpGt, Values: []kg.Value{kg.Int(2)}}},
		{Relation: "KNOWS", Node: kg.Compare{Property: "papers", Op: kg.OpGte, Values: []kg.Value{kg.Int(1)}}},
		{Relation: "KNOWS", Node: kg.Related{Relation: "KNOWS"}},
		{Relation: "KNOWS", Node: kg.Counted{Related: kg.Related{Relation: "KNOWS"}, Op: kg.OpGt, Number: 1}},
		{Relation: "KNOWS", Node: kg.Counted{Related: kg.Related{Relation: "KNOWS"}, Op: kg.OpGt, Number: 2}},
	} {
		mark, again := r, r
		f := kg.Fingerprint("people", []kg.Order{{Count: &mark}})
		if kg.Fingerprint("people", []kg.Order{{Count: &again}}) != f {
			t.Errorf("%+v: the same count has another fingerprint", r)
		}
		if j, taken := known[f]; taken {
			t.Errorf("%+v has the fingerprint of number %d", r, j)
		}
		known[f] = i
	}
}

func FuzzDecodeCursor(f *testing.F) {
	f.Add("", uint32(0), 0)
	f.Add(kg.Cursor{Node: 7, Edge: -1}.Encode(1), uint32(1), 0)
	f.Add(kg.Cursor{Key: []kg.Value{kg.Text("沈阳"), kg.Null, kg.Money("CNY", 12)}, Node: 1}.Encode(9), uint32(9), 3)
	f.Fuzz(func(t *testing.T, text string, fingerprint uint32, keys int) {
		keys = min(max(keys, 0), 10)
		c, err := kg.DecodeCursor(text, fingerprint, keys)
		if err != nil {
			if !errors.Is(err, kg.ErrBadCursor) || c != nil {
				t.Errorf("%q: %+v, %v", text, c, err)
			}
			return
		}
		if len(c.Key) != keys || c.Encode(fingerprint) != text {
			t.Errorf("%q is read as %+v, which is written %q", text, c, c.Encode(fingerprint))
		}
	})
}

// Whatever eight properties hold, a cursor of them is read again.
func TestLongestCursor(t *testing.T) {
	keys := []kg.Value{kg.Text(strings.Repeat("x", kg.MaxText))}
	for _, s := range []string{"中", "a", "ﷺ", "\U0001F600"} { // the third stands for eighteen letters
		for _, language := range kg.OrderLanguages {
			long := strings.Repeat(s, kg.MaxText/len(s))
			key, err := kg.SortKey(localized(language, long), language)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(key.Text()); n > kg.MaxText {
				t.Errorf("the sort key of %s... has %d bytes", s, n)
			}
			if shorter, err := kg.SortKey(localized(language, s), language); err != nil || shorter.Compare(key) > 0 {
				t.Errorf("%s sorts after a longer text: %v", s, err)
			}
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		c := kg.Cursor{Node: -1 << 63, Edge: -1 << 63}
		for range 8 {
			c.Key = append(c.Key, key)
		}
		text := c.Encode(1)
		if _, err := kg.DecodeCursor(text, 1, 8); err != nil {
			t.Errorf("a cursor of %d bytes: %v", len(text), err)
		}
	}
}
