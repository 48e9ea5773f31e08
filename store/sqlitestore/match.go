package sqlitestore

import (
	"fmt"
	"slices"
	"strings"

	"innograph/kg/text"
)

// A band is the nodes that a search finds with the same points, which come in the
// order of their places.
type band struct {
	points int
	match  string // the query of the index that finds them and no others
}

// A matcher writes queries of the index of words. Tokens and keys hold nothing that
// means anything there.
type matcher struct {
	query     *text.Query
	minWeight int
	kinds     string // the condition on the kind, or ""
}

func newMatcher(q *text.Query, minWeight int, kinds []int) *matcher {
	m := &matcher{query: q, minWeight: max(1, minWeight)}
	words := make([]string, len(kinds))
	for i, number := range kinds {
		words[i] = `"` + kindWord(number) + `"`
	}
	if len(words) > 0 {
		m.kinds = " AND kind : (" + strings.Join(words, " OR ") + ")"
	}
	return m
}

// all returns the query for all nodes found.
func (m *matcher) all() string { return m.matching(m.minWeight, text.HasTerms) + m.kinds }

// bands returns the bands there can be, those of most points first.
func (m *matcher) bands() []band {
	var bands []band
	for points := text.Points(text.MaxWeight, text.Equals); points > 0; points-- {
		if match := m.band(points); match != "" {
			bands = append(bands, band{points, match})
		}
	}
	return bands
}

// band returns the query for the nodes with so many points, or "".
func (m *matcher) band(points int) string {
	var found []string
	for _, w := range m.query.Ways(points, m.minWeight) {
		found = append(found, m.matching(w.Weight, w.Match))
	}
	return m.without(strings.Join(found, " OR "), points)
}

// over returns the query for the nodes with more points than so many, or "".
func (m *matcher) over(points int) string { return m.without(m.above(points), -1) }

// under returns the query for the nodes with fewer points, or "".
func (m *matcher) under(points int) string {
	if points == 0 {
		return ""
	}
	return m.without(m.matching(m.minWeight, text.HasTerms), points-1)
}

// without returns a query less the nodes with more points than so many; all where
// that is below 0.
func (m *matcher) without(match string, points int) string {
	if match == "" {
		return ""
	}
	if points >= 0 {
		if above := m.above(points); above != "" {
			match = "(" + match + ") NOT (" + above + ")"
		}
	}
	return "(" + match + ")" + m.kinds
}

// above returns the part of a query that finds the nodes with more points.
func (m *matcher) above(points int) string {
	var above []string
	for _, w := range m.query.WaysAbove(points, m.minWeight) {
		above = append(above, m.matching(w.Weight, w.Match))
	}
	return strings.Join(above, " OR ")
}

// matching returns the query for the nodes whose texts of a weight match so far or
// further.
func (m *matcher) matching(weight int, of text.Match) string {
	key, beginning := m.query.Key()
	column := fmt.Sprintf("w%d : ", weight)
	switch of {
	case text.Equals:
		return column + `"` + key + `"`
	case text.Begins:
		return column + `"` + beginning + `" *`
	case text.Contains:
		return column + phrase(m.query.Whole())
	}
	columns := []string{"w1", "w2", "w3"}[weight-1:]
	terms := make([]string, len(m.query.Terms()))
	for i, term := range m.query.Terms() {
		terms[i] = phrase(term)
	}
	slices.Sort(terms)
	return "{" + strings.Join(columns, " ") + "} : (" + strings.Join(slices.Compact(terms), " AND ") + ")"
}

func phrase(p text.Phrase) string {
	s := `"` + strings.Join(p.Tokens, " ") + `"`
	if p.Prefix {
		s += " *"
	}
	return s
}
