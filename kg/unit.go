package kg

import "fmt"

// A Unit is a part of the calendar. A date belongs to a part only where its
// precision tells which; otherwise it counts as absent. Times count by UTC.
type Unit uint8

// The units: the value itself, `2024`, `2024-Q3`, `2024-07`.
const (
	NoUnit Unit = iota
	ByYear
	ByQuarter
	ByMonth
)

// Of returns the part of the calendar a date or a time lies in as text, or Null
// where its precision does not tell. Of NoUnit it is the value.
func (u Unit) Of(v Value) Value {
	if u == NoUnit || v.IsNull() {
		return v
	}
	day := v.text
	if v.typ == TypeDateTime {
		day = DateOf(v.Time()).text
	}
	switch {
	case u == ByYear:
		return Text(day[:len("2006")])
	case len(day) < len("2006-01"):
		return Null
	case u == ByMonth:
		return Text(day[:len("2006-01")])
	default:
		month := 10*int(day[5]-'0') + int(day[6]-'0')
		return Text(fmt.Sprintf("%s-Q%d", day[:len("2006")], (month+2)/3))
	}
}
