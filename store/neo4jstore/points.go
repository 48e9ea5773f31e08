package neo4jstore

import (
	"slices"
	"strconv"
	"strings"

	"innograph/kg/text"
	"innograph/store/fragment"
)

// pointsOf returns the clauses that work out the points of a node n from its texts,
// after which n and points are known. It is what kg/text means, whatever the index
// of words can be asked for.
func (m *matcher) pointsOf(st *statement) string {
	equals := st.named("equals", text.Boundary+" "+strings.Join(m.query.Exact(), " ")+" "+text.Boundary)
	begins := st.named("begins", text.Boundary+looked(m.query.Whole()))
	contains := st.named("contains", looked(m.query.Whole()))
	terms := make([]any, len(m.query.Terms()))
	for i, term := range m.query.Terms() {
		terms[i] = looked(term)
	}
	hasTerms := st.named("terms", terms)
	columns := []string{"n"}
	var conditions [1 + text.MaxWeight*int(text.Equals)][]string // by points
	var has []string
	for weight := text.MaxWeight; weight >= m.minWeight; weight-- {
		words := "w" + strconv.Itoa(weight)
		columns = append(columns, "' ' + coalesce(n."+wordsName(weight)+", '') + ' "+text.Boundary+"' AS "+words)
		has = append(has, words+" CONTAINS t")
		add := func(of text.Match, condition string) {
			points := text.Points(weight, of)
			conditions[points] = append(conditions[points], condition)
		}
		add(text.Equals, words+" CONTAINS "+equals)
		add(text.Begins, words+" CONTAINS "+begins)
		add(text.Contains, words+" CONTAINS "+contains)
		add(text.HasTerms, "all(t IN "+hasTerms+" WHERE "+strings.Join(has, " OR ")+")")
	}
	choice := "CASE"
	for points, either := range slices.Backward(conditions[:]) {
		if len(either) > 0 {
			choice += " WHEN " + strings.Join(either, " OR ") + " THEN " + strconv.Itoa(points)
		}
	}
	return " WITH " + fragment.Commas(columns) + " WITH n, " + choice + " ELSE 0 END AS points"
}

// looked returns what the texts of a node contain where they have a phrase.
func looked(p text.Phrase) string {
	s := " " + strings.Join(p.Tokens, " ")
	if !p.Prefix {
		s += " "
	}
	return s
}
