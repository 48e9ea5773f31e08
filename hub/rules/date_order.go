package rules

import (
	"slices"

	"innograph/kg"
)

var _ = add(Rule{
	Code:        "date-order",
	Severity:    Error,
	Description: "What comes first has the earlier date (日期先后).",
	begin:       func(_ *kg.Model, t *tally) check { return &dateOrder{tally: t} },
})

// inTurn are pairs of dates, the first of which is not the later one. strict
// ones do not fall on the same day either.
var inTurn = []struct {
	kinds       []string
	first, then string
	strict      bool
}{
	{[]string{"Achievement", "Need"}, "publishedOn", "expiresOn", true},
	{[]string{"Achievement"}, "completedOn", "registeredOn", false},
	{[]string{"IPRight"}, "filedOn", "grantedOn", false},
	{[]string{"Contract"}, "signedOn", "registeredOn", false},
	{[]string{"Project", "Recognition", "Event"}, "from", "to", false},
	{[]string{"Provision"}, "inForceFrom", "inForceTo", false},
}

// A dateOrder compares pairs of dates. Two that may mean the same day are in
// order, unless both are that day.
type dateOrder struct {
	unmoved
	tally *tally
}

func (c *dateOrder) node(n *kg.Node) {
	for _, pair := range inTurn {
		if !slices.Contains(pair.kinds, n.Kind) {
			continue
		}
		first, then := n.Properties[pair.first], n.Properties[pair.then]
		if first.IsNull() || then.IsNull() {
			continue
		}
		subject := n.Kind + "." + pair.then
		c.tally.checked(subject)
		if last := lastDayOf(then); last < dayOf(first, always) || pair.strict && last == dayOf(first, always) {
			c.tally.node(subject, n.ID, "%s is %s and %s %s", pair.first, first.Text(), pair.then, then.Text())
		}
	}
}
