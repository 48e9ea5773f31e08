package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normal form C, the form all text is stored in.
func NFC(s string) string { return norm.NFC.String(s) }

// IsNFC reports whether s is in normal form C.
func IsNFC(s string) bool { return norm.NFC.IsNormalString(s) }

// Fold returns s without differences of width, compatibility form, case and
// accents, for matching, never for showing.
func Fold(s string) string {
	fold := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	folded, _, err := transform.String(fold, s)
	if err != nil {
		folded = s
	}
	return strings.ToLower(folded)
}
