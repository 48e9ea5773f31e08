package identifier

import (
	"math/big"
	"regexp"
	"strings"
)

// A span is a closed range of numbers, open at an end that is nil.
type span struct {
	text      string
	low, high *big.Rat
}

// plain is a decimal number without exponent, short enough to compute with.
var plain = regexp.MustCompile(`^-?\d{1,40}(\.\d{1,40})?$`)

// parseRange reads "1..9", "0..1", "-0.5..", "..10".
func parseRange(s string) (span, bool) {
	low, high, ok := strings.Cut(s, "..")
	r := span{text: s, low: number(low), high: number(high)}
	switch {
	case !ok || r.low == nil && r.high == nil:
		return span{}, false
	case r.low == nil && low != "" || r.high == nil && high != "":
		return span{}, false
	case r.low != nil && r.high != nil && r.low.Cmp(r.high) > 0:
		return span{}, false
	}
	return r, true
}

func number(s string) *big.Rat {
	if !plain.MatchString(s) {
		return nil
	}
	n, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return n
}

func (r span) check(value string) string {
	n := number(value)
	switch {
	case n == nil:
		return "is not a plain decimal number, such as 12 or 0.5"
	case r.low != nil && n.Cmp(r.low) < 0, r.high != nil && n.Cmp(r.high) > 0:
		return "is outside the range " + r.text
	}
	return ""
}
