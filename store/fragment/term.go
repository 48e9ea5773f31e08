package fragment

import "slices"

// A Term is one thing rows are sorted by. NullsFirst tells where rows without a value
// stand, whichever way the values go.
type Term struct {
	Expression string
	Descending bool
	NullsFirst bool
	Nullable   bool // some rows may have no value
}

// Sign is the comparison of what comes after: " > " or, descending, " < ".
func (t *Term) Sign() string {
	if t.Descending {
		return " < "
	}
	return " > "
}

// Terms are what rows are sorted by, the first before the others.
type Terms []Term

// Reversed returns the terms of the order from its end.
func (ts Terms) Reversed() Terms {
	reversed := slices.Clone(ts)
	for i := range reversed {
		t := &reversed[i]
		t.Descending, t.NullsFirst = !t.Descending, !t.NullsFirst
	}
	return reversed
}

// Expressions returns what the terms sort by.
func (ts Terms) Expressions() []string {
	list := make([]string, len(ts))
	for i := range ts {
		list[i] = ts[i].Expression
	}
	return list
}

// Beyond returns the condition that a row comes after one that has such values of the
// terms, "" where it has none; of rows that have the same, those for which the condition
// ties holds.
func (ts Terms) Beyond(values []string, ties string) string {
	if len(ts) == 0 {
		return ties
	}
	t, value, rest := &ts[0], values[0], ts[1:].Beyond(values[1:], ties)
	switch {
	case value == "" && t.NullsFirst:
		return "(" + t.Expression + " IS NOT NULL OR " + rest + ")"
	case value == "":
		return "(" + t.Expression + " IS NULL AND " + rest + ")"
	}
	text := "(" + t.Expression + t.Sign() + value
	if t.Nullable && !t.NullsFirst {
		text += " OR " + t.Expression + " IS NULL"
	}
	return text + " OR (" + t.Expression + " = " + value + " AND " + rest + "))"
}
