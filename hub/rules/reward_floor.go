package rules

import (
	"math/big"

	"innograph/kg"
)

var _ = add(Rule{
	Code:        "reward-floor",
	Severity:    Error,
	Description: "The rewards out of a contract come to the least share that provisions demand (法定奖励下限).",
	Source:      "Provision.minShare of the provisions that the rewards are paid under",
	begin: func(_ *kg.Model, t *tally) check {
		return &rewardFloor{tally: t, rewards: map[kg.ID]*reward{}, provisions: map[kg.ID]provision{}}
	},
})

// A reward is one of those out of a contract. Its floor is the highest least
// share, in millionths, of the provisions it is paid under.
type reward struct {
	contract     kg.ID
	base, amount kg.Value
	paidOn       kg.Value
	floor        int64
}

type rewardFloor struct {
	tally      *tally
	rewards    map[kg.ID]*reward
	provisions map[kg.ID]provision
}

func (c *rewardFloor) node(n *kg.Node) {
	if n.Kind == "Reward" {
		c.rewards[n.ID] = &reward{base: n.Properties["base"], amount: n.Properties["amount"], paidOn: n.Properties["paidOn"]}
	}
	if p, ok := provisionOf(n); ok && p.least > 0 {
		c.provisions[n.ID] = p
	}
}

func (c *rewardFloor) edge(e *kg.Edge) {
	r := c.rewards[e.From]
	switch {
	case r == nil:
	case e.Relation == "REWARD_FOR":
		r.contract = e.To
	case e.Relation == "REWARDED_UNDER":
		if p := c.provisions[e.To]; p.holds(r.paidOn) {
			r.floor = max(r.floor, p.least)
		}
	}
}

func (c *rewardFloor) end() {
	contracts := map[kg.ID][]*reward{}
	inOrder(c.rewards, func(_ kg.ID, r *reward) {
		if r.contract != "" && r.floor > 0 {
			contracts[r.contract] = append(contracts[r.contract], r)
		}
	})
	inOrder(contracts, func(id kg.ID, rewards []*reward) {
		due, paid, ok := sums(rewards)
		if !ok {
			return // a sum is unknown, or in another currency
		}
		c.tally.checked("Contract")
		if paid.Int() < due.Int() {
			c.tally.node("Contract", id, "its rewards come to %s of at least %s", paid, due)
		}
	})
}

// sums returns what the rewards out of a contract must come to and what they
// do. Rewards with the same base share in the same proceeds.
func sums(rewards []*reward) (due, paid kg.Value, ok bool) {
	code := rewards[0].base.Text()
	floors, total := map[int64]int64{}, int64(0)
	for _, r := range rewards {
		if r.base.IsNull() || r.amount.IsNull() || r.base.Text() != code || r.amount.Text() != code {
			return kg.Null, kg.Null, false
		}
		floors[r.base.Int()] = max(floors[r.base.Int()], r.floor)
		total += r.amount.Int()
	}
	sum := new(big.Int)
	for base, floor := range floors {
		sum.Add(sum, new(big.Int).Mul(big.NewInt(base), big.NewInt(floor)))
	}
	sum.Quo(sum, big.NewInt(one)) // a part of the smallest unit cannot be paid
	return kg.Money(code, sum.Int64()), kg.Money(code, total), sum.IsInt64()
}
