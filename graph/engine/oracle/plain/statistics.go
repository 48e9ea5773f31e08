package plain

import (
	"math/big"
	"slices"
	"strings"

	"innograph/kg"
)

// Statistics is the type of that name.
type Statistics struct {
	Property                   string
	Currency                   *string
	Count, Distinct            int
	Sum, Avg, Min, Max, Median *string
}

// statistics returns figures of properties over steps.
func (w *World) statistics(steps []step, of, ofEdge []string) []Statistics {
	list := []Statistics{}
	for _, symbol := range of {
		list = append(list, measure(steps, properties[symbol], func(s step, name string) kg.Value { return value(s.node, name) })...)
	}
	for _, symbol := range ofEdge {
		list = append(list, measure(steps, properties[symbol], func(s step, name string) kg.Value { return s.edge.Properties[name] })...)
	}
	return list
}

func measure(steps []step, name string, read func(step, string) kg.Value) []Statistics {
	byCurrency := map[string][]kg.Value{}
	for _, s := range steps {
		v := read(s, name)
		switch v.Type() {
		case kg.TypeNull:
		case kg.TypeMoney:
			byCurrency[v.Text()] = append(byCurrency[v.Text()], v)
		case kg.TypeList:
			byCurrency[""] = append(byCurrency[""], v.List()...)
		default:
			byCurrency[""] = append(byCurrency[""], v)
		}
	}
	var list []Statistics
	for _, currency := range []string{"", "CNY", "EUR", "JPY", "USD"} {
		if values := byCurrency[currency]; len(values) > 0 {
			list = append(list, statistic(name, currency, values))
		}
	}
	if list == nil {
		list = []Statistics{{Property: name}}
	}
	return list
}

func statistic(name, currency string, values []kg.Value) Statistics {
	slices.SortFunc(values, kg.Value.Compare)
	s := Statistics{Property: name, Currency: given(currency), Count: len(values)}
	s.Distinct = len(slices.CompactFunc(slices.Clone(values), kg.Value.Equal))
	middle := (len(values)+1)/2 - 1
	sum := new(big.Rat)
	fraction := 0
	for _, v := range values {
		text := notation(v)
		switch v.Type() {
		case kg.TypeInt, kg.TypeDecimal, kg.TypeMoney:
			n, _ := new(big.Rat).SetString(text)
			sum.Add(sum, n)
			if _, digits, ok := strings.Cut(text, "."); ok {
				fraction = max(fraction, len(digits))
			}
		case kg.TypeDate, kg.TypeDateTime:
		default:
			return s
		}
	}
	least, greatest, median := notation(values[0]), notation(values[len(values)-1]), notation(values[middle])
	s.Min, s.Max, s.Median = &least, &greatest, &median
	switch values[0].Type() {
	case kg.TypeDate, kg.TypeDateTime:
		return s
	case kg.TypeDecimal:
		s.Sum = given(shortest(sum.FloatString(6)))
	default:
		s.Sum = given(sum.FloatString(fraction))
	}
	s.Avg = given(shortest(halfEven(sum.Quo(sum, big.NewRat(int64(len(values)), 1)))))
	return s
}

// notation returns a value as its property does, an amount alone.
func notation(v kg.Value) string {
	if v.Type() == kg.TypeMoney {
		return kg.FormatAmount(v)
	}
	return v.String()
}

// halfEven rounds to six digits.
func halfEven(r *big.Rat) string {
	million := big.NewRat(1_000_000, 1)
	scaled := new(big.Rat).Mul(r, million)
	doubled := new(big.Rat).Mul(scaled, big.NewRat(2, 1))
	if !doubled.IsInt() || scaled.IsInt() {
		return r.FloatString(6) // no half
	}
	below := new(big.Int).Div(new(big.Int).Sub(doubled.Num(), big.NewInt(1)), big.NewInt(2))
	if below.Bit(0) == 1 {
		below.Add(below, big.NewInt(1))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(below), million).FloatString(6)
}

func shortest(s string) string {
	if s = strings.TrimRight(strings.TrimRight(s, "0"), "."); s == "-0" || s == "" {
		return "0"
	}
	return s
}
