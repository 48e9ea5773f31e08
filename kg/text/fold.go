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
		if size := plain(s[at:]); size > 0 {
			flush()
			each(lower(s[at:at+size]), at, at+size)
			at += size
			continue
		}
		next := at + norm.NFKD.NextBoundaryInString(s[at:], true)
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

// plain returns the size of a character that is a piece of its own and that nothing
// but its case can change, as most are; 0 where that takes a closer look.
func plain(s string) int {
	size := simple(s)
	if size == 0 || size < len(s) && simple(s[size:]) == 0 {
		return 0 // what comes next may belong to it
	}
	return size
}

// simple returns the size of the ASCII or common Han character a text begins with.
func simple(s string) int {
	if s[0] < utf8.RuneSelf {
		return 1
	}
	if r, size := utf8.DecodeRuneInString(s); isCommonHan(r) {
		return size
	}
	return 0
}

// isCommonHan reports whether a character is of the first block of Han, where none
// has another form.
func isCommonHan(r rune) bool { return '\u4e00' <= r && r <= '\u9fff' }

// withoutMarks returns s without nonspacing marks.
func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if isNonspacing(r) {
			return -1
		}
		return r
	}, s)
}

func isNonspacing(r rune) bool { return r >= 0x300 && unicode.Is(unicode.Mn, r) }

// lower is strings.ToLower, quick for single letters.
func lower(s string) string {
	const alphabet = "abcdefghijklmnopqrstuvwxyz"
	if len(s) > 1 || s == "" {
		return strings.ToLower(s)
	}
	if c := s[0]; 'A' <= c && c <= 'Z' {
		return alphabet[c-'A' : c-'A'+1]
	}
	return s
}
