package kg_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

func TestNodeID(t *testing.T) {
	for key, want := range map[string]kg.ID{
		"023hj5876": "Person_023hj5876", "a b/c": "Person_a+b%2Fc", "沈": "Person_%E6%B2%88", "": "Person_",
	} {
		if got := kg.NodeID("Person", key); got != want {
			t.Errorf("NodeID(%q) = %q, want %q", key, got, want)
		}
	}
	long := kg.NodeID("Person", strings.Repeat("x", 300))
	if len(long) > kg.MaxIDLength || !strings.HasPrefix(string(long), "Person_") || long == kg.NodeID("Person", strings.Repeat("x", 301)) {
		t.Errorf("of a long key: %q", long)
	}
}

func TestNodeIDsDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		if x, y := kg.NodeID("K", a), kg.NodeID("K", b); (x == y) != (a == b) || len(x) > kg.MaxIDLength || x != kg.NodeID("K", a) {
			t.Fatalf("%q gives %q, %q gives %q", a, x, b, y)
		}
	})
}

// The ids of edges are part of stores and of bookmarked addresses: they must
// never change.
func TestEdgeIDIsForGood(t *testing.T) {
	r := &kg.Relation{Name: "AFFILIATED_WITH"}
	for _, c := range []struct {
		key  []kg.Value
		want kg.ID
	}{
		{nil, "AFFILIATED_WITH_qp8ea77ulneidrn7337tan78fg"},
		{[]kg.Value{kg.Symbol("LEAD"), day("2020")}, "AFFILIATED_WITH_cebss6k1ehonn1hrubeshqvb1o"},
		{[]kg.Value{kg.Symbol("LEAD"), kg.Null}, "AFFILIATED_WITH_bp7e26uvcs1o9n9c7ilep19uh4"},
	} {
		if got := kg.EdgeID(r, "Person_a", "Institution_b", c.key); got != c.want {
			t.Errorf("key %v: %q, want %q", c.key, got, c.want)
		}
	}
}

func TestEdgeIDsDiffer(t *testing.T) {
	keys := [][]kg.Value{
		nil, {kg.Null}, {kg.Null, kg.Null}, {kg.Text("")}, {kg.Text("-")}, {kg.Text("null")}, {kg.Text("1")}, {kg.Int(1)}, {kg.Symbol("1")}, {kg.Decimal(1_000_000)},
		{kg.Bool(true)}, {kg.Text("true")}, {day("2020")}, {day("2020-01")}, {kg.Text("2020")}, {kg.Money("CNY", 100)}, {kg.Text("CNY 1.00")}, {kg.Text("a"), kg.Text("b")},
		{kg.Text("b"), kg.Text("a")}, {kg.Text("a b")},
	}
	seen := map[kg.ID]string{}
	for _, relation := range []string{"R", "S"} {
		for _, ends := range [][2]kg.ID{{"a", "b"}, {"b", "a"}, {"ab", ""}, {"", "ab"}, {"a", "a"}} {
			for _, key := range keys {
				id := kg.EdgeID(&kg.Relation{Name: relation}, ends[0], ends[1], key)
				name := relation + string(ends[0]) + ">" + string(ends[1])
				for _, v := range key {
					name += "|" + v.Type().String() + " " + v.String()
				}
				if other, ok := seen[id]; ok {
					t.Errorf("%s and %s have the id %s", name, other, id)
				}
				seen[id] = name
			}
		}
	}
}

func TestKeyValue(t *testing.T) {
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{[]string{"a/b c"}, "a/b c"}, {[]string{"a", "b"}, "a/b"}, {[]string{"a/b", "c"}, "a%2Fb/c"}, {[]string{"a", "b/c"}, "a/b%2Fc"}, {[]string{"", "x"}, "/x"},
		{[]string{"100%", "x"}, "100%25/x"},
	} {
		if got := kg.KeyValue(c.parts...); got != c.want {
			t.Errorf("KeyValue(%q) = %q, want %q", c.parts, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		pair := rapid.SliceOfN(rapid.StringOf(rapid.SampledFrom([]rune("a/%2F沈 "))), 2, 2)
		a, b := pair.Draw(t, "a"), pair.Draw(t, "b")
		if (kg.KeyValue(a...) == kg.KeyValue(b...)) != slices.Equal(a, b) {
			t.Fatalf("%q and %q give %q and %q", a, b, kg.KeyValue(a...), kg.KeyValue(b...))
		}
	})
}
