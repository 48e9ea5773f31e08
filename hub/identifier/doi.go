package identifier

import (
	"regexp"
	"strings"
	"unicode"
)

// doiPrefix is the directory code 10 and a registrant's code, which may be
// divided (ISO 26324). Codes given out so far have four to nine digits.
var doiPrefix = regexp.MustCompile(`^10\.\d{4,9}(\.\d+)*/`)

// checkDOI follows ISO 26324: a prefix, a slash, and a suffix of printable
// characters without space. A DOI has no check digit. Its ASCII letters count
// the same in either case; the small ones are its form here, so that one work
// has one text.
func checkDOI(s string) string {
	prefix := doiPrefix.FindString(s)
	suffix := s[len(prefix):]
	switch {
	case prefix == "" || suffix == "":
		return "is not a DOI, which looks like 10.21105/jose.00013"
	case strings.ContainsFunc(suffix, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar
	}):
		return "is not a DOI: it contains a space or a character that cannot be printed"
	case s != lower(s):
		return "is not in small letters, in which DOIs are kept"
	}
	return ""
}

func normaliseDOI(s string) string {
	s = lower(cutAddress(s, "doi.org", "dx.doi.org", "www.doi.org"))
	return strings.TrimSpace(strings.TrimPrefix(s, "doi:"))
}
