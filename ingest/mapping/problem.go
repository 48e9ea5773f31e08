package mapping

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"innograph/kg"
)

// A Pos is a place in a mapping file, counted from 1.
type Pos struct{ Line, Column int }

// A Problem is a mistake in a mapping: where it is, and what to do about it.
type Problem struct {
	File string
	Pos
	Reason string
}

// String returns the problem as file:line:column: reason.
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Reason)
}

// ProblemsError is all mistakes found in a mapping, in the order of the file. It
// is a kg.ErrInvalid.
type ProblemsError []Problem

// Error returns one line for each problem.
func (ps ProblemsError) Error() string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.String()
	}
	return strings.Join(texts, "\n")
}

// Unwrap returns kg.ErrInvalid.
func (ps ProblemsError) Unwrap() error { return kg.ErrInvalid }

// problems collects mistakes.
type problems struct {
	file string
	list ProblemsError
}

func (ps *problems) add(at Pos, format string, args ...any) {
	ps.list = append(ps.list, Problem{File: ps.file, Pos: at, Reason: fmt.Sprintf(format, args...)})
}

func (ps *problems) err() error {
	if len(ps.list) == 0 {
		return nil
	}
	slices.SortStableFunc(ps.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(ps.list)
}

// oneOf words a remedy: the name meant, if one is near, and those there are.
func oneOf(name string, names []string) string {
	if near := nearest(name, names); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	if len(names) > 30 {
		return fmt.Sprintf("there are %d, such as %s", len(names), strings.Join(names[:8], ", "))
	}
	return "use one of " + strings.Join(names, ", ")
}

// nearest returns the name closest to a misspelt one, or "" if none is close.
func nearest(name string, names []string) string {
	best, distance := "", 3
	for _, n := range names {
		if d := edits(strings.ToLower(name), strings.ToLower(n)); d < distance && d < len(n)/2+1 {
			best, distance = n, d
		}
	}
	return best
}

// edits counts the letters to insert, delete or replace between two words.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
