package fragment_test

import (
	"reflect"
	"slices"
	"testing"

	"innograph/store/fragment"
)

func TestTermsBeyond(t *testing.T) {
	up, down := fragment.Term{Expression: "a"}, fragment.Term{Expression: "b", Descending: true}
	last := fragment.Term{Expression: "c", Nullable: true}
	first := fragment.Term{Expression: "d", Nullable: true, NullsFirst: true}
	for _, c := range []struct {
		terms  fragment.Terms
		values []string
		want   string
	}{
		{nil, nil, "ties"},
		{fragment.Terms{up}, []string{"1"}, "(a > 1 OR (a = 1 AND ties))"},
		{fragment.Terms{down}, []string{"1"}, "(b < 1 OR (b = 1 AND ties))"},
		{fragment.Terms{last}, []string{"1"}, "(c > 1 OR c IS NULL OR (c = 1 AND ties))"},
		{fragment.Terms{last}, []string{""}, "(c IS NULL AND ties)"},
		{fragment.Terms{first}, []string{"1"}, "(d > 1 OR (d = 1 AND ties))"},
		{fragment.Terms{first}, []string{""}, "(d IS NOT NULL OR ties)"},
		{fragment.Terms{up, last, down}, []string{"1", "", "3"}, "(a > 1 OR (a = 1 AND (c IS NULL AND (b < 3 OR (b = 3 AND ties)))))"},
	} {
		if got := c.terms.Beyond(c.values, "ties"); got != c.want {
			t.Errorf("%v after %q: %q, want %q", c.terms, c.values, got, c.want)
		}
	}
}

func TestTermsReversed(t *testing.T) {
	terms := fragment.Terms{{Expression: "a"}, {Expression: "b", Descending: true, NullsFirst: true, Nullable: true}}
	given := slices.Clone(terms)
	want := fragment.Terms{{Expression: "a", Descending: true, NullsFirst: true}, {Expression: "b", Nullable: true}}
	if got := terms.Reversed(); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if !reflect.DeepEqual(terms, given) || !reflect.DeepEqual(terms.Reversed().Reversed(), given) {
		t.Errorf("%v have become %v", given, terms)
	}
	if got := terms.Expressions(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("they sort by %q", got)
	}
}
