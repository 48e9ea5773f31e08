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
	text := fixed(total, scale)
	if t == TypeDecimal {
		text = withoutZeros(text)
	}
	return text
}

// Average returns the sum divided by the count as decimal text, rounded half to
// even at the six digits of a decimal; "" where there is no sum.
func (s *Statistic) Average() string {
	if s.Sum == "" || s.Count == 0 {
		return ""
	}
	whole, fraction, _ := strings.Cut(s.Sum, ".")
	n, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok {
		return ""
	}
	negative := n.Sign() < 0
	n.Abs(n).Mul(n, power(decimalScale))
	by := new(big.Int).Mul(big.NewInt(s.Count), power(len(fraction)))
	rest := new(big.Int)
	n.QuoRem(n, by, rest)
	if half := rest.Lsh(rest, 1).Cmp(by); half > 0 || half == 0 && n.Bit(0) == 1 {
		n.Add(n, big.NewInt(1))
	}
	if negative {
		n.Neg(n)
	}
	return withoutZeros(fixed(n, decimalScale))
}

func power(digits int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
}

// fixed returns the decimal text of n units of which 10^scale make one, with all
// its digits.
func fixed(n *big.Int, scale int) string {
	if scale == 0 {
		return n.String()
	}
	digits, negative := strings.CutPrefix(n.String(), "-")
	digits = strings.Repeat("0", max(0, scale+1-len(digits))) + digits
	point := len(digits) - scale
	text := digits[:point] + "." + digits[point:]
	if negative {
		text = "-" + text
	}
	return text
}

// withoutZeros cuts the zeros off that end a decimal text with a point.
func withoutZeros(s string) string { return strings.TrimRight(strings.TrimRight(s, "0"), ".") }

// SortBuckets brings buckets into the order they come in.
func SortBuckets(buckets []Bucket) {
	slices.SortFunc(buckets, func(a, b Bucket) int {
		return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(b.Count, a.Count), slices.CompareFunc(a.Keys, b.Keys, GroupValue.Compare))
	})
}

// Compare orders keys of groups: Null last, nodes by number, all else by
// Value.Compare.
func (v GroupValue) Compare(w GroupValue) int {
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
