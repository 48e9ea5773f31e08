package identifier

import "strings"

// The characters of a unified social credit code (GB 32100-2015):
// digits and capital letters but I, O, S, V and Z, which look like others. A
// character's value is its place.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// usccWeights are 3^i mod 31 for the first 17 characters (GB
// 32100-2015).
var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// checkUSCC follows GB 32100-2015: the check character has the value
// (31 − Σ wᵢ·cᵢ mod 31) mod 31. The modulus is prime and no weight a multiple of
// it, so that every mistyped character is found, and every two neighbours that
// are swapped.
//
// The organisation code within (characters 9 to 17) is not checked apart: the
// check character covers it.
func checkUSCC(s string) string {
	if wrong := checkLegacyUSCC(s); wrong != "" {
		return wrong
	}
	if want, _ := usccCheck(s[:17]); s[17:] != want {
		return mismatch(s[17:], want)
	}
	return ""
}

// checkLegacyUSCC checks the form alone: of the codes given out before the
// standard was in force some have another check character and are legal.
func checkLegacyUSCC(s string) string {
	if len(s) != 18 {
		return "is not a unified social credit code, which has 18 characters"
	}
	if _, ok := values(s, usccAlphabet); !ok {
		return "is not a unified social credit code: it has digits and capital letters, but not I, O, S, V or Z"
	}
	if !isDigits(s[2:8]) {
		return "is not a unified social credit code: characters 3 to 8 are the six digits of a region"
	}
	return ""
}

const organisationAlphabet = digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

var organisationWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}

// checkOrganisationCode follows GB 11714-1997: eight digits or letters (0–9,
// A–Z = 10–35) and the check character 11 − Σ wᵢ·cᵢ mod 11, written X for 10
// and 0 for 11. Every mistyped digit is found; two letters whose values differ
// by a multiple of 11 are not told apart.
func checkOrganisationCode(s string) string {
	const form = "is not an organisation code: eight digits or capital letters, then a digit or X, as in M000100Y4"
	if len(s) != 9 || s[8] != 'X' && !isDigits(s[8:]) {
		return form
	}
	want, ok := organisationCheck(s[:8])
	switch {
	case !ok:
		return form
	case s[8:] != want:
		return mismatch(s[8:], want)
	}
	return ""
}

func normaliseOrganisationCode(s string) string {
	if len(s) == 10 && s[8] == '-' { // the form printed on certificates
		s = strings.Replace(s, "-", "", 1)
	}
	return upper(s)
}
