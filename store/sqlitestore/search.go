package sqlitestore

import (
	"slices"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A finding is a search in the making.
type finding struct {
	*statement
	search     *kg.Search
	empty      bool // nothing can be found
	kinds      []*kg.Kind
	matcher    *matcher
	conditions []string // on the nodes, as n
	arguments  int      // theirs

	after, before *mark
}

// finding resolves what a search asks for.
func (s *statement) finding(f *kg.Search) (*finding, error) {
	asked, err := f.Query()
	if err != nil {
		return nil, err
	}
	kinds, err := query.Kinds(s.catalog.model, f.Kinds)
	if err != nil {
		return nil, err
	}
	found := &finding{statement: s, search: f, empty: asked.Empty(), matcher: newMatcher(asked, f.MinWeight, s.catalog.kindNumbers(kinds))}
	if len(kinds) == 0 {
		for i := range s.catalog.model.Kinds {
			kinds = append(kinds, &s.catalog.model.Kinds[i])
		}
	}
	found.kinds = kinds
	filter, err := s.filter(f.Filter, nodesAs("n", kinds...))
	if err != nil {
		return nil, err
	}
	found.conditions = []string{s.visible("n", "visibility"), filter}
	found.arguments = len(s.args)
	if found.after, err = markOf(f.Page.After); err != nil {
		return nil, err
	}
	found.before, err = markOf(f.Page.Before)
	return found, err
}

// fresh begins another statement with the same conditions.
func (f *finding) fresh() *finding {
	f.args = f.args[:f.arguments]
	return f
}

// withNodes joins the index of words, as f, with the nodes, as n.
var withNodes = "words f CROSS JOIN node n ON n.number = " + numberOf("f.rowid")

// matching returns the conditions of what a query of the index finds.
func (f *finding) matching(match string, more ...string) []string {
	return slices.Concat([]string{"f.words MATCH " + f.arg(match)}, more, f.conditions)
}

// from returns the FROM and WHERE clauses of what a query of the index finds, joined
// with the nodes where something is asked of them.
func (f *finding) from(match string, more ...string) string {
	tables := "words f"
	if slices.ContainsFunc(f.conditions, func(c string) bool { return c != "" }) {
		tables = withNodes
	}
	return " FROM " + tables + fragment.Where(f.matching(match, more...)...)
}

// total returns the statement of how many nodes are found.
func (f *finding) total() string { return "SELECT count(*)" + f.from(f.matcher.all()) }

// A mark is a cursor: the points and the place of its row.
type mark struct {
	points int
	place  int64
}

func markOf(c *kg.Cursor) (*mark, error) {
	if c == nil {
		return nil, nil
	}
	if err := query.CheckScore(c); err != nil {
		return nil, err
	}
	points, length := text.Span(c.Key[0].Int())
	return &mark{points, placeOf(length, c.Node)}, nil
}

// from returns the condition that rows of a band come after a mark, or "" where all
// do; ok is false where none does.
func (b *band) from(m *mark, arg func(any) string, sign string) (condition string, ok bool) {
	switch {
	case m == nil || b.points < m.points:
		return "", true
	case b.points > m.points:
		return "", false
	default:
		return "f.rowid" + sign + arg(m.place), true
	}
}

// to is from in the other direction.
func (b *band) to(m *mark, arg func(any) string, sign string) (condition string, ok bool) {
	if m != nil && b.points != m.points {
		return "", b.points > m.points
	}
	return b.from(m, arg, sign)
}
