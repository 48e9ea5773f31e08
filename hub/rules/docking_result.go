package rules

import (
	"innograph/hub/docking"
	"innograph/kg"
)

var _ = add(Rule{
	Code:        "docking-result",
	Severity:    Error,
	Description: "A signed docking has led to a contract or a round, a registered one to a registered contract (对接结果).",
	begin: func(_ *kg.Model, t *tally) check {
		return &dockingResult{tally: t, waiting: map[kg.ID]string{}, registered: map[kg.ID]bool{}}
	},
})

type dockingResult struct {
	tally      *tally
	waiting    map[kg.ID]string // dockings that have not the result they need, and their statuses
	registered map[kg.ID]bool   // contracts with a registration number
}

func (c *dockingResult) node(n *kg.Node) {
	switch n.Kind {
	case "Contract":
		if !n.Properties["registrationNo"].IsNull() {
			c.registered[n.ID] = true
		}
	case "Docking":
		if status := n.Properties["status"].Text(); docking.NeedsResult(status) {
			c.tally.checked(n.Kind)
			c.waiting[n.ID] = status
		}
	}
}

func (c *dockingResult) edge(e *kg.Edge) {
	if e.Relation == "RESULTED_IN" && (c.waiting[e.From] != docking.Registered || c.registered[e.To]) {
		delete(c.waiting, e.From)
	}
}

func (c *dockingResult) end() {
	inOrder(c.waiting, func(id kg.ID, status string) {
		lacks := "contract or funding round"
		if status == docking.Registered {
			lacks = "contract with a registration number"
		}
		c.tally.node("Docking", id, "it is %s and has led to no %s", status, lacks)
	})
}
