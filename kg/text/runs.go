package text

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TokenRules names the rules by which tokens are made. A store keeps it beside
// them and makes them anew when it changes.
const TokenRules = "1, Unicode " + unicode.Version + ", normal forms " + norm.Version

// MaxWord is how many characters of a word count.
const MaxWord = 64

// A char is a character of a folded text, and where in the source it comes from.
// Several may come from one, as those of a ligature.
type char struct {
	folded     rune
	start, end int
}

// A run is a word, or Han characters in a row.
type run struct {
	chars []char
	han   bool
}

// runsOf returns the runs of a text, in order.
func runsOf(s string) []run {
	var runs []run
	var open run
	flush := func() {
		if len(open.chars) > 0 {
			runs = append(runs, open)
		}
		open = run{}
	}
	eachPiece(s, func(folded string, start, end int) {
		for _, r := range folded {
			han := unicode.Is(unicode.Han, r)
			switch {
			case isUnseen(r):
				if n := len(open.chars); n > 0 {
					open.chars[n-1].end = end
				}
				continue
			case !han && !isOfWord(r):
				flush()
				continue
			case han != open.han:
				flush()
			}
			open.han = han
			if han || len(open.chars) < MaxWord {
				open.chars = append(open.chars, char{r, start, end})
			}
		}
	})
	flush()
	return runs
}

func isOfWord(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// isUnseen reports whether a character neither is seen nor separates.
func isUnseen(r rune) bool {
	const zeroWidthSpace = '\u200b' // which separates
	return r >= 0x80 && r != zeroWidthSpace && unicode.Is(unicode.Cf, r)
}

// text returns the folded text of a run.
func (r *run) text() string { return textOf(r.chars) }

func textOf(chars []char) string {
	folded := make([]rune, len(chars))
	for i, c := range chars {
		folded[i] = c.folded
	}
	return string(folded)
}
