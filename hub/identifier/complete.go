package identifier

import (
	"fmt"

	"innograph/kg"
	"innograph/kg/text"
)

// Complete returns a stem with the check characters that one of the rules USCC,
// OrganisationCode, ORCID, ROR and CNPatent call for: the first 17 characters of
// a unified social credit code, the first eight of an organisation code, the 15
// digits of an ORCID iD without hyphens, the first seven characters of a ROR
// id, the twelve digits of an application number. What is not such a stem is a
// kg.ErrInvalid.
func Complete(rule, stem string) (string, error) {
	sum, ok := sums[rule]
	if !ok {
		return "", kg.Invalid(rule, "this rule has no check character")
	}
	check, ok := sum(stem)
	if !ok {
		return "", kg.Invalid(rule, "%q is not what comes before its check character", text.Shorten(stem, mostShown))
	}
	whole := stem + check
	switch rule {
	case ORCID:
		whole = normaliseORCID(whole)
	case CNPatent:
		whole = stem + "." + check
	}
	return whole, Check(rule, whole)
}

// sums reckon the check characters of a stem; ok is false when its characters
// or their number are not those of the rule.
var sums = map[string]func(stem string) (check string, ok bool){
	USCC:             usccCheck,
	OrganisationCode: organisationCheck,
	ORCID:            orcidCheck,
	ROR:              rorCheck,
	CNPatent:         cnPatentCheck,
}

func usccCheck(stem string) (string, bool) {
	list, ok := values(stem, usccAlphabet)
	if !ok || len(list) != len(usccWeights) {
		return "", false
	}
	sum := 0
	for i, w := range usccWeights {
		sum += w * list[i]
	}
	return at(usccAlphabet, (31-sum%31)%31), true
}

func organisationCheck(stem string) (string, bool) {
	list, ok := values(stem, organisationAlphabet)
	if !ok || len(list) != len(organisationWeights) {
		return "", false
	}
	sum := 0
	for i, w := range organisationWeights {
		sum += w * list[i]
	}
	return at(digitsX, (11-sum%11)%11), true
}

func orcidCheck(stem string) (string, bool) {
	list, ok := values(stem, digits)
	if !ok || len(list) != 15 {
		return "", false
	}
	t := 0
	for _, digit := range list {
		t = (t + digit) * 2
	}
	return at(digitsX, (12-t%11)%11), true
}

func rorCheck(stem string) (string, bool) {
	list, ok := values(stem, rorAlphabet)
	if !ok || len(list) != 7 {
		return "", false
	}
	n := 0
	for _, v := range list {
		n = n*32 + v
	}
	return fmt.Sprintf("%02d", 98-100*n%97), true
}

func cnPatentCheck(stem string) (string, bool) {
	list, ok := values(stem, digits)
	if !ok || len(list) != 12 {
		return "", false
	}
	sum := 0
	for i, digit := range list {
		sum += (2 + i%8) * digit
	}
	return at(digitsX, sum%11), true
}

func at(alphabet string, i int) string { return alphabet[i : i+1] }
