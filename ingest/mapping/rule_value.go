package mapping

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"innograph/kg"
)

var rangePattern = regexp.MustCompile(`^(-?\d*)\.\.(-?\d*)$`)

// checkRule holds a value against the rule of its property: a range, or the
// form of an identifier.
func checkRule(rule string, v kg.Value) error {
	bounds := rangePattern.FindStringSubmatch(rule)
	if bounds == nil {
		return nil
	}
	n := v.Int()
	scale := int64(1)
	if v.Type() == kg.TypeDecimal {
		scale = 1_000_000
	}
	low, high := bound(bounds[1], math.MinInt64, scale), bound(bounds[2], math.MaxInt64, scale)
	if n < low || n > high {
		return fmt.Errorf("%s is not within %s", v, rule)
	}
	return nil
}

func bound(s string, open, scale int64) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return open
	}
	return n * scale
}
