package text

import "unicode/utf8"

// Shorten returns s or, where that has more than so many bytes, as much of its
// beginning as fits with an ellipsis; it parts no character. It is for messages and
// logs, which repeat what may be of any size.
func Shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	end := max(0, most-len(ellipsis))
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + ellipsis
}
