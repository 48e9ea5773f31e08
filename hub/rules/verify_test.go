package rules_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"innograph/hub/rules"
	"innograph/model"
)

func verify(t *testing.T, w *world) *rules.Report {
	t.Helper()
	report, err := rules.Verify(context.Background(), w.reader(), model.Graph(), rules.Options{Examples: 3})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// found lists the examples of a report, each as code, subject, id and problem.
func found(report *rules.Report) []string {
	var list []string
	for _, f := range report.Rules {
		for _, s := range f.Subjects {
			for _, e := range s.Examples {
				id := string(e.ID)
				if e.Relation != "" {
					id = fmt.Sprintf("%s→%s", e.From, e.To)
				}
				list = append(list, strings.Join([]string{f.Code, s.Subject, id, e.Problem}, " | "))
			}
		}
	}
	return list
}

// A sound world breaks no rule, and gives every rule something to look at.
func TestSound(t *testing.T) {
	report := verify(t, sound(t))
	if list := found(report); len(list) > 0 || report.Errors+report.Warnings > 0 {
		t.Errorf("found\n  %s", strings.Join(list, "\n  "))
	}
	for _, f := range report.Rules {
		if f.Checked == 0 {
			t.Errorf("%s looks at nothing", f.Code)
		}
	}
	if report.Nodes < 30 || report.Edges < 50 || len(report.Rules) != len(rules.All()) {
		t.Errorf("%d nodes, %d edges, %d rules", report.Nodes, report.Edges, len(report.Rules))
	}
}

// Each violation is found by the one rule it breaks, and by no other.
func TestViolations(t *testing.T) {
	for _, c := range violations {
		t.Run(strings.ReplaceAll(c.want[0], " | ", " "), func(t *testing.T) {
			w := sound(t)
			c.breaks(w)
			if got := found(verify(t, w)); !slices.Equal(got, c.want) {
				t.Errorf("found\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
	for _, r := range rules.All() {
		if !slices.ContainsFunc(violations, func(v violation) bool { return strings.HasPrefix(v.want[0], r.Code+" | ") }) {
			t.Errorf("nothing breaks %s", r.Code)
		}
	}
}

// Examples are bounded and named, counts are not bounded; another run gives the
// same report.
func TestReport(t *testing.T) {
	w := sound(t)
	for i := range 5 {
		w.node(fmt.Sprintf("Laboratory_%d", i), "level=NATIONAL_KEY")
	}
	w.edge("Concept_d BROADER Concept_c").Provenance = nil
	report := verify(t, w)
	text, again := &strings.Builder{}, &strings.Builder{}
	for b, r := range map[*strings.Builder]*rules.Report{text: report, again: verify(t, w)} {
		if _, err := r.WriteTo(b); err != nil {
			t.Fatal(err)
		}
	}
	if text.String() != again.String() {
		t.Errorf("two runs differ:\n%s\n%s", text, again)
	}
	for _, want := range []string{
		"\nminimum\n  Laboratory.hosts: 5 of 6\n    Laboratory_0 (The Laboratory_0): it has 0 of at least 1\n",
		" from Concept_d (Materials) to Concept_c (Alloys): it has no provenance\n",
		"; errors: 7, warnings: 0\n",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	if n := strings.Count(text.String(), "it has 0 of at least 1"); n != 3 {
		t.Errorf("%d examples", n)
	}
	if _, err := json.Marshal(report); err != nil {
		t.Error(err)
	}
}

func TestSelect(t *testing.T) {
	chosen, err := rules.Select([]string{"value", "minimum", "value"})
	if err != nil || len(chosen) != 2 || chosen[0].Code != "minimum" {
		t.Errorf("%v, %v", chosen, err)
	}
	if chosen, err := rules.Select(nil); err != nil || len(chosen) != len(rules.All()) {
		t.Errorf("%d rules, %v", len(chosen), err)
	}
	_, err = rules.Select([]string{"value", "valeu"})
	if err == nil || !strings.Contains(err.Error(), "valeu") || !strings.Contains(err.Error(), "acyclic, achievement") && !strings.Contains(err.Error(), "achievement-stage, acyclic") {
		t.Errorf("%v", err)
	}
}

// Rules are named once, described, and explained on their page.
func TestRulesAreDescribed(t *testing.T) {
	page, err := os.ReadFile("../../docs/verify.md")
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, r := range rules.All() {
		if r.Code <= last || !strings.HasSuffix(r.Description, ").") || r.Severity != rules.Error && r.Severity != rules.Warning {
			t.Errorf("%+v", r)
		}
		if !strings.Contains(string(page), "\n| `"+r.Code+"` |") {
			t.Errorf("docs/verify.md has no row for %s", r.Code)
		}
		last = r.Code
	}
}

// A reader that fails is not passed over.
func TestFailure(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if report, err := rules.Verify(ctx, sound(t).reader(), model.Graph(), rules.Options{}); err == nil || report != nil {
		t.Errorf("%v, %v", report, err)
	}
}

type violation struct {
	breaks func(w *world)
	want   []string
}
