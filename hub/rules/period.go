package rules

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"innograph/kg"
)

// A day is a day as year, month and day in one number, such as 20240723, so
// that days sort; or one of the ends of time.
type day int32

const (
	always day = math.MinInt32
	never  day = math.MaxInt32
)

// dayOf returns the first day that a date may mean, or open where there is
// none.
func dayOf(v kg.Value, open day) day {
	if v.IsNull() {
		return open
	}
	n, err := strconv.Atoi(strings.ReplaceAll(kg.FirstDay(v), "-", ""))
	if err != nil {
		return open
	}
	return day(n)
}

func (d day) String() string {
	switch d {
	case always:
		return "the beginning"
	case never:
		return "now on"
	default:
		return fmt.Sprintf("%04d-%02d-%02d", d/10_000, d/100%100, d%100)
	}
}

// A weight is what a period carries while it holds: up to three sums.
type weight [3]int64

// A period holds in [from, to).
type period struct {
	from, to day
	weight   weight
}

// periodOf returns the period of a dated edge.
func periodOf(e *kg.Edge, w weight) period {
	return period{from: dayOf(e.Properties["from"], always), to: dayOf(e.Properties["to"], never), weight: w}
}

// sweep calls fn with every span of time between two days on which something
// begins or ends, from the first to the last, and the sums of what holds in it.
// It stops when fn returns false.
func sweep(periods []period, fn func(from, to day, sum weight) bool) {
	type turn struct {
		day    day
		sign   int64
		weight weight
	}
	turns := make([]turn, 0, 2*len(periods))
	for _, p := range periods {
		if p.from < p.to {
			turns = append(turns, turn{p.from, 1, p.weight}, turn{p.to, -1, p.weight})
		}
	}
	slices.SortFunc(turns, func(a, b turn) int { return cmp.Compare(a.day, b.day) })
	var sum weight
	for i, t := range turns {
		for j := range sum {
			sum[j] += t.sign * t.weight[j]
		}
		if i+1 < len(turns) && turns[i+1].day != t.day && !fn(t.day, turns[i+1].day, sum) {
			return
		}
	}
}

// span says from when to when.
func span(from, to day) string {
	if to == never {
		return fmt.Sprintf("from %s on", from)
	}
	return fmt.Sprintf("from %s until %s", from, to)
}

// lastDayOf returns the last day that a date may mean.
func lastDayOf(v kg.Value) day {
	last, err := kg.ParseDate(kg.LastDay(v))
	if err != nil {
		return dayOf(v, never)
	}
	return dayOf(last, never)
}
