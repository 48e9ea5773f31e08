package rules

import (
	"innograph/hub/docking"
	"innograph/kg"
)

var _ = add(Rule{
	Code:        "docking-reason",
	Severity:    Error,
	Description: "A docking that was declined or terminated says why (未成原因).",
	begin:       func(_ *kg.Model, t *tally) check { return &dockingReason{tally: t} },
})

type dockingReason struct {
	unmoved
	tally *tally
}

func (c *dockingReason) node(n *kg.Node) {
	status := n.Properties["status"].Text()
	if n.Kind != "Docking" || !docking.NeedsReason(status) {
		return
	}
	c.tally.checked(n.Kind)
	if n.Properties["reason"].IsNull() {
		c.tally.node(n.Kind, n.ID, "it is %s and gives no reason", status)
	}
}
