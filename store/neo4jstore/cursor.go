package neo4jstore

import (
	"innograph/kg"
	"innograph/store/query"
)

// A bound is a cursor in a statement: a parameter for every term, "" where the key
// is absent, and one for every tie.
type bound struct {
	values []string
	ties   []string
}

// check refuses a cursor that does not fit the order.
func (o *ordering) check(c *kg.Cursor) error {
	types := make([]kg.Type, len(o.keys))
	for i, key := range o.keys {
		types[i] = key.typ
	}
	return query.CheckCursor(c, types)
}

// bound puts a cursor into a statement.
func (s *statement) bound(c *kg.Cursor, o *ordering, numbers ...int64) (*bound, error) {
	if c == nil {
		return nil, nil
	}
	if err := o.check(c); err != nil {
		return nil, err
	}
	b := &bound{}
	for i, key := range o.keys {
		v := c.Key[i]
		switch {
		case key.keyed:
			b.keyed(s, v, key.terms)
		case v.IsNull():
			for range key.terms {
				b.values = append(b.values, "")
			}
		case key.typ == kg.TypeMoney:
			b.values = append(b.values, s.arg(v.Text()), s.arg(v.Int()))
		default:
			b.values = append(b.values, s.arg(operand(v)))
		}
	}
	for _, n := range numbers {
		b.ties = append(b.ties, s.arg(n))
	}
	return b, nil
}

// keyed adds the terms of a text: its key and, where the property has that, what did
// not fit, which is never absent.
func (b *bound) keyed(s *statement, v kg.Value, terms int) {
	key, rest := textKey(v.Text())
	value := ""
	if !v.IsNull() {
		value = s.arg(key)
	}
	b.values = append(b.values, value)
	if terms > 1 {
		b.values = append(b.values, s.arg(rest))
	}
}

// beyond returns the condition that a row comes after a bound, in the terms from the
// i-th on; with inclusive also the row at the bound itself.
func (o *ordering) beyond(b *bound, i int, inclusive bool) string {
	return o.terms[i:].Beyond(b.values[i:], o.beyondTies(b, inclusive))
}

func (o *ordering) beyondTies(b *bound, inclusive bool) string {
	text := ""
	for i := len(o.ties) - 1; i >= 0; i-- {
		sign := " > "
		if o.back {
			sign = " < "
		}
		switch {
		case text != "":
			text = "(" + o.ties[i] + sign + b.ties[i] + " OR (" + o.ties[i] + " = " + b.ties[i] + " AND " + text + "))"
		case inclusive:
			text = o.ties[i] + sign[:2] + "= " + b.ties[i]
		default:
			text = o.ties[i] + sign + b.ties[i]
		}
	}
	return text
}

// from returns the condition that a row with a value of the first key comes after a
// bound, in the form an index can be sought by: a range, and within it what cuts off
// its beginning. ok is false when no such row does.
func (o *ordering) from(b *bound, inclusive bool) (condition string, ok bool) {
	if len(o.terms) == 0 {
		return o.beyondTies(b, inclusive), true
	}
	t, value := &o.terms[0], b.values[0]
	if value == "" {
		return "", t.NullsFirst
	}
	range_ := t.Expression + t.Sign()[:2] + "= " + value
	// With a sign for a range in the second part, it would be sought as well, and the
	// rows of both be sorted.
	return range_ + " AND (" + t.Expression + " <> " + value + " OR " + o.beyond(b, 1, inclusive) + ")", true
}

// fromAbsent returns the condition that a row without a value of the first key comes
// after a bound. ok is false when none does.
func (o *ordering) fromAbsent(b *bound, inclusive bool) (condition string, ok bool) {
	t, value := &o.terms[0], b.values[0]
	if value != "" {
		return "", !t.NullsFirst
	}
	return o.beyond(b, o.keys[0].terms, inclusive), true
}
