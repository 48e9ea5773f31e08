package identifier

import "strings"

// checkCNPatent follows ZC 0006-2003, the standard for Chinese patent
// application numbers since October 2003: four digits of the year, one of the
// type (1 and 8 invention, 2 and 9 utility model, the latter of each by PCT, 3
// design), a serial number of seven, a point and a check digit. That is
// Σ wᵢ·dᵢ mod 11 over the twelve digits with the weights 2 to 9 and 2 to 5,
// written X for 10. Every mistyped digit is found.
func checkCNPatent(s string) string {
	if len(s) != 14 || s[12] != '.' || !isDigits(s[:12]) || s[13] != 'X' && !isDigits(s[13:]) {
		return "is not a Chinese patent application number: twelve digits, a point and a check digit, as in 200310100002.X"
	}
	if !strings.Contains("12389", s[4:5]) {
		return "is not a Chinese patent application number: the fifth digit is the type, 1, 2, 3, 8 or 9"
	}
	if want, _ := cnPatentCheck(s[:12]); s[13:] != want {
		return mismatch(s[13:], want)
	}
	return ""
}

// normaliseCNPatent drops the country and the ZL of granted patents, and puts
// the point where it is left out.
func normaliseCNPatent(s string) string {
	s = upper(s)
	for _, prefix := range []string{"CN", "ZL"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, prefix))
	}
	if len(s) == 13 && isDigits(s[:12]) {
		s = s[:12] + "." + s[12:]
	}
	return s
}
