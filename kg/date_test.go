package kg_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"innograph/kg"
)

func TestParseDate(t *testing.T) {
	for s, want := range map[string]struct {
		precision   kg.Precision
		first, last string
	}{
		"2024":       {kg.Year, "2024-01-01", "2024-12-31"},
		"2024-02":    {kg.Month, "2024-02-01", "2024-02-29"},
		"2023-02":    {kg.Month, "2023-02-01", "2023-02-28"},
		"2024-02-29": {kg.Day, "2024-02-29", "2024-02-29"},
		"0001":       {kg.Year, "0001-01-01", "0001-12-31"},
		"9999-12":    {kg.Month, "9999-12-01", "9999-12-31"},
	} {
		v, err := kg.ParseDate(s)
		if err != nil || v.Text() != s || kg.DatePrecision(v) != want.precision || kg.FirstDay(v) != want.first || kg.LastDay(v) != want.last {
			t.Errorf("%q: precision %d, from %s to %s, %v", s, kg.DatePrecision(v), kg.FirstDay(v), kg.LastDay(v), err)
		}
	}
	for _, s := range []string{"", "24", "2024-", "2024-2", "2024-13", "2024-00", "2023-02-29", "2024-02-30", "2024-01-00", "0000", "0000-01-01",
		"20240723", "2024/07/23", "2024-07-23T00:00:00Z", " 2024", "2024-07-23 ", "+2024", "-2024", "20245", "２０２４"} {
		if v, err := kg.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s; want a refusal", s, v)
		}
	}
}

func TestParseInstant(t *testing.T) {
	for s, want := range map[string]string{
		"2024-07-23T08:00:00Z":              "2024-07-23T08:00:00Z",
		"2024-07-23T08:00:00+08:00":         "2024-07-23T00:00:00Z",
		"2024-07-23T08:00:00.123456789Z":    "2024-07-23T08:00:00.123456Z",
		"1969-12-31T23:59:59.9999999+00:00": "1969-12-31T23:59:59.999999Z",
	} {
		v, err := kg.ParseInstant(s)
		if err != nil || kg.FormatInstant(v) != want {
			t.Errorf("%q is written %q, %v; want %q", s, kg.FormatInstant(v), err, want)
		}
	}
	for _, s := range []string{"", "2024", "2024-07-23", "2024-07-23T08:00:00", "2024-07-23 08:00:00Z", "2024-02-30T00:00:00Z"} {
		if v, err := kg.ParseInstant(s); err == nil {
			t.Errorf("ParseInstant(%q) = %s; want a refusal", s, v)
		}
	}
}

// anyDate draws a date of any precision, close enough to others to meet them.
func anyDate(t *rapid.T, label string) kg.Value {
	at := time.Date(1999, 11, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 900).Draw(t, label))
	return day(at.Format(rapid.SampledFrom([]string{"2006", "2006-01", "2006-01-02"}).Draw(t, "precision of "+label)))
}

// days lists every day a date may mean, by the calendar alone.
func days(v kg.Value) (all []string) {
	for at := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2004; at = at.AddDate(0, 0, 1) {
		if s := at.Format(time.DateOnly); s[:len(v.Text())] == v.Text() {
			all = append(all, s)
		}
	}
	return all
}

func holds(op kg.Op, v, w kg.Value) bool {
	return kg.Compare{Op: op, Values: []kg.Value{w}}.Holds(v)
}

func TestDateComparisonsHoldForEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDate(t, "a"), anyDate(t, "b")
		x, y := days(a), days(b)
		earlier, later := slices.Max(x) < slices.Min(y), slices.Min(x) > slices.Max(y)
		if got := holds(kg.OpLt, a, b); got != earlier {
			t.Fatalf("%s lt %s: %t", a, b, got)
		}
		if got := holds(kg.OpGt, a, b); got != later {
			t.Fatalf("%s gt %s: %t", a, b, got)
		}
	})
}

func TestDateComparisonsAgreeWithTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDate(t, "a"), anyDate(t, "b")
		c := a.Compare(b)
		lt, gt, eq := holds(kg.OpLt, a, b), holds(kg.OpGt, a, b), holds(kg.OpEq, a, b)
		switch {
		case lt && c >= 0, gt && c <= 0, eq != (c == 0), lt && gt, eq && (lt || gt):
			t.Fatalf("%s and %s: compare %d, lt %t, gt %t, eq %t", a, b, c, lt, gt, eq)
		case lt != holds(kg.OpGt, b, a):
			t.Fatalf("%s lt %s: %t; the other way round %t", a, b, lt, holds(kg.OpGt, b, a))
		case holds(kg.OpLte, a, b) != (lt || eq), holds(kg.OpGte, a, b) != (gt || eq), holds(kg.OpNe, a, b) == eq:
			t.Fatalf("%s and %s: lte, gte and ne do not follow from lt, gt and eq", a, b)
		case c != cmp.Or(cmp.Compare(kg.FirstDay(a), kg.FirstDay(b)), cmp.Compare(kg.DatePrecision(a), kg.DatePrecision(b))):
			t.Fatalf("%s and %s: compare %d, which is not first day, then precision", a, b, c)
		case c != cmp.Compare(a.Text(), b.Text()):
			t.Fatalf("%s and %s: compare %d, which is not that of their text", a, b, c)
		}
	})
}

func TestDaysOfADate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyDate(t, "date")
		all := days(v)
		if kg.FirstDay(v) != all[0] || kg.LastDay(v) != all[len(all)-1] {
			t.Fatalf("%s: from %s to %s, want %s to %s", v, kg.FirstDay(v), kg.LastDay(v), all[0], all[len(all)-1])
		}
	})
}

func TestHoldsOn(t *testing.T) {
	for _, c := range []struct {
		from, to kg.Value
		on       string
		want     bool
	}{
		{kg.Null, kg.Null, "2020-01-01", true},
		{day("2020"), kg.Null, "2020-01-01", true},
		{day("2020"), kg.Null, "2019-12-31", false},
		{day("2020-05"), kg.Null, "2020-04-30", false},
		{kg.Null, day("2020"), "2019-12-31", true},
		{kg.Null, day("2020"), "2020-01-01", false},
		{day("2020-03-04"), day("2020-03-04"), "2020-03-04", false},
		{day("2020-03-04"), day("2020-03-05"), "2020-03-04", true},
		{day("2021"), day("2020"), "2020-06-01", false},
	} {
		if got := kg.HoldsOn(c.from, c.to, c.on); got != c.want {
			t.Errorf("from %s to %s on %s: %t", c.from, c.to, c.on, got)
		}
	}
}

// What follows without a gap holds on exactly one side of the day it starts.
func TestSuccessorsNeitherOverlapNorLeaveAGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, change, to := anyDate(t, "from"), anyDate(t, "change"), anyDate(t, "to")
		on := rapid.SampledFrom(days(day("2000"))).Draw(t, "on")
		first, second := kg.HoldsOn(from, change, on), kg.HoldsOn(change, to, on)
		if first && second {
			t.Fatalf("[%s, %s) and [%s, %s) both hold on %s", from, change, change, to, on)
		}
		ordered := kg.FirstDay(from) <= kg.FirstDay(change) && kg.FirstDay(change) <= kg.FirstDay(to)
		if whole := kg.HoldsOn(from, to, on); ordered && whole != (first || second) {
			t.Fatalf("[%s, %s, %s) on %s: whole %t, parts %t, %t", from, change, to, on, whole, first, second)
		}
	})
}

func ExampleHoldsOn() {
	fmt.Println(kg.HoldsOn(day("2020"), day("2024-07"), "2024-06-30"), kg.HoldsOn(day("2020"), day("2024-07"), "2024-07-01"))
	// Output: true false
}
