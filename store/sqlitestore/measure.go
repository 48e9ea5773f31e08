package sqlitestore

import (
	"database/sql"
	"math/big"

	"innograph/kg"
)

// halfBits is where sums are split: the engine adds up the upper and the lower
// half of each number apart, for it fails where a whole sum does not fit.
const halfBits = 32

// measure reads the statistics of one measure and puts them into the buckets.
func (a *aggregate) measure(i int, typ kg.Type) error {
	st := &grouping{statement: a.statement(), query: a.query}
	text, err := st.measure(&a.query.Measures[i], typ)
	if err != nil || text == "" {
		return err
	}
	return a.session.query(a.ctx, text, st.args, func(rows *sql.Rows) error {
		var name groupName
		var s kg.Statistic
		var high, low sql.NullInt64
		var least, greatest, median any
		into := append(name.columns(len(a.query.By)), &s.Currency, &s.Count, &s.Distinct)
		if kg.HasSum(typ) {
			into = append(into, &high, &low)
		}
		if kg.HasRange(typ) {
			into = append(into, &least, &greatest, &median)
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if kg.HasSum(typ) {
			total := big.NewInt(high.Int64)
			total.Add(total.Lsh(total, halfBits), big.NewInt(low.Int64))
			s.Sum = kg.SumText(typ, s.Currency, total)
		}
		s.Min, s.Max, s.Median = measured(typ, s.Currency, least), measured(typ, s.Currency, greatest), measured(typ, s.Currency, median)
		place, ok := a.places[name]
		if !ok {
			return nil // of a query without keys there is one for each parent, and no others
		}
		list := &a.buckets[place].Statistics[i]
		*list = append(*list, s)
		return nil
	})
}

// measured returns the value that a column has of a measured property.
func measured(typ kg.Type, currency string, column any) kg.Value {
	switch column := column.(type) {
	case int64:
		return kg.Stored(typ, currency, column)
	case string:
		return kg.Stored(typ, column, 0)
	default:
		return kg.Null
	}
}
