package text

import (
	"slices"
	"strings"
)

// MaxWeight is the greatest weight of a text; the least is 1.
const MaxWeight = 3

// A Field is a text of a record that searches look into. Property and Language tell
// where it stands, for the caller alone.
type Field struct {
	Weight   int
	Text     string
	Property string
	Language string
}

// A Match says how much of a query stands together.
type Match int

// The matches, each including the one before when it is of one text.
const (
	NoMatch  Match = iota
	HasTerms       // every term is found in texts of that weight or more
	Contains       // the terms stand side by side in a text of that weight
	Begins         // and begin it
	Equals         // and are all of it, the last not as a beginning
)

// Points returns what a match of texts of a weight is worth: 0 to 12. The best
// match of a record decides.
func Points(weight int, m Match) int { return weight * int(m) }

// maxLength is the length beyond which longer makes no difference.
const maxLength = pointsStep - 1

// pointsStep is what one point counts for in a score.
const pointsStep = 100

// Score returns how well a record of a length (see Length) with so many points
// fits. Records with more points come first; of equal ones the shorter.
func Score(points, length int) int { return pointsStep*points - length }

// Span takes a score apart. Of a number that is no score it gives the least points
// and length that a record has whose score is not above it; 0 points where no record
// has.
func Span(score int64) (points, length int) {
	const beyond = pointsStep * (MaxWeight*int64(Equals) + 1)
	s := int(min(max(score, 0), beyond))
	points = (s + maxLength) / pointsStep
	return points, pointsStep*points - s
}

// Length returns the length of a record: the number of tokens in its texts of the
// greatest weight that have some, at most 99. That is usually its name.
func Length(fields []Field) int {
	var counts [MaxWeight]int
	for _, f := range fields {
		counts[f.Weight-1] += len(Tokens(f.Text))
	}
	return lengthOf(counts)
}

// lengthOf returns the length of a record with so many tokens of each weight.
func lengthOf(counts [MaxWeight]int) int {
	for _, n := range slices.Backward(counts[:]) {
		if n > 0 {
			return min(n, maxLength)
		}
	}
	return 0
}

// Score returns how well a record with these texts fits, texts of less than
// minWeight left aside; 0 when it is not found. This is the meaning every engine
// answers by.
func (q *Query) Score(fields []Field, minWeight int) int {
	tokens := make([][]string, len(fields))
	for i, f := range fields {
		tokens[i] = Tokens(f.Text)
	}
	points := 0
	for weight := max(1, minWeight); weight <= MaxWeight; weight++ {
		points = max(points, Points(weight, q.match(fields, tokens, weight)))
	}
	if points == 0 {
		return 0
	}
	return Score(points, Length(fields))
}

// match returns how the texts of one weight match.
func (q *Query) match(fields []Field, tokens [][]string, weight int) Match {
	best := NoMatch
	for i, f := range fields {
		if f.Weight == weight {
			best = max(best, q.matchOne(tokens[i]))
		}
	}
	if best > NoMatch || q.Empty() {
		return best
	}
	for _, term := range q.terms {
		found := false
		for i, f := range fields {
			found = found || f.Weight >= weight && term.find(tokens[i]) >= 0
		}
		if !found {
			return NoMatch
		}
	}
	return HasTerms
}

// matchOne returns how one text matches the query as a phrase.
func (q *Query) matchOne(tokens []string) Match {
	at := q.whole.find(tokens)
	switch {
	case q.Empty() || at < 0:
		return NoMatch
	case at > 0:
		return Contains
	case !slices.Equal(tokens, q.exact):
		return Begins
	default:
		return Equals
	}
}

// find returns where the phrase first stands among tokens, or -1.
func (p *Phrase) find(tokens []string) int {
	for at := 0; at+len(p.Tokens) <= len(tokens); at++ {
		if p.at(tokens[at:]) {
			return at
		}
	}
	return -1
}

// at reports whether tokens begin with the phrase.
func (p *Phrase) at(tokens []string) bool {
	last := len(p.Tokens) - 1
	for i, want := range p.Tokens {
		if got := tokens[i]; got != want && (i < last || !p.Prefix || !strings.HasPrefix(got, want)) {
			return false
		}
	}
	return true
}
