package limit

import "github.com/vektah/gqlparser/v2/ast"

// Repeats returns how many fields of a document merge with an earlier one: of
// the same response name, in the same selection, fragments expanded. Validation
// compares every two of them. The document must be free of cycles; the time
// taken grows with its number of fields.
func Repeats(doc *ast.QueryDocument) int {
	m := merger{byName: fragmentsOf(doc), spread: map[string]bool{}}
	total := 0
	for _, op := range doc.Operations {
		total += m.merge([]ast.SelectionSet{op.SelectionSet})
	}
	for _, f := range doc.Fragments {
		if !m.spread[f.Name] || m.byName[f.Name] != f {
			total += m.merge([]ast.SelectionSet{f.SelectionSet})
		}
	}
	return total
}

type merger struct {
	byName map[string]*ast.FragmentDefinition
	spread map[string]bool // fragments that something spreads
}

// merge counts in selection sets that are one to the executor.
func (m *merger) merge(sets []ast.SelectionSet) int {
	level := level{merger: m, below: map[string][]ast.SelectionSet{}, visited: map[string]bool{}}
	for _, set := range sets {
		level.collect(set)
	}
	total := 0
	for _, same := range level.below {
		total += len(same) - 1 + m.merge(same)
	}
	return total
}

// A level collects the fields of merged selection sets by response name.
type level struct {
	*merger
	below   map[string][]ast.SelectionSet
	visited map[string]bool // a fragment counts once a level
}

func (l *level) collect(set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			l.below[s.Alias] = append(l.below[s.Alias], s.SelectionSet)
		case *ast.InlineFragment:
			l.collect(s.SelectionSet)
		case *ast.FragmentSpread:
			f := l.byName[s.Name]
			if f == nil || l.visited[s.Name] {
				continue
			}
			l.visited[s.Name], l.spread[s.Name] = true, true
			l.collect(f.SelectionSet)
		}
	}
}
