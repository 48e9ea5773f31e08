package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "registered-location",
	Severity:    Error,
	Description: "An organisation is registered in one place at a time (注册地).",
	begin: func(_ *kg.Model, t *tally) check {
		return &registeredLocation{tally: t, registered: map[kg.ID][]period{}}
	},
})

type registeredLocation struct {
	unmoved
	tally      *tally
	registered map[kg.ID][]period
}

func (c *registeredLocation) edge(e *kg.Edge) {
	if e.Relation == "LOCATED_IN" && e.Properties["type"].Text() == "REGISTERED" {
		c.registered[e.From] = append(c.registered[e.From], periodOf(e, weight{1}))
	}
}

func (c *registeredLocation) end() {
	inOrder(c.registered, func(id kg.ID, periods []period) {
		c.tally.checked("Organisation")
		sweep(periods, func(from, to day, sum weight) bool {
			if sum[0] > 1 {
				c.tally.node("Organisation", id, "it is registered in %d places %s", sum[0], span(from, to))
			}
			return sum[0] <= 1
		})
	})
}
