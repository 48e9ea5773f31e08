package rules

import (
	"context"

	"innograph/kg"
)

// Options say how Verify works.
type Options struct {
	Rules    []Rule // none: all
	Examples int    // how many of each subject the report names
}

// Verify reads everything the reader sees, once, and reports what breaks the
// rules. It keeps a little of each node that a rule is about, and nothing of the
// rest. Whatever is written meanwhile is not looked at.
func Verify(ctx context.Context, reader kg.Reader, m *kg.Model, o Options) (*Report, error) {
	chosen := o.Rules
	if len(chosen) == 0 {
		chosen = all
	}
	tallies, checks := make([]*tally, len(chosen)), make([]check, len(chosen))
	for i, r := range chosen {
		tallies[i] = newTally(o.Examples)
		checks[i] = r.begin(m, tallies[i])
	}
	report := &Report{}
	err := reader.Scan(ctx, kg.ScanMark{}, func(record kg.Record) error {
		if record.Node != nil {
			report.Nodes++
		} else {
			report.Edges++
		}
		for _, c := range checks {
			if record.Node != nil {
				c.node(record.Node)
			} else {
				c.edge(record.Edge)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, r := range chosen {
		checks[i].end()
		f := tallies[i].finding(r)
		if r.Severity == Error {
			report.Errors += f.Violations
		} else {
			report.Warnings += f.Violations
		}
		report.Rules = append(report.Rules, f)
	}
	return report, label(ctx, reader, m, report)
}
