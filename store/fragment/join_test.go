package fragment_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"innograph/store/fragment"
)

func TestCommas(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  string
	}{
		{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b", "c"}, "a, b, c"},
	} {
		if got := fragment.Commas(c.texts); got != c.want {
			t.Errorf("%q: %q, want %q", c.texts, got, c.want)
		}
	}
}

func TestWhere(t *testing.T) {
	for _, c := range []struct {
		conditions []string
		want       string
	}{
		{nil, ""},
		{[]string{"", ""}, ""},
		{[]string{"a"}, " WHERE a"},
		{[]string{"", "a", "", "b", ""}, " WHERE a AND b"},
	} {
		given := slices.Clone(c.conditions)
		if got := fragment.Where(given...); got != c.want {
			t.Errorf("%q: %q, want %q", c.conditions, got, c.want)
		}
		if !slices.Equal(given, c.conditions) {
			t.Errorf("%q have become %q", c.conditions, given)
		}
	}
}

func TestJoin(t *testing.T) {
	for n, want := range map[int]string{
		1: "1",
		2: "(1 OR 2)",
		4: "(1 OR 2 OR 3 OR 4)",
		5: "((1 OR 2) OR (3 OR 4 OR 5))",
		9: "((1 OR 2 OR 3 OR 4) OR ((5 OR 6) OR (7 OR 8 OR 9)))",
	} {
		if got := fragment.Join("OR", numbers(n)); got != want {
			t.Errorf("of %d: %q, want %q", n, got, want)
		}
	}
	long := fragment.Join("AND", numbers(500))
	depth, deepest := 0, 0
	for _, r := range long {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		deepest = max(deepest, depth)
	}
	if n := strings.Count(long, " AND ") + 1; n != 500 || deepest > 9 {
		t.Errorf("of 500 there are %d, %d deep", n, deepest)
	}
}

func numbers(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = strconv.Itoa(i + 1)
	}
	return list
}
