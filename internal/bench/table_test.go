package bench

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"innograph/internal/neo4jtest"
)

// TestMain runs the tests and benchmarks, and prints what was measured as tables.
func TestMain(m *testing.M) {
	code := neo4jtest.Run(m)
	results.print(os.Stdout)
	os.Exit(code)
}

// results are the pairs measured so far.
var results tables

type tables struct {
	mu    sync.Mutex
	pairs []*measured
	facts []fact
}

// A fact is a figure that is no comparison.
type fact struct{ name, figure, goal string }

// add notes what was measured; a benchmark that is run again takes the place of its
// earlier run.
func (t *tables) add(m *measured) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, p := range t.pairs {
		if p.table == m.table && p.name == m.name {
			t.pairs[i] = m
			return
		}
	}
	t.pairs = append(t.pairs, m)
}

// fact notes a figure, in the place of an earlier one of that name.
func (t *tables) fact(name, figure, goal string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.facts = append(slices.DeleteFunc(t.facts, func(f fact) bool { return f.name == name }), fact{name, figure, goal})
}

func (t *tables) print(w io.Writer) {
	table := ""
	for _, p := range t.pairs {
		if p.table != table {
			table = p.table
			times := "ms that pass"
			if p.within {
				times = "ms of the processor"
			}
			first, second := cmp.Or(p.first, "own"), cmp.Or(p.second, "by hand")
			fmt.Fprintf(w, "\n**%s**, %s\n\n| | %s | %s | %[3]s ÷ %[4]s | middle half | rounds |\n|---|--:|--:|--:|--:|--:|\n", table, times, first, second)
		}
		fmt.Fprintf(w, "| %s | %s | %s | **%.2f** | %.2f–%.2f | %d |\n", p.name, millis(p.own), millis(p.hand),
			quantile(p.ratios, 0.5), quantile(p.ratios, 0.25), quantile(p.ratios, 0.75), len(p.ratios))
	}
	if len(t.facts) > 0 {
		fmt.Fprint(w, "\n| Figure | Measured | Goal |\n|---|--:|--:|\n")
	}
	for _, f := range t.facts {
		fmt.Fprintf(w, "| %s | %s | %s |\n", f.name, f.figure, f.goal)
	}
}

// millis returns the median of some times with three digits.
func millis(micros []float64) string {
	ms := quantile(micros, 0.5) / 1000
	digits := max(0, 2-int(math.Floor(math.Log10(ms))))
	return strconv.FormatFloat(ms, 'f', min(digits, 4), 64)
}

func TestTable(t *testing.T) {
	var all tables
	one := pair{table: "Reads", name: "one", within: true}
	all.add(&measured{one, []float64{1}, []float64{1}, []float64{1}})
	all.add(&measured{pair{table: "Reads", name: "two"}, []float64{40, 60}, []float64{1234}, []float64{3, 1, 2}})
	all.add(&measured{one, []float64{1500, 2500}, []float64{10}, []float64{5}})
	all.fact("figure", "3", "≤ 2")
	all.fact("figure", "1", "≤ 2")
	var b strings.Builder
	all.print(&b)
	for _, want := range []string{
		"| one | 2.00 | 0.0100 | **5.00** | 5.00–5.00 | 1 |\n| two | 0.0500 | 1.23 | **2.00** | 1.50–2.50 | 3 |\n", "| figure | 1 | ≤ 2 |\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	for _, once := range []string{"**Reads**", "| figure |"} {
		if strings.Count(b.String(), once) != 1 {
			t.Errorf("%q is not there once:\n%s", once, b.String())
		}
	}
}
