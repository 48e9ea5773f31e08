package rules

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteTo writes the report as plain text: a table of the rules, and below it
// the examples.
func (r *Report) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "rule\tseverity\tchecked\tviolations\twhat it says")
	for _, f := range r.Rules {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%s\n", f.Code, f.Severity, f.Checked, f.Violations, f.Description)
	}
	_ = t.Flush() // a Builder takes everything
	for _, f := range r.Rules {
		f.examples(&b)
	}
	fmt.Fprintf(&b, "\n%d nodes and %d edges; errors: %d, warnings: %d\n", r.Nodes, r.Edges, r.Errors, r.Warnings)
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

func (f *Finding) examples(w io.Writer) {
	if f.Violations == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", f.Code)
	for _, s := range f.Subjects {
		if s.Violations == 0 {
			continue
		}
		fmt.Fprintf(w, "  %s: %d of %d\n", s.Subject, s.Violations, s.Checked)
		for _, e := range s.Examples {
			fmt.Fprintf(w, "    %s: %s\n", e.who(), e.Problem)
		}
	}
}

// who names what breaks a rule.
func (e *Example) who() string {
	if e.Relation == "" {
		return named(string(e.ID), e.Label)
	}
	return fmt.Sprintf("%s from %s to %s", e.ID, named(string(e.From), e.FromLabel), named(string(e.To), e.ToLabel))
}

func named(id, label string) string {
	if label == "" {
		return id
	}
	return fmt.Sprintf("%s (%s)", id, label)
}
