package mapping

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"innograph/kg"
)

// number reads a decimal with the sign given and drops what groups its digits.
func number(point string) step {
	group := ","
	if point == "," {
		group = "."
	}
	drop := strings.NewReplacer(group, "", " ", "", "\u00a0", "", "\u202f", "", "'", "")
	return plain(func(s string) string { return strings.Replace(drop.Replace(s), point, ".", 1) })
}

// times multiplies decimal numbers.
func times(factor *big.Rat) step {
	return each(func(_ *env, s string) (any, error) {
		if _, err := kg.ParseDecimal(s); err != nil {
			return nil, err
		}
		n, ok := new(big.Rat).SetString(s)
		if !ok {
			return nil, fmt.Errorf("%q is not a number", s)
		}
		product := n.Mul(n, factor).FloatString(fractionDigits)
		return strings.TrimRight(strings.TrimRight(product, "0"), "."), nil
	})
}

// fractionDigits is how many a product keeps: as many as decimals hold.
const fractionDigits = 6

// A dateLayout is a way to write a date, as YYYY, YY, MM, M, DD, D and MMM.
type dateLayout struct {
	text      string
	layout    string // as package time has it
	precision kg.Precision
	short     bool // two-digit year
}

func parseLayout(s string) (dateLayout, error) {
	l := dateLayout{text: s, short: !strings.Contains(s, "YYYY"), precision: kg.Year}
	month, day := strings.Contains(s, "M"), strings.Contains(s, "D")
	switch {
	case !strings.Contains(s, "YY") || day && !month:
		return l, fmt.Errorf("%q is not a way to write a date: use YYYY or YY, MM or M or MMM, DD or D", s)
	case day:
		l.precision = kg.Day
	case month:
		l.precision = kg.Month
	}
	l.layout = strings.NewReplacer("YYYY", "2006", "YY", "06", "MMM", "Jan", "MM", "01", "M", "1", "DD", "02", "D", "2").Replace(s)
	return l, nil
}

var isoLength = map[kg.Precision]int{kg.Year: 4, kg.Month: 7, kg.Day: 10}

// date reads a date written in one of the layouts. A two-digit year up to the
// pivot is of this century, a later one of the last. The result is no finer
// than precision.
func date(layouts []dateLayout, pivot int, precision kg.Precision) step {
	return each(func(_ *env, s string) (any, error) {
		for _, l := range layouts {
			t, err := time.Parse(l.layout, s)
			if err != nil {
				continue
			}
			if l.short {
				year := t.Year() % 100
				if year <= pivot {
					year += 100
				}
				t = time.Date(1900+year, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
			}
			return t.Format(time.DateOnly)[:isoLength[min(l.precision, precision)]], nil
		}
		var ways []string
		for _, l := range layouts {
			ways = append(ways, l.text)
		}
		return nil, fmt.Errorf("%q is not a date written as %s", s, strings.Join(ways, " or "))
	})
}

// dayAfter returns the first day, month or year after an ISO date.
func dayAfter(s string) (any, error) {
	d, err := kg.ParseDate(s)
	if err != nil {
		return nil, err
	}
	first, err := time.Parse(time.DateOnly, kg.FirstDay(d))
	if err != nil {
		return nil, err
	}
	switch precision := kg.DatePrecision(d); precision {
	case kg.Year:
		first = first.AddDate(1, 0, 0)
	case kg.Month:
		first = first.AddDate(0, 1, 0)
	default:
		first = first.AddDate(0, 0, 1)
	}
	return first.Format(time.DateOnly)[:len(s)], nil
}
