package kg

import (
	"fmt"
	"regexp"
	"time"

	"innograph/kg/text"
)

// Date values keep the text they were given, "2024", "2024-07" or
// "2024-07-23", so that bytewise order is order by first day, then precision.

// Precision says how much of a date is known.
type Precision uint8

// The precisions, from coarse to fine.
const (
	Year Precision = iota + 1
	Month
	Day
)

var datePattern = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// ParseDate reads an ISO 8601 date of year, month or day precision. It refuses
// days and months that do not exist.
func ParseDate(s string) (Value, error) {
	if datePattern.MatchString(s) {
		full := s + "0001-01-01"[len(s):]
		if _, err := time.Parse(time.DateOnly, full); err == nil && s[:4] != "0000" {
			return Value{typ: TypeDate, text: s}, nil
		}
	}
	return Null, fmt.Errorf("%q is not a date: write 2024, 2024-07 or 2024-07-23", text.Shorten(s, mostShown))
}

// DateOf returns the day of t as a date value.
func DateOf(t time.Time) Value { return Value{typ: TypeDate, text: t.Format(time.DateOnly)} }

// DatePrecision returns how much of a date value is known.
func DatePrecision(v Value) Precision {
	switch len(v.text) {
	case 4:
		return Year
	case 7:
		return Month
	default:
		return Day
	}
}

// FirstDay returns the first day a date value may mean, as "2006-01-02".
func FirstDay(v Value) string { return v.text + "0000-01-01"[len(v.text):] }

// LastDay returns the last day a date value may mean, as "2006-01-02".
func LastDay(v Value) string {
	switch DatePrecision(v) {
	case Year:
		return v.text + "-12-31"
	case Month:
		t, err := time.Parse("2006-01", v.text)
		if err != nil {
			return v.text + "-31"
		}
		return t.AddDate(0, 1, -1).Format(time.DateOnly)
	default:
		return v.text
	}
}

// HoldsOn reports whether a fact with these bounds, either of which may be
// Null for open, holds on a day: validity is [first day of from, first day of
// to).
func HoldsOn(from, to Value, day string) bool {
	return (from.IsNull() || FirstDay(from) <= day) && (to.IsNull() || FirstDay(to) > day)
}

// FormatInstant returns a date-time value as RFC 3339 in UTC.
func FormatInstant(v Value) string { return v.Time().Format(time.RFC3339Nano) }

// ParseInstant reads an RFC 3339 date and time.
func ParseInstant(s string) (Value, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return Null, fmt.Errorf("%q is not a date and time: write 2024-07-23T08:00:00Z", text.Shorten(s, mostShown))
	}
	return Instant(t), nil
}
