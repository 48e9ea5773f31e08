package seed

import (
	"time"

	"innograph/kg"
)

// A day counts from 1970.
type day int

// on returns a day of the calendar.
func on(year, month, d int) day {
	return day(time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// now is the day the hub stands at.
var now = on(2025, 3, 1)

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

func (d day) year() int { return d.time().Year() }

// The days that dates fall on; each is written once.
const (
	firstDay = -25 * 366
	lastDay  = 70 * 366
)

// A calendar keeps the dates it has given out.
type calendar [lastDay - firstDay]kg.Value

// date returns a day as a value.
func (c *calendar) date(d day) kg.Value {
	v := &c[d-firstDay]
	if v.IsNull() {
		*v = kg.DateOf(d.time())
	}
	return *v
}
