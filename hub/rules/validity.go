package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "validity",
	Severity:    Error,
	Description: "What holds for a time does not end before it begins (有效期).",
	begin: func(m *kg.Model, t *tally) check {
		return &validity{model: m, tally: t}
	},
})

// A validity compares the first day with the one that is no longer within. Two
// dates that may mean the same day are in order.
type validity struct {
	unmoved
	model *kg.Model
	tally *tally
}

func (c *validity) edge(e *kg.Edge) {
	if r := c.model.Relation(e.Relation); r == nil || !r.Dated {
		return
	}
	from, to := e.Properties["from"], e.Properties["to"]
	if from.IsNull() || to.IsNull() {
		return
	}
	c.tally.checked(e.Relation)
	if lastDayOf(to) < dayOf(from, always) {
		c.tally.edge(e.Relation, e, "it holds from %s and ends %s", from.Text(), to.Text())
	}
}
