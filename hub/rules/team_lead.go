package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "team-lead",
	Severity:    Error,
	Description: "A team has exactly one LEAD at a time (团队负责人).",
	begin:       func(_ *kg.Model, t *tally) check { return &teamLead{tally: t, teams: map[kg.ID][]period{}} },
})

// The weights of a membership: that it is one, and that it is a LEAD's.
const (
	memberWeight = iota
	leadWeight
)

// A teamLead looks at the days from a team's first LEAD on, as long as it has
// members: when earlier ones came may not be known.
type teamLead struct {
	tally *tally
	teams map[kg.ID][]period
}

func (c *teamLead) node(n *kg.Node) {
	if n.Kind == "Team" {
		c.tally.checked(n.Kind)
		c.teams[n.ID] = nil
	}
}

func (c *teamLead) edge(e *kg.Edge) {
	if e.Relation != "MEMBER_OF" {
		return
	}
	w := weight{memberWeight: 1}
	if e.Properties["role"].Text() == "LEAD" {
		w[leadWeight] = 1
	}
	c.teams[e.To] = append(c.teams[e.To], periodOf(e, w))
}

func (c *teamLead) end() {
	inOrder(c.teams, func(id kg.ID, members []period) {
		led := false
		sweep(members, func(from, to day, sum weight) bool {
			led = led || sum[leadWeight] > 0
			switch {
			case sum[leadWeight] > 1:
				c.tally.node("Team", id, "it has %d at a time %s", sum[leadWeight], span(from, to))
				return false
			case led && sum[leadWeight] == 0 && sum[memberWeight] > 0:
				c.tally.node("Team", id, "it has members and no LEAD %s", span(from, to))
				return false
			}
			return true
		})
		if !led {
			c.tally.node("Team", id, "it has never had one")
		}
	})
}
