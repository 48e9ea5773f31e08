package identifier

import (
	"maps"
	"slices"
	"strings"

	"innograph/kg"
	"innograph/kg/text"
)

// The rules that have a name.
const (
	USCC             = "uscc"              // unified social credit code
	LegacyUSCC       = "uscc-legacy"       // one of the pilot era, whose check character may not fit
	OrganisationCode = "organisation-code" // the code within a unified social credit code
	ORCID            = "orcid"
	ROR              = "ror"
	CNPatent         = "cn-patent" // Chinese patent application number
	DOI              = "doi"
	Country          = "country" // ISO 3166-1 alpha-2
)

// A rule tells what is wrong with a value, or returns "". normalise returns
// the form it accepts, where the value is another spelling of it.
type rule struct {
	check     func(value string) string
	normalise func(value string) string
}

var rules = map[string]rule{
	USCC:             {checkUSCC, upper},
	LegacyUSCC:       {checkLegacyUSCC, upper},
	OrganisationCode: {checkOrganisationCode, normaliseOrganisationCode},
	ORCID:            {checkORCID, normaliseORCID},
	ROR:              {checkROR, normaliseROR},
	CNPatent:         {checkCNPatent, normaliseCNPatent},
	DOI:              {checkDOI, normaliseDOI},
	Country:          {checkCountry, upper},
}

// Known reports whether there is a rule of that name or range.
func Known(name string) bool {
	if _, ok := rules[name]; ok {
		return true
	}
	_, ok := parseRange(name)
	return ok
}

// Check returns nil when a value follows a rule, and otherwise a kg.ErrInvalid
// about the rule that says what is wrong and, where it can, how to mend it.
// Numbers are given as plain decimal text.
func Check(name, value string) error {
	var wrong string
	if r, ok := rules[name]; ok {
		wrong = r.check(value)
	} else if r, ok := parseRange(name); ok {
		wrong = r.check(value)
	} else {
		return kg.Invalid(name, "there is no such rule; use one of %s, or a range such as 1..9, 0.. or 0..1",
			strings.Join(slices.Sorted(maps.Keys(rules)), ", "))
	}
	if wrong != "" {
		return kg.Invalid(name, "%q %s", text.Shorten(value, mostShown), wrong)
	}
	return nil
}

// Normalise returns the spelling that Check accepts of a value that is spelt
// otherwise: as an address, in another case, with a prefix, with spaces around.
// What it cannot read stays as it is, for Check to refuse.
func Normalise(name, value string) string {
	if r, ok := rules[name]; ok {
		return r.normalise(strings.TrimSpace(value))
	}
	return value
}

// mostShown is how many bytes of a value a message repeats.
const mostShown = 60

// upper changes ASCII letters alone, so that no other text turns into a code.
func upper(s string) string { return ascii(s, 'a', 'z', 'A') }

func lower(s string) string { return ascii(s, 'A', 'Z', 'a') }

func ascii(s string, first, last, to rune) string {
	return strings.Map(func(r rune) rune {
		if r >= first && r <= last {
			return r - first + to
		}
		return r
	}, s)
}

// cutAddress removes an http or https address of one of the hosts.
func cutAddress(s string, hosts ...string) string {
	folded := lower(s)
	for _, scheme := range []string{"https://", "http://", ""} {
		for _, host := range hosts {
			if prefix := scheme + host + "/"; strings.HasPrefix(folded, prefix) {
				return s[len(prefix):]
			}
		}
	}
	return s
}

// values returns the place of each character in an alphabet, or false when one
// is not of it.
func values(s, alphabet string) ([]int, bool) {
	list := make([]int, len(s))
	for i := range len(s) {
		if list[i] = strings.IndexByte(alphabet, s[i]); list[i] < 0 {
			return nil, false
		}
	}
	return list, true
}

const (
	digits  = "0123456789"
	digitsX = digits + "X" // check digits of modulus 11, X for 10
)

func isDigits(s string) bool { return strings.Trim(s, digits) == "" }

func mismatch(got string, want string) string {
	return "ends in " + got + " where its other characters call for " + want + "; one of them is mistyped"
}
