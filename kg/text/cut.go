package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// window returns the part of a text around a focus that a snippet shows: all of it
// if it is short enough. It is cut at spaces where some are near, else between
// characters as readers see them, and within one only if it is too long.
func window(s string, focus span) span {
	if utf8.RuneCountInString(s) <= SnippetLength {
		return span{0, len(s)}
	}
	const size = SnippetLength - 2 // for the ellipses
	start := back(s, focus.start, snippetLead)
	end := ahead(s, start, size)
	if end == len(s) {
		start = back(s, end, size)
	}
	if start > 0 {
		start = nearBreak(s, start, ahead, func(at int) bool { return at < focus.start }, focus.start)
	}
	limit := focus.end
	if limit >= end {
		limit = focus.start
	}
	if end < len(s) {
		end = nearBreak(s, end, back, func(at int) bool { return at > limit }, end)
	}
	return span{start, end}
}

// back returns the place n characters before at, ahead that after it.
func back(s string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return at
}

func ahead(s string, at, n int) int {
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

// nearBreak returns where to cut at a place or near it, the way that step goes and
// as long as within allows; else where it is told.
func nearBreak(s string, at int, step func(s string, at, n int) int, within func(at int) bool, otherwise int) int {
	first := -1
	for i, steps := at, 0; within(i); i, steps = step(s, i, 1), steps+1 {
		switch {
		case steps < snippetSlip && afterSpace(s, i):
			return i
		case first < 0 && isBreak(s, i):
			first = i
		case first >= 0 && steps >= snippetSlip:
			return first
		}
	}
	if first >= 0 {
		return first
	}
	return otherwise
}

func afterSpace(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsSpace(r) && isBreak(s, at)
}

// isBreak reports whether a text can be cut at a place without parting what is seen
// as one character: accents, joined emoji, skin tones, flags, Hangul syllables.
func isBreak(s string, at int) bool {
	next, _ := utf8.DecodeRuneInString(s[at:])
	last, _ := utf8.DecodeLastRuneInString(s[:at])
	const joiner = '\u200d'
	switch {
	case at == 0 || at == len(s):
		return true
	case unicode.In(next, unicode.M, unicode.Cf) || last == joiner:
		return false
	case '\U0001f3fb' <= next && next <= '\U0001f3ff':
		return false
	case isFlag(next) && isFlag(last):
		return false
	default:
		return norm.NFC.PropertiesString(s[at:]).BoundaryBefore()
	}
}

// isFlag reports whether a character is one of those that make flags in pairs.
func isFlag(r rune) bool { return '\U0001f1e6' <= r && r <= '\U0001f1ff' }
