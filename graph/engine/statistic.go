package engine

import (
	"math/big"
	"strings"

	"innograph/kg"
)

// A measured is a statistic with the name of its property.
type measured struct {
	property string
	*kg.Statistic
}

// statistic compiles what is selected of statistics.
func (c *compiler) statistic(g *group) *object[measured] {
	typeName := g.fields[0].Definition.Type.Name()
	o := &object[measured]{}
	for _, f := range c.collect(typeName, g.selections()) {
		var e emit[measured]
		switch f.name() {
		case "__typename":
			e = constant[measured](typeName)
		case "property":
			e = func(w *writer, m measured) outcome { return w.text(m.property) }
		case "currency":
			e = func(w *writer, m measured) outcome { return w.optional(m.Currency) }
		case "count":
			e = func(w *writer, m measured) outcome { return w.int(m.Count) }
		case "distinct":
			e = func(w *writer, m measured) outcome { return w.int(m.Distinct) }
		case "sum":
			e = func(w *writer, m measured) outcome { return w.optional(m.Sum) }
		case "avg":
			e = func(w *writer, m measured) outcome { return w.optional(average(m.Sum, m.Count)) }
		case "min":
			e = func(w *writer, m measured) outcome { return writeMeasured(w, m.Min) }
		case "max":
			e = func(w *writer, m measured) outcome { return writeMeasured(w, m.Max) }
		case "median":
			e = func(w *writer, m measured) outcome { return writeMeasured(w, m.Median) }
		default:
			c.fail(unknown(typeName, f.name()))
		}
		o.add(f, c.engine.types.nonNull(typeName, f.name()), e)
	}
	return o
}

// writeStatistics writes the statistics of one bucket, if there is one: of a
// property without values one that says so.
func writeStatistics(w *writer, o *object[measured], q *kg.AggregateQuery, buckets []kg.Bucket) outcome {
	var list []measured
	for i, m := range q.Measures {
		var of []kg.Statistic
		if len(buckets) > 0 {
			of = buckets[0].Statistics[i]
		}
		for j := range of {
			list = append(list, measured{m.Property, &of[j]})
		}
		if len(of) == 0 {
			list = append(list, measured{m.Property, &kg.Statistic{}})
		}
	}
	return writeList(w, len(list), true, func(i int) outcome { return o.write(w, list[i]) })
}

// writeMeasured writes a value as its property does, an amount without its
// currency.
func writeMeasured(w *writer, v kg.Value) outcome {
	switch v.Type() {
	case kg.TypeNull:
		return absent
	case kg.TypeMoney:
		return w.text(kg.FormatAmount(v))
	default:
		return w.text(v.String())
	}
}

// averageDigits are those after the point of an average.
const averageDigits = 6

// average divides an exact decimal sum, rounded half to even. It returns "" for
// a sum that there is not.
func average(sum string, count int64) string {
	if sum == "" || count == 0 {
		return ""
	}
	whole, fraction, _ := strings.Cut(sum, ".")
	n, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok {
		return ""
	}
	power := func(digits int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil) }
	negative := n.Sign() < 0
	n.Abs(n).Mul(n, power(averageDigits))
	by := new(big.Int).Mul(big.NewInt(count), power(len(fraction)))
	rest := new(big.Int)
	n.QuoRem(n, by, rest)
	if half := rest.Lsh(rest, 1).Cmp(by); half > 0 || half == 0 && n.Bit(0) == 1 {
		n.Add(n, big.NewInt(1))
	}
	if n.Sign() == 0 {
		return "0"
	}
	digits := n.String()
	digits = strings.Repeat("0", max(0, averageDigits+1-len(digits))) + digits
	point := len(digits) - averageDigits
	text := strings.TrimRight(strings.TrimRight(digits[:point]+"."+digits[point:], "0"), ".")
	if negative {
		text = "-" + text
	}
	return text
}
