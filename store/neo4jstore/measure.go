package neo4jstore

import (
	"math/big"
	"slices"
	"strings"

	"innograph/kg"
)

// measure reads the statistics of one measure and puts them into the buckets.
func (a *aggregate) measure(i int, typ kg.Type) error {
	g := a.grouping()
	text, err := g.measure(&a.query.Measures[i], typ)
	if err != nil || text == "" {
		return err
	}
	return a.next(g.statement, text, func(rec *record) error {
		for _, value := range rec.rows {
			if err := a.statistic(i, typ, value); err != nil {
				return err
			}
		}
		for _, b := range a.buckets {
			slices.SortFunc(b.Statistics[i], func(s, t kg.Statistic) int { return strings.Compare(s.Currency, t.Currency) })
		}
		return nil
	})
}

// statistic reads one statistic.
func (a *aggregate) statistic(i int, typ kg.Type, value any) error {
	more := 3
	if kg.HasSum(typ) {
		more += 2
	}
	if kg.HasRange(typ) {
		more += 3
	}
	in, err := a.columns(value, more)
	if err != nil {
		return err
	}
	place, ok := a.places[in.name]
	if !ok {
		return nil // of a query without keys there is one for each parent, and no others
	}
	var s kg.Statistic
	var okCurrency, okCount, okDistinct bool
	s.Currency, okCurrency = in.rest[0].(string)
	s.Count, okCount = in.rest[1].(int64)
	s.Distinct, okDistinct = in.rest[2].(int64)
	if !okCurrency || !okCount || !okDistinct {
		return damagedError("a statistic", value)
	}
	rest := in.rest[3:]
	if kg.HasSum(typ) {
		high, okHigh := rest[0].(int64)
		low, okLow := rest[1].(int64)
		if !okHigh || !okLow {
			return damagedError("a sum", rest[0])
		}
		total := big.NewInt(high)
		total.Add(total.Lsh(total, halfBits), big.NewInt(low))
		s.Sum = kg.SumText(typ, s.Currency, total)
		rest = rest[2:]
	}
	for j, into := range []*kg.Value{&s.Min, &s.Max, &s.Median} {
		if j >= len(rest) {
			break
		}
		column := rest[j]
		if typ == kg.TypeMoney {
			column = []any{s.Currency, column}
		}
		if *into, err = figure(typ, column); err != nil {
			return err
		}
	}
	list := &a.buckets[place].Statistics[i]
	*list = append(*list, s)
	return nil
}
