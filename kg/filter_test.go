package kg_test

import (
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

func TestCompareHolds(t *testing.T) {
	name := kg.Localized(map[string]string{"zh": "沈阳", "en": "Shenyang"})
	aliases := kg.Texts("a", "b")
	for _, c := range []struct {
		value    kg.Value
		op       kg.Op
		operands []kg.Value
		want     bool
	}{
		{kg.Null, kg.OpEq, []kg.Value{kg.Null}, false},
		{kg.Null, kg.OpNe, []kg.Value{kg.Int(1)}, false},
		{kg.Null, kg.OpIn, nil, false},
		{kg.Null, kg.OpIsNull, nil, true},
		{kg.ListOf(), kg.OpIsNull, nil, true},
		{kg.Text(""), kg.OpIsNull, nil, false},
		{kg.Int(1), kg.OpEq, []kg.Value{kg.Int(1)}, true},
		{kg.Int(1), kg.OpEq, []kg.Value{kg.Decimal(1)}, false},
		{kg.Int(1), kg.OpNe, []kg.Value{kg.Int(2)}, true},
		{kg.Int(1), kg.OpIn, nil, false},
		{kg.Int(1), kg.OpIn, []kg.Value{kg.Int(2), kg.Int(1)}, true},
		{kg.Int(1), kg.OpLt, []kg.Value{kg.Int(1)}, false},
		{kg.Int(1), kg.OpLte, []kg.Value{kg.Int(1)}, true},
		{kg.Int(1), kg.OpGt, []kg.Value{kg.Int(0)}, true},
		{kg.Int(1), kg.OpGte, []kg.Value{kg.Int(2)}, false},
		{kg.Text("ab"), kg.OpStartsWith, []kg.Value{kg.Text("a")}, true},
		{kg.Text("ab"), kg.OpStartsWith, []kg.Value{kg.Text("A")}, false},
		{kg.Text("ab"), kg.OpContains, []kg.Value{kg.Text("b")}, true},
		{kg.Text("（x"), kg.OpLt, []kg.Value{kg.Text("𬭊")}, true}, // bytes, not UTF-16
		{name, kg.OpEq, []kg.Value{kg.Text("Shenyang")}, true},
		{name, kg.OpEq, []kg.Value{kg.Text("en")}, false},
		{name, kg.OpNe, []kg.Value{kg.Text("Shenyang")}, false},
		{name, kg.OpNe, []kg.Value{kg.Text("Dalian")}, true},
		{name, kg.OpIn, []kg.Value{kg.Text("x"), kg.Text("沈阳")}, true},
		{name, kg.OpStartsWith, []kg.Value{kg.Text("沈")}, true},
		{name, kg.OpContains, []kg.Value{kg.Text("yang")}, true},
		{kg.Money("CNY", 5), kg.OpEq, []kg.Value{kg.Money("EUR", 5)}, false},
		{kg.Money("CNY", 5), kg.OpNe, []kg.Value{kg.Money("EUR", 6)}, false},
		{kg.Money("CNY", 5), kg.OpNe, []kg.Value{kg.Money("CNY", 6)}, true},
		{kg.Money("CNY", 5), kg.OpLt, []kg.Value{kg.Money("EUR", 6)}, false},
		{kg.Money("CNY", 5), kg.OpGte, []kg.Value{kg.Money("CNY", 5)}, true},
		{kg.Money("CNY", 5), kg.OpLte, []kg.Value{kg.Money("EUR", 5)}, false},
		{aliases, kg.OpHas, []kg.Value{kg.Text("b")}, true},
		{aliases, kg.OpHas, []kg.Value{kg.Text("c")}, false},
		{aliases, kg.OpHasAny, []kg.Value{kg.Text("c"), kg.Text("a")}, true},
		{aliases, kg.OpHasAny, nil, false},
		{kg.Bool(false), kg.OpNe, []kg.Value{kg.Bool(true)}, true},
	} {
		if got := (kg.Compare{Op: c.op, Values: c.operands}).Holds(c.value); got != c.want {
			t.Errorf("%s op %d %v: %t", c.value, c.op, c.operands, got)
		}
	}
}

// What holds between values of one type, whatever the type.
func TestComparisonsFollowTheOrder(t *testing.T) {
	types := []kg.Type{kg.TypeText, kg.TypeInt, kg.TypeDecimal, kg.TypeDateTime, kg.TypeURL}
	rapid.Check(t, func(t *rapid.T) {
		typ := rapid.SampledFrom(types).Draw(t, "type")
		a, b := anyValue(t, typ), anyValue(t, typ)
		c := a.Compare(b)
		for op, want := range map[kg.Op]bool{
			kg.OpEq: c == 0, kg.OpNe: c != 0, kg.OpLt: c < 0, kg.OpLte: c <= 0, kg.OpGt: c > 0, kg.OpGte: c >= 0, kg.OpIn: c == 0, kg.OpIsNull: false,
		} {
			if got := holds(op, a, b); got != want {
				t.Fatalf("%s op %d %s: %t; they compare %d", a, op, b, got, c)
			}
		}
	})
}

func TestOwnProperties(t *testing.T) {
	for name, typ := range map[string]kg.Type{kg.OwnID: kg.TypeID, kg.OwnCreatedAt: kg.TypeDateTime, kg.OwnUpdatedAt: kg.TypeDateTime, kg.OwnVisibility: kg.TypeEnum} {
		if p := kg.Own(name); p == nil || p.Type != typ || p.Name != name {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if kg.Own("name") != nil || kg.Own("version") != nil {
		t.Error("a property that is not every node's own is told as such")
	}
}

func TestViewers(t *testing.T) {
	for _, c := range []struct {
		viewer kg.Viewer
		sees   [3]bool
		all    bool
	}{
		{kg.Anyone, [3]bool{true, false, false}, false},
		{kg.Viewer{}, [3]bool{true, false, false}, false},
		{kg.Member, [3]bool{true, true, false}, false},
		{kg.System, [3]bool{true, true, true}, true},
	} {
		for v, want := range c.sees {
			if c.viewer.Sees(kg.Visibility(v)) != want || c.viewer.SeesAll() != c.all {
				t.Errorf("%+v sees %s: %t", c.viewer, kg.Visibility(v), !want)
			}
		}
	}
	for _, s := range kg.Visibilities {
		if v, err := kg.ParseVisibility(s); err != nil || v.String() != s {
			t.Errorf("%s is read %s, %v", s, v, err)
		}
	}
	if _, err := kg.ParseVisibility("public"); err == nil {
		t.Error("a visibility is read in small letters")
	}
}
