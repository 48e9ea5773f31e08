package kg

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/currency"

	"innograph/kg/text"
)

// decimalScale is the number of fraction digits of a decimal value.
const decimalScale = 6

// Decimal returns the fixed-point value of n millionths.
func Decimal(n int64) Value { return Value{typ: TypeDecimal, num: n} }

// ParseDecimal reads plain decimal text such as "-0.25". It refuses exponents,
// more than six fraction digits other than zeros, and what does not fit.
func ParseDecimal(s string) (Value, error) {
	n, err := parseFixed(s, decimalScale)
	if err != nil {
		return Null, err
	}
	return Decimal(n), nil
}

// FormatDecimal returns the shortest plain decimal text of a decimal value.
func FormatDecimal(v Value) string { return string(AppendDecimal(nil, v)) }

// AppendDecimal appends the text of FormatDecimal.
func AppendDecimal(b []byte, v Value) []byte {
	b = appendFixed(b, v.num, decimalScale)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}

// Money returns an amount of minor units (cents, 分) in an ISO 4217 currency.
func Money(code string, minor int64) Value {
	return Value{typ: TypeMoney, text: code, num: minor}
}

// ParseMoney reads a plain decimal amount in an ISO 4217 currency, such as
// ("CNY", "12.50"). It refuses an unknown currency and fractions of its
// smallest unit.
func ParseMoney(code, amount string) (Value, error) {
	scale, err := minorDigits(code)
	if err != nil {
		return Null, err
	}
	n, err := parseFixed(amount, scale)
	if err != nil {
		return Null, err
	}
	return Money(code, n), nil
}

// FormatAmount returns the decimal text of a money value with all digits of
// its currency, such as "12.50".
func FormatAmount(v Value) string { return string(AppendAmount(nil, v)) }

// AppendAmount appends the text of FormatAmount.
func AppendAmount(b []byte, v Value) []byte {
	scale, err := minorDigits(v.text)
	if err != nil {
		scale = 0
	}
	return appendFixed(b, v.num, scale)
}

// inUse has the minor digits of the currencies of today: to parse a code each time shows
// in the time it takes to write answers.
var inUse = sync.OnceValue(func() map[string]int {
	digits := map[string]int{}
	for all := currency.Query(); all.Next(); {
		digits[all.Unit().String()], _ = currency.Standard.Rounding(all.Unit())
	}
	return digits
})

func minorDigits(code string) (int, error) {
	if scale, ok := inUse()[code]; ok {
		return scale, nil
	}
	unit, err := currency.ParseISO(code)
	if err != nil || strings.ToUpper(code) != code {
		return 0, fmt.Errorf("%q is not an ISO 4217 currency code, such as CNY", text.Shorten(code, mostShown))
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale, nil
}

func parseFixed(s string, scale int) (int64, error) {
	bad := func(why string) (int64, error) {
		return 0, fmt.Errorf("%q is not a decimal number: %s", text.Shorten(s, mostShown), why)
	}
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if whole == "" || hasPoint && fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return bad("write digits with at most one point, such as 12.50")
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > scale {
		return bad(fmt.Sprintf("at most %d fraction digits fit", scale))
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", scale-len(fraction)), 10, 64)
	if err != nil || n == math.MaxInt64 {
		return bad("too large")
	}
	if negative {
		n = -n
	}
	return n, nil
}

// appendFixed appends n units of which 10^scale make one.
func appendFixed(b []byte, n int64, scale int) []byte {
	if scale == 0 {
		return strconv.AppendInt(b, n, 10)
	}
	unit := uint64(1)
	for range scale {
		unit *= 10
	}
	u := uint64(n)
	if n < 0 {
		b, u = append(b, '-'), -u
	}
	b = append(strconv.AppendUint(b, u/unit, 10), '.')
	for fraction := u % unit; unit > 1; fraction %= unit {
		unit /= 10
		b = append(b, byte('0'+fraction/unit))
	}
	return b
}
