package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "laboratory-level",
	Severity:    Error,
	Description: "A laboratory has one of the three levels (实验室级别).",
	begin:       func(_ *kg.Model, t *tally) check { return &laboratoryLevel{tally: t} },
})

type laboratoryLevel struct {
	unmoved
	tally *tally
}

func (c *laboratoryLevel) node(n *kg.Node) {
	if n.Kind != "Laboratory" {
		return
	}
	c.tally.checked(n.Kind)
	if n.Properties["level"].IsNull() {
		c.tally.node(n.Kind, n.ID, "it has no level")
	}
}
