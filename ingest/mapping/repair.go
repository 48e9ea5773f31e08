package mapping

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// charsets are those that UTF-8 is taken for by mistake.
var charsets = map[string]*charmap.Charmap{
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252,
}

// repair undoes the reading of UTF-8 as another character set, run by run: a
// run of other than ASCII characters that is not such a mistake stays as it is.
func repair(read *charmap.Charmap) step {
	isASCII := func(r rune) bool { return r < utf8.RuneSelf }
	return plain(func(s string) string {
		var b strings.Builder
		for s != "" {
			from := indexOr(s, len(s), func(r rune) bool { return !isASCII(r) })
			b.WriteString(s[:from])
			to := indexOr(s[from:], len(s)-from, isASCII) + from
			meant, rest := reread(read, s[from:to], s[to:])
			b.WriteString(meant)
			s = rest
		}
		return b.String()
	})
}

func indexOr(s string, none int, is func(rune) bool) int {
	if i := strings.IndexFunc(s, is); i >= 0 {
		return i
	}
	return none
}

// reread returns what a run means, and what is left of the text after it. The
// last byte may have been read as a no-break space, and that since have become
// a plain one, or gone with the space at the end of the text.
func reread(read *charmap.Charmap, run, after string) (meant, rest string) {
	if s, ok := bytesOf(read, run); ok {
		return s, after
	}
	if s, ok := bytesOf(read, run+"\u00a0"); ok && (after == "" || after[0] == ' ') {
		rest = strings.TrimPrefix(after, " ")
		if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) {
			rest = after // it parts words as well
		}
		return s, rest
	}
	return run, after
}

// bytesOf returns the bytes that were read as a text, if they are UTF-8. Bytes
// that mean nothing in the character set are read as control characters.
func bytesOf(read *charmap.Charmap, run string) (string, bool) {
	var b []byte
	for _, r := range run {
		c, ok := read.EncodeRune(r)
		if !ok && unicode.IsControl(r) && r <= unicode.MaxLatin1 {
			c, ok = byte(r), true
		}
		if !ok {
			return "", false
		}
		b = append(b, c)
	}
	return string(b), utf8.Valid(b)
}
