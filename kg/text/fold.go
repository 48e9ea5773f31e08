package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// eachPiece calls each with the smallest pieces of s that fold on their own, in
// order: the folded text, and where in s it comes from. A piece takes in the
// accents that follow it, which leave no trace in what is folded. Bytes that are no
// UTF-8 fold to U+FFFD.
func eachPiece(s string, each func(folded string, start, end int)) {
	var open string // without marks, and not yet composed
	start, end := 0, 0
	flush := func() {
		if open != "" {
			each(lower(norm.NFC.String(open)), start, end)
		}
		open = ""
	}
	for at := 0; at < len(s); {
		next := at + 1
		if s[at] >= utf8.RuneSelf || next < len(s) && s[next] >= utf8.RuneSelf {
			next = at + norm.NFKD.NextBoundaryInString(s[at:], true)
		}
		bare := withoutMarks(norm.NFKD.String(s[at:next]))
		switch {
		case bare == "" && open == "":
		case bare == "":
			end = next
		case open != "" && !norm.NFC.PropertiesString(bare).BoundaryBefore():
			open, end = open+bare, next
		default:
			flush()
			open, start, end = bare, at, next
		}
		at = next
	}
	flush()
}

// withoutMarks returns s without nonspacing marks.
func withoutMarks(s string) string {
	if len(s) == 1 {
		return s
	}
	if strings.IndexFunc(s, isNonspacing) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isNonspacing(r) {
			return -1
		}
		return r
	}, s)
}

func isNonspacing(r rune) bool { return r >= 0x300 && unicode.Is(unicode.Mn, r) }

// lower is strings.ToLower, quick for what is most.
func lower(s string) string {
	if len(s) == 1 && s[0] < utf8.RuneSelf && (s[0] < 'A' || s[0] > 'Z') {
		return s
	}
	return strings.ToLower(s)
}
