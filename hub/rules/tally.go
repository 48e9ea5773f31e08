package rules

import (
	"fmt"
	"maps"
	"slices"

	"innograph/kg"
)

// A tally counts what a rule has looked at and found, by subject: the kind,
// property or relation it is about.
type tally struct {
	most     int // examples of a subject
	subjects map[string]*Subject
}

func newTally(examples int) *tally { return &tally{most: examples, subjects: map[string]*Subject{}} }

func (t *tally) subject(name string) *Subject {
	s := t.subjects[name]
	if s == nil {
		s = &Subject{Subject: name}
		t.subjects[name] = s
	}
	return s
}

// checked counts a node or an edge that the rule applies to.
func (t *tally) checked(subject string) { t.subject(subject).Checked++ }

// node counts a violation by a node.
func (t *tally) node(subject string, id kg.ID, format string, args ...any) {
	if s := t.violated(subject); s != nil {
		s.Examples = append(s.Examples, Example{ID: id, Problem: fmt.Sprintf(format, args...)})
	}
}

// edge counts a violation by an edge.
func (t *tally) edge(subject string, e *kg.Edge, format string, args ...any) {
	if s := t.violated(subject); s != nil {
		s.Examples = append(s.Examples, Example{ID: e.ID, Relation: e.Relation, From: e.From, To: e.To, Problem: fmt.Sprintf(format, args...)})
	}
}

// violated counts a violation and returns its subject where it takes an
// example.
func (t *tally) violated(subject string) *Subject {
	s := t.subject(subject)
	s.Violations++
	if len(s.Examples) == t.most {
		return nil
	}
	return s
}

// finding puts together what a rule has found.
func (t *tally) finding(r Rule) Finding {
	f := Finding{Code: r.Code, Severity: r.Severity, Description: r.Description, Source: r.Source}
	for _, name := range slices.Sorted(maps.Keys(t.subjects)) {
		s := t.subjects[name]
		f.Checked += s.Checked
		f.Violations += s.Violations
		f.Subjects = append(f.Subjects, *s)
	}
	return f
}

// inOrder calls fn for the entries of a map in the order of their ids, so that
// two runs give the same examples.
func inOrder[T any](m map[kg.ID]T, fn func(id kg.ID, v T)) {
	for _, id := range slices.Sorted(maps.Keys(m)) {
		fn(id, m[id])
	}
}
