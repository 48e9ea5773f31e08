package identifier

import "strings"

// checkORCID follows ISO/IEC 7064 MOD 11-2, which ORCID iDs (a block of ISO
// 27729) use: t = (t + digit)·2 over 15 digits; the check digit is
// (12 − t mod 11) mod 11, written X for 10. Every mistyped digit is found.
func checkORCID(s string) string {
	const form = "is not an ORCID iD, which looks like 0000-0002-1825-0097"
	if len(s) != 19 || s[4] != '-' || s[9] != '-' || s[14] != '-' {
		return form
	}
	plain := s[:4] + s[5:9] + s[10:14] + s[15:]
	want, ok := orcidCheck(plain[:15])
	if _, digit := values(plain[15:], digitsX); !ok || !digit {
		return form
	}
	if plain[15:] != want {
		return mismatch(plain[15:], want)
	}
	return ""
}

func normaliseORCID(s string) string {
	s = upper(strings.TrimSuffix(cutAddress(s, "orcid.org", "www.orcid.org"), "/"))
	if _, ok := values(s, digitsX); ok && len(s) == 16 {
		s = s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
	}
	return s
}
