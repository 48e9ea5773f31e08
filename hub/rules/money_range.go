package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "money-range",
	Severity:    Error,
	Description: "The smaller of two sums is not the larger, as in budgets (金额区间).",
	begin:       func(_ *kg.Model, t *tally) check { return &moneyRange{tally: t} },
})

// ranges are, by kind, the sums of which the first is the smaller.
var ranges = map[string][2]string{
	"Need":     {"budgetMin", "budgetMax"},
	"Investor": {"ticketMin", "ticketMax"},
	"Contract": {"technicalValue", "totalValue"},
}

type moneyRange struct {
	unmoved
	tally *tally
}

func (c *moneyRange) node(n *kg.Node) {
	pair, ok := ranges[n.Kind]
	least, most := n.Properties[pair[0]], n.Properties[pair[1]]
	if !ok || least.IsNull() || most.IsNull() {
		return
	}
	subject := n.Kind + "." + pair[0]
	c.tally.checked(subject)
	if least.Text() != most.Text() || least.Int() > most.Int() {
		c.tally.node(subject, n.ID, "%s is %s and %s %s", pair[0], least, pair[1], most)
	}
}
