package ingest

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// An Account says what became of every row, node and edge of a run.
type Account struct {
	Mapping  string
	Files    []*FileAccount
	Nodes    map[string]*Tally // by kind
	Edges    map[string]*Tally // by relation
	LeftOut  map[string]int    // edges that were left out, by reason
	Removed  Removed
	United   int    // nodes that were found to be one with others, and were taken up in them
	Rejects  string // path of the file of rejected rows; empty where there are none
	unlisted bool   // no such file was asked for
	Duration time.Duration
}

// A FileAccount tells of one file. Rows is the sum of the four outcomes.
type FileAccount struct {
	Path      string
	Rows      int
	Written   int // something was created or changed
	Merged    int // and a node of another source was recognised for the first time
	Unchanged int // all of it was there already
	Rejected  int
	Reasons   map[string]*Rows // of rejections
	Flaws     map[string]*Rows // of rows that were accepted all the same
}

// Rows are those that something is noted of.
type Rows struct {
	Count int
	Lines []int // of the first few
}

// firstLines is how many lines the account names of the rows of a note.
const firstLines = 3

func (r *Rows) add(line int) {
	r.Count++
	at, _ := slices.BinarySearch(r.Lines, line)
	r.Lines = slices.Insert(r.Lines, at, line)
	r.Lines = r.Lines[:min(len(r.Lines), firstLines)]
}

// noteRow adds a row to those of a note.
func noteRow(notes map[string]*Rows, note string, line int) {
	if notes[note] == nil {
		notes[note] = &Rows{}
	}
	notes[note].add(line)
}

// A Tally counts distinct nodes or edges by outcome.
type Tally struct{ Created, Updated, Unchanged int }

func (t *Tally) sum() int { return t.Created + t.Updated + t.Unchanged }

// Removed tells what changes of kind, and better sources of to-one relations,
// have cost.
type Removed struct{ Properties, Edges int }

// Changed reports whether the run has changed anything.
func (a *Account) Changed() bool {
	changed := func(t *Tally) bool { return t.Created+t.Updated > 0 }
	for _, tallies := range []map[string]*Tally{a.Nodes, a.Edges} {
		for _, t := range tallies {
			if changed(t) {
				return true
			}
		}
	}
	return a.United > 0 || a.Removed != Removed{}
}

// Total returns the sum over the files.
func (a *Account) Total() FileAccount {
	t := FileAccount{Path: "total"}
	for _, f := range a.Files {
		t.Rows += f.Rows
		t.Written += f.Written
		t.Merged += f.Merged
		t.Unchanged += f.Unchanged
		t.Rejected += f.Rejected
	}
	return t
}

// String returns the account as plain text.
func (a *Account) String() string {
	var b strings.Builder
	_, _ = a.WriteTo(&b)
	return b.String()
}

// WriteTo writes the account as tables of plain text.
func (a *Account) WriteTo(w io.Writer) (int64, error) {
	counted := &counter{w: w}
	t := tabwriter.NewWriter(counted, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "rows\twritten\tmerged\tunchanged\trejected\t  file\n")
	files := a.Files
	if len(files) > 1 {
		total := a.Total()
		files = append(slices.Clone(files), &total)
	}
	for _, f := range files {
		fmt.Fprintf(t, "%d\t%d\t%d\t%d\t%d\t  %s\n", f.Rows, f.Written, f.Merged, f.Unchanged, f.Rejected, f.Path)
	}
	tallies(t, "nodes", "kind", a.Nodes)
	tallies(t, "edges", "relation", a.Edges)
	err := t.Flush()
	a.notes(counted)
	if err == nil {
		err = counted.err
	}
	return counted.n, err
}

func tallies(t io.Writer, what, by string, of map[string]*Tally) {
	fmt.Fprintf(t, "\n%s\tcreated\tupdated\tunchanged\t  %s\n", what, by)
	var sum Tally
	for _, name := range slices.Sorted(maps.Keys(of)) {
		one := of[name]
		fmt.Fprintf(t, "%d\t%d\t%d\t%d\t  %s\n", one.sum(), one.Created, one.Updated, one.Unchanged, name)
		sum.Created += one.Created
		sum.Updated += one.Updated
		sum.Unchanged += one.Unchanged
	}
	fmt.Fprintf(t, "%d\t%d\t%d\t%d\t  total\n", sum.sum(), sum.Created, sum.Updated, sum.Unchanged)
}

func (a *Account) notes(w io.Writer) {
	for _, f := range a.Files {
		for _, reason := range slices.Sorted(maps.Keys(f.Reasons)) {
			rejected := f.Reasons[reason]
			fmt.Fprintf(w, "\n%s: %d rejected: %s (line %s)", f.Path, rejected.Count, reason, lines(rejected))
		}
		for _, note := range slices.Sorted(maps.Keys(f.Flaws)) {
			flaw := f.Flaws[note]
			fmt.Fprintf(w, "\n%s: %s: %s (line %s)", f.Path, quantity(flaw.Count, "row", "rows"), note, lines(flaw))
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(a.LeftOut)) {
		fmt.Fprintf(w, "\n%s left out: %s", quantity(a.LeftOut[reason], "edge", "edges"), reason)
	}
	if a.Removed != (Removed{}) {
		fmt.Fprintf(w, "\n%s removed, since a better source says otherwise", a.Removed)
	}
	if a.United > 0 {
		fmt.Fprintf(w, "\n%s taken up in another, since a record shows the two to be one", quantity(a.United, "node", "nodes, each"))
	}
	if a.Rejects != "" {
		fmt.Fprintf(w, "\nrejected rows: %s", a.Rejects)
	}
	fmt.Fprintf(w, "\n%s in %s\n", a.Mapping, a.Duration.Round(10*time.Millisecond))
	if a.unlisted && a.Total().Rejected > 0 {
		fmt.Fprintf(w, "\nTo have the rejected rows written to a file, each with its reason, import again with --rejects FILE.\n")
	}
}

func (r Removed) String() string {
	properties, edges := quantity(r.Properties, "property", "properties"), quantity(r.Edges, "edge", "edges")
	switch {
	case r.Edges == 0:
		return properties
	case r.Properties == 0:
		return edges
	default:
		return properties + " and " + edges
	}
}

func quantity(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func lines(f *Rows) string {
	texts := make([]string, len(f.Lines))
	for i, n := range f.Lines {
		texts[i] = fmt.Sprint(n)
	}
	s := strings.Join(texts, ", ")
	if f.Count > len(f.Lines) {
		s += ", …"
	}
	return s
}

// counter counts what is written and keeps the first error.
type counter struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counter) Write(b []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.err = err
	return n, err
}
