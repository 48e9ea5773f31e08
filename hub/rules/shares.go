package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "shares",
	Severity:    Error,
	Description: "The shares of suppliers, of recipients and of the empowered sum to no more than 1 (份额).",
	begin: func(_ *kg.Model, t *tally) check {
		c := &shares{tally: t, parts: map[string]map[kg.ID]part{}}
		for _, relation := range []string{"SUPPLIED_BY", "RECEIVED_BY", "GRANTED_TO"} {
			c.parts[relation] = map[kg.ID]part{}
		}
		return c
	},
})

// A part is what is known of the shares that start at a node.
type part struct{ sum, count int64 }

type shares struct {
	unmoved
	tally *tally
	parts map[string]map[kg.ID]part // by relation
}

func (c *shares) edge(e *kg.Edge) {
	parts, share := c.parts[e.Relation], e.Properties["share"]
	if parts != nil && !share.IsNull() {
		p := parts[e.From]
		parts[e.From] = part{p.sum + share.Int(), p.count + 1}
	}
}

func (c *shares) end() {
	for relation, parts := range c.parts {
		inOrder(parts, func(id kg.ID, p part) {
			c.tally.checked(relation)
			if p.sum > one+p.count { // each may be rounded
				c.tally.node(relation, id, "its known shares sum to %s", kg.FormatDecimal(kg.Decimal(p.sum)))
			}
		})
	}
}
