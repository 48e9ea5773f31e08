package identifier

import "strings"

// rorAlphabet is Douglas Crockford's base 32 in small letters.
const rorAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// checkROR follows the description of ROR identifiers by the Research
// Organization Registry: 0, six characters of base 32, and as ISO/IEC 7064 MOD
// 97-10 two check digits, 98 − (100·n mod 97) for the number n that the first
// seven characters write. Every mistyped character is found.
func checkROR(s string) string {
	const form = "is not a ROR id: 0, six digits or small letters but i, l, o and u, then two digits, as in 023hj5876"
	if len(s) != 9 || s[0] != '0' || !isDigits(s[7:]) {
		return form
	}
	want, ok := rorCheck(s[:7])
	switch {
	case !ok:
		return form
	case s[7:] != want:
		return mismatch(s[7:], want)
	}
	return ""
}

func normaliseROR(s string) string {
	return lower(strings.TrimSuffix(cutAddress(s, "ror.org", "www.ror.org"), "/"))
}
