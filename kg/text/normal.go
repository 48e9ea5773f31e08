package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normal form C, the form all text is stored in.
func NFC(s string) string { return norm.NFC.String(s) }

// IsNFC reports whether s is in normal form C.
func IsNFC(s string) bool { return norm.NFC.IsNormalString(s) }

// Fold returns s without differences of width, compatibility form, case and
// accents, for matching, never for showing.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	eachPiece(s, func(folded string, _, _ int) { b.WriteString(folded) })
	return b.String()
}
