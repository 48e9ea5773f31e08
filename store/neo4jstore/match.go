package neo4jstore

import (
	"strings"

	"innograph/kg/text"
)

// A sought is a clause of a query of the index of words. What is not exact finds
// all it should and more.
type sought struct {
	text  string
	exact bool
}

// anyOf and everyOf join clauses.
func anyOf(list []sought) sought   { return joined(list, "") }
func everyOf(list []sought) sought { return joined(list, "+") }

func joined(list []sought, sign string) sought {
	if len(list) == 1 {
		return list[0]
	}
	all := sought{exact: true}
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = sign + s.text
		all.exact = all.exact && s.exact
	}
	all.text = "(" + strings.Join(texts, " ") + ")"
	return all
}

// A matcher writes queries of the index of words. Tokens and keys hold nothing that
// means anything there.
type matcher struct {
	query     *text.Query
	minWeight int
}

func newMatcher(q *text.Query, minWeight int) *matcher { return &matcher{q, max(1, minWeight)} }

// A band is the nodes found with so many points. Queries of the index find them or,
// where it is not exact, more.
type band struct {
	points int
	equals bool     // all of them have a text that is just the query
	either string   // clause that finds them
	less   []string // and those that find none of them
	exact  bool
}

// query returns the query of a band, of what other clauses find too.
func (b *band) query(also ...string) string { return written("+"+b.either, b.less, also, "") }

// written writes a query: what finds, what finds none, and what has to find as well.
func written(query string, less, also []string, weight string) string {
	for _, clause := range less {
		query += " -" + clause
	}
	for _, clause := range also {
		if clause != "" {
			query += " +" + clause + weight
		}
	}
	return query
}

// bands returns the bands that the index can tell apart, those of most points first,
// and the rest: the first that it cannot, and all nodes from it on; nil where there
// are none.
func (m *matcher) bands() (exact []*band, next, rest *band) {
	for points := text.Points(text.MaxWeight, text.Equals); points > 0; points-- {
		b := m.band(points)
		if b == nil {
			continue
		}
		if !b.exact {
			return exact, b, &band{points: points, either: m.all().text, less: b.less}
		}
		exact = append(exact, b)
	}
	return exact, nil, nil
}

// band returns the nodes with so many points, or nil.
func (m *matcher) band(points int) *band {
	var found []sought
	b := &band{points: points, equals: true, exact: true}
	for _, w := range m.query.Ways(points, m.minWeight) {
		found = append(found, m.matching(w.Weight, w.Match))
		b.equals = b.equals && w.Match == text.Equals
	}
	if len(found) == 0 {
		return nil
	}
	all := anyOf(found)
	b.either, b.exact = all.text, all.exact
	for _, w := range m.query.WaysAbove(points, m.minWeight) {
		above := m.matching(w.Weight, w.Match)
		if above.exact {
			b.less = append(b.less, above.text)
		}
		b.exact = b.exact && above.exact
	}
	return b
}

// all returns what finds every node.
func (m *matcher) all() sought { return m.matching(m.minWeight, text.HasTerms) }

// matching returns what finds the nodes whose texts of a weight match so far or
// further.
func (m *matcher) matching(weight int, of text.Match) sought {
	field := wordsName(weight) + ":"
	switch of {
	case text.Equals, text.Begins:
		key, beginning := m.query.Key()
		if cut := cutKey(key); cut != key {
			return sought{field + `"` + cut + `"`, false}
		}
		if of == text.Equals {
			return sought{field + `"` + key + `"`, true}
		}
		return sought{field + beginning + "*", true}
	case text.Contains:
		return phrase(field, m.query.Whole())
	}
	terms := make([]sought, len(m.query.Terms()))
	for i, term := range m.query.Terms() {
		var fields []sought
		for w := text.MaxWeight; w >= weight; w-- {
			fields = append(fields, phrase(wordsName(w)+":", term))
		}
		terms[i] = anyOf(fields)
	}
	return everyOf(terms)
}

// phrase returns what finds a phrase in a field. Of one that ends in the beginning of
// a word the index can only be asked for the parts.
func phrase(field string, p text.Phrase) sought {
	last := len(p.Tokens) - 1
	switch {
	case !p.Prefix:
		return sought{field + `"` + strings.Join(p.Tokens, " ") + `"`, true}
	case last == 0:
		return sought{field + p.Tokens[0] + "*", true}
	default:
		return sought{"(+" + field + `"` + strings.Join(p.Tokens[:last], " ") + `" +` + field + p.Tokens[last] + "*)", false}
	}
}
