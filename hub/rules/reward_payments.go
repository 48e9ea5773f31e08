package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "reward-payments",
	Severity:    Error,
	Description: "What a reward pays to its people sums to its amount (奖励发放).",
	begin:       func(_ *kg.Model, t *tally) check { return &rewardPayments{tally: t, rewards: map[kg.ID]*payments{}} },
})

// payments are what is known of those of a reward.
type payments struct {
	amount  kg.Value
	sum     int64
	unknown bool // a payment without amount, or in another currency
	count   int
}

type rewardPayments struct {
	tally   *tally
	rewards map[kg.ID]*payments
}

func (c *rewardPayments) node(n *kg.Node) {
	if amount := n.Properties["amount"]; n.Kind == "Reward" && !amount.IsNull() {
		c.rewards[n.ID] = &payments{amount: amount}
	}
}

func (c *rewardPayments) edge(e *kg.Edge) {
	p := c.rewards[e.From]
	if e.Relation != "PAID_TO" || p == nil {
		return
	}
	p.count++
	if amount := e.Properties["amount"]; amount.Text() == p.amount.Text() {
		p.sum += amount.Int()
	} else {
		p.unknown = true
	}
}

func (c *rewardPayments) end() {
	inOrder(c.rewards, func(id kg.ID, p *payments) {
		if p.count == 0 {
			return // the rule about minima tells of it
		}
		c.tally.checked("Reward")
		if p.sum > p.amount.Int() || p.sum < p.amount.Int() && !p.unknown {
			c.tally.node("Reward", id, "it is of %s and pays %s", p.amount, kg.Money(p.amount.Text(), p.sum))
		}
	})
}
