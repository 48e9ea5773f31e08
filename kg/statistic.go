package kg

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// HasSum reports whether values of a type have a sum.
func HasSum(t Type) bool { return t == TypeInt || t == TypeDecimal || t == TypeMoney }

// HasRange reports whether values of a type have a least, a greatest and a median.
func HasRange(t Type) bool { return HasSum(t) || t == TypeDate || t == TypeDateTime }

// SumText returns a total as the decimal text of Statistic.Sum: of integers, of
// millionths for decimals, of minor units of a currency for money.
func SumText(t Type, currency string, total *big.Int) string {
	scale := 0
	switch t {
	case TypeDecimal:
		scale = decimalScale
	case TypeMoney:
		if digits, err := minorDigits(currency); err == nil {
			scale = digits
		}
	}
	if scale == 0 {
		return total.String()
	}
	digits, negative := strings.CutPrefix(total.String(), "-")
	digits = strings.Repeat("0", max(0, scale+1-len(digits))) + digits
	point := len(digits) - scale
	text := digits[:point] + "." + digits[point:]
	if t == TypeDecimal {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if negative {
		text = "-" + text
	}
	return text
}

// SortBuckets brings buckets into the order they come in.
func SortBuckets(buckets []Bucket) {
	slices.SortFunc(buckets, func(a, b Bucket) int {
		return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(b.Count, a.Count), slices.CompareFunc(a.Keys, b.Keys, GroupValue.compare))
	})
}

func (v GroupValue) compare(w GroupValue) int {
	switch {
	case v.Value.IsNull() && w.Value.IsNull():
		return 0
	case v.Value.IsNull():
		return 1
	case w.Value.IsNull():
		return -1
	default:
		return cmp.Or(cmp.Compare(v.Number, w.Number), v.Value.Compare(w.Value))
	}
}

// TooManyGroups returns the failure of a query with more buckets than its limit.
func TooManyGroups(limit int) error {
	return &Error{Kind: ErrTooLarge, Subject: "groups",
		Reason: fmt.Sprintf("there are more than %d groups; group by one key less or by one with fewer values, or filter", limit)}
}
