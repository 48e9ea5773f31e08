package engine

import (
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
	return fieldsOf(c, typeName, g.selections(), func(f *group) emit[measured] {
		switch f.name() {
		case "property":
			return func(w *writer, m measured) outcome { return w.text(m.property) }
		case "currency":
			return func(w *writer, m measured) outcome { return w.optional(m.Currency) }
		case "count":
			return func(w *writer, m measured) outcome { return w.int(m.Count) }
		case "distinct":
			return func(w *writer, m measured) outcome { return w.int(m.Distinct) }
		case "sum":
			return func(w *writer, m measured) outcome { return w.optional(m.Sum) }
		case "avg":
			return func(w *writer, m measured) outcome { return w.optional(m.Average()) }
		case "min":
			return func(w *writer, m measured) outcome { return writeMeasured(w, m.Min) }
		case "max":
			return func(w *writer, m measured) outcome { return writeMeasured(w, m.Max) }
		case "median":
			return func(w *writer, m measured) outcome { return writeMeasured(w, m.Median) }
		}
		return nil
	})
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
