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
	chars := make([]char, 0, len(s))
	open, han := 0, false // where the run that is not closed begins, and what it is
	flush := func() {
		if len(chars) > open {
			runs = append(runs, run{chars[open:len(chars):len(chars)], han})
		}
		open = len(chars)
	}
	eachPiece(s, func(folded string, start, end int) {
		for _, r := range folded {
			is := isHan(r)
			switch {
			case !is && isUnseen(r):
				if len(chars) > open {
					chars[len(chars)-1].end = end
				}
				continue
			case !is && !isOfWord(r):
				flush()
				continue
			case is != han:
				flush()
			}
			han = is
			if han || len(chars)-open < MaxWord {
				chars = append(chars, char{r, start, end})
			}
		}
	})
	flush()
	return runs
}

func isHan(r rune) bool {
	const first = '\u2e80'
	return r >= first && (isCommonHan(r) || unicode.Is(unicode.Han, r))
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

func textOf(chars []char) string {
	folded := make([]rune, len(chars))
	for i, c := range chars {
		folded[i] = c.folded
	}
	return string(folded)
}
