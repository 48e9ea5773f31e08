package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "provision-in-force",
	Severity:    Error,
	Description: "A reward or an empowerment is under provisions in force on its day (法规时效).",
	begin: func(_ *kg.Model, t *tally) check {
		return &provisionInForce{tally: t, provisions: map[kg.ID]provision{}, dates: map[kg.ID]kg.Value{}}
	},
})

type provisionInForce struct {
	unmoved
	tally      *tally
	provisions map[kg.ID]provision
	dates      map[kg.ID]kg.Value // of rewards and empowerments
}

func (c *provisionInForce) node(n *kg.Node) {
	switch n.Kind {
	case "Reward":
		c.dates[n.ID] = n.Properties["paidOn"]
	case "Empowerment":
		c.dates[n.ID] = n.Properties["agreedOn"]
	default:
		if p, ok := provisionOf(n); ok {
			c.provisions[n.ID] = p
		}
	}
}

func (c *provisionInForce) edge(e *kg.Edge) {
	if e.Relation != "REWARDED_UNDER" && e.Relation != "GRANTED_UNDER" {
		return
	}
	c.tally.checked(e.Relation)
	p, on := c.provisions[e.To], c.dates[e.From]
	if !p.holds(on) {
		c.tally.edge(e.Relation, e, "it is of %s, and the provision in force %s", on.Text(), span(p.from, p.to))
	}
}
