package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a query.
const (
	maxQuery       = 256 // characters, in normal form C and when folded
	maxQueryTerms  = 32
	maxQueryTokens = 64
)

// A QueryError says why a text is no query, in words for whoever wrote it.
type QueryError struct {
	TooLarge bool
	Reason   string
}

// Error returns the reason.
func (e *QueryError) Error() string { return e.Reason }

// A Query is what a search looks for.
type Query struct {
	terms []Phrase
	whole Phrase
	exact []string // the tokens of a text that is just this
	key   string
}

// A Phrase is tokens that stand side by side in one text.
type Phrase struct {
	Tokens []string
	Prefix bool // the last token is the beginning of one
}

// ParseQuery reads a query. It is a QueryError when it is too large or not UTF-8.
func ParseQuery(s string) (*Query, error) {
	if !utf8.ValidString(s) {
		return nil, &QueryError{Reason: "the text is not valid UTF-8; send it as UTF-8"}
	}
	if len(s) > maxQuery*utf8.UTFMax*4 { // no normal form makes so much so small
		return nil, tooLong()
	}
	if s = NFC(s); utf8.RuneCountInString(s) > maxQuery {
		return nil, tooLong()
	}
	var terms [][]run
	var all []run
	folded := 0
	for _, term := range strings.FieldsFunc(s, unicode.IsSpace) {
		runs := runsOf(term)
		if len(runs) == 0 {
			continue
		}
		for _, r := range runs {
			folded += len(r.chars)
		}
		terms = append(terms, runs)
		all = append(all, runs...)
	}
	exact := texts(tokensOf(all, true))
	switch {
	case folded > maxQuery:
		return nil, tooLong()
	case len(terms) > maxQueryTerms || len(exact) > maxQueryTokens:
		return nil, &QueryError{TooLarge: true, Reason: fmt.Sprintf(
			"a search has at most %d terms with spaces between, and %d words and Chinese characters in all; search for fewer", maxQueryTerms, maxQueryTokens)}
	}
	q := &Query{exact: exact, key: keyOf(all)}
	for i, runs := range terms {
		q.terms = append(q.terms, phraseOf(runs, i == len(terms)-1))
	}
	if len(terms) > 0 {
		q.whole = phraseOf(all, true)
	}
	return q, nil
}

func tooLong() error {
	return &QueryError{TooLarge: true, Reason: fmt.Sprintf("a search has at most %d characters; search for less", maxQuery)}
}

// phraseOf returns the phrase of a term's runs. A word is a prefix only where it
// ends the query.
func phraseOf(runs []run, last bool) Phrase {
	end := &runs[len(runs)-1]
	return Phrase{
		Tokens: texts(tokensOf(runs, false)),
		Prefix: end.han && len(end.chars) == 1 || !end.han && last,
	}
}

// Empty reports whether there is nothing to look for, so that nothing is found.
func (q *Query) Empty() bool { return len(q.terms) == 0 }

// Terms returns what must be found, each in any text. The caller must not change
// them.
func (q *Query) Terms() []Phrase { return q.terms }

// Whole returns all terms as one phrase.
func (q *Query) Whole() Phrase { return q.whole }

// Exact returns the tokens of a text that is just the query. The caller must not
// change them.
func (q *Query) Exact() []string { return q.exact }

// Key returns the key that an Entry has of a text that is just the query, and what the
// keys of all texts begin with that begin with the query.
func (q *Query) Key() (key, beginning string) { return q.key, strings.TrimSuffix(q.key, Boundary) }
