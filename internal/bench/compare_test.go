package bench

import (
	"context"
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"
)

// An attempt is one way to an answer. It is timed as a whole; told then tells what
// the answer was, for comparison.
type attempt func(ctx context.Context) (told func() []string, err error)

// A pair is what the product does and what is written by hand for the same answer.
type pair struct {
	table, name   string
	first, second string // what the two are; "" for own and by hand
	own, hand     attempt
	within        bool // all work is this process's, and what it costs is its processor time
	loose         bool // as many rows, for the order is each side's own
	apart         bool // nothing is compared: both write
}

// roundTime is about how long each side takes in a round, when a call takes less.
const roundTime = 4 * time.Millisecond

// warmup is how long both are called before anything is measured, so that plans are
// made and the code that runs them is compiled.
const warmup = 700 * time.Millisecond

// A measured pair is the times of its rounds, for a call, and the ratios of these.
type measured struct {
	pair
	own, hand []float64 // µs
	ratios    []float64
}

// measure compares a pair: a round is own, hand, hand, own, each as often as fits
// into the time of a round, so that what slows the machine down slows both down.
// An iteration of the benchmark is a round.
func measure(b *testing.B, p pair) {
	b.Helper()
	agree(b, &p)
	calls := warm(b, &p)
	m := &measured{pair: p}
	clock := time.Now
	if p.within {
		clock = func() time.Time { return time.Unix(0, 0).Add(processorTime(b)) }
	}
	for b.Loop() {
		before, hand, after := timed(b, clock, p.own, calls), timed(b, clock, p.hand, 2*calls), timed(b, clock, p.own, calls)
		own := (before + after) / 2
		hand /= 2
		m.own, m.hand = append(m.own, own/float64(calls)), append(m.hand, hand/float64(calls))
		m.ratios = append(m.ratios, own/hand)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(quantile(m.own, 0.5), "own-µs")
	b.ReportMetric(quantile(m.hand, 0.5), "hand-µs")
	b.ReportMetric(quantile(m.ratios, 0.5), "own/hand")
	results.add(m)
}

// agree fails unless both find the same.
func agree(tb testing.TB, p *pair) {
	tb.Helper()
	ctx := context.Background()
	var found [2][]string
	for i, try := range []attempt{p.own, p.hand} {
		told, err := try(ctx)
		if err != nil {
			tb.Fatalf("%s: %v", p.name, err)
		}
		if !p.apart {
			found[i] = told()
		}
	}
	own, hand := found[0], found[1]
	switch {
	case p.apart:
	case len(own) == 0 || len(own) != len(hand):
		tb.Fatalf("%s: %d found, and %d by hand", p.name, len(own), len(hand))
	case !p.loose && !slices.Equal(own, hand):
		tb.Fatalf("%s: found %v, and by hand %v", p.name, own, hand)
	}
}

// warm calls both for a while and returns how many calls make a round.
func warm(b *testing.B, p *pair) int {
	begun, calls := time.Now(), 0
	for time.Since(begun) < warmup {
		timed(b, time.Now, p.own, 1)
		timed(b, time.Now, p.hand, 1)
		calls++
	}
	each := time.Since(begun) / time.Duration(2*calls)
	return max(1, int(roundTime/max(each, 1)))
}

// timed returns how long so many calls take by a clock, in microseconds.
func timed(b *testing.B, clock func() time.Time, try attempt, calls int) float64 {
	ctx := context.Background()
	begun := clock()
	for range calls {
		if _, err := try(ctx); err != nil {
			b.Fatal(err)
		}
	}
	return float64(clock().Sub(begun).Nanoseconds()) / 1000
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// quantile returns the value below which so much of a list lies, 0.5 being its median.
func quantile(list []float64, q float64) float64 {
	list = slices.Sorted(slices.Values(list))
	at := q * float64(len(list)-1)
	low := int(at)
	high := min(low+1, len(list)-1)
	return list[low] + (list[high]-list[low])*(at-float64(low))
}

func TestQuantile(t *testing.T) {
	for _, c := range []struct {
		list    []float64
		q, want float64
	}{
		{[]float64{3}, 0.5, 3}, {[]float64{4, 1}, 0.5, 2.5}, {[]float64{9, 1, 5}, 0.5, 5}, {[]float64{5, 1, 2, 3, 4}, 0.25, 2}, {[]float64{1, 2}, 1, 2},
	} {
		if got := quantile(c.list, c.q); got != c.want {
			t.Errorf("%v at %v is %v, not %v", c.list, c.q, got, c.want)
		}
	}
}

// What differs is found out before it is measured.
func TestAgree(t *testing.T) {
	tells := func(list ...string) attempt {
		return func(context.Context) (func() []string, error) { return func() []string { return list }, nil }
	}
	for name, c := range map[string]struct {
		pair   pair
		failed bool
	}{
		"same":           {pair{own: tells("a", "b"), hand: tells("a", "b")}, false},
		"other order":    {pair{own: tells("a", "b"), hand: tells("b", "a")}, true},
		"its own order":  {pair{own: tells("a", "b"), hand: tells("b", "a"), loose: true}, false},
		"fewer":          {pair{own: tells("a", "b"), hand: tells("a"), loose: true}, true},
		"nothing at all": {pair{own: tells(), hand: tells()}, true},
	} {
		t.Run(name, func(t *testing.T) {
			r := &recorder{TB: t}
			func() {
				defer func() { _ = recover() }()
				agree(r, &c.pair)
			}()
			if r.failed != c.failed {
				t.Errorf("failed: %v", r.failed)
			}
		})
	}
}

// A recorder notes that a test would have failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper() {}

func (r *recorder) Fatalf(format string, args ...any) {
	r.failed = true
	panic(fmt.Sprintf(format, args...))
}
