package mapping

import (
	"slices"
	"strings"
	"unicode"
)

// NameKey returns what names are compared by: letters and digits without case,
// width and accents, and without words at the end that do not count, such as
// legal forms. drop holds those words as Fold writes them.
func NameKey(name string, drop []string) string {
	if len(drop) == 0 {
		return Fold(name)
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	for len(words) > 1 && slices.Contains(drop, Fold(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	key := Fold(strings.Join(words, ""))
	for _, ending := range drop {
		// Chinese is written without spaces.
		if cut, ok := strings.CutSuffix(key, ending); ok && cut != "" && strings.ContainsFunc(ending, isHan) {
			key = cut
		}
	}
	return key
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
