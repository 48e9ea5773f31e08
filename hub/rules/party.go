package rules

import (
	"slices"

	"innograph/kg"
)

var _ = add(Rule{
	Code:        "party",
	Severity:    Warning,
	Description: "What only its parties may see has a party, or nobody sees it (可见范围).",
	begin: func(m *kg.Model, t *tally) check {
		c := &party{model: m, tally: t, hidden: map[kg.ID]string{}}
		if r := m.Role("Party"); r != nil {
			c.parties = r.Kinds
		}
		return c
	},
})

// A party looks for nodes that nobody acts for. A node that is a party itself
// may always have someone who does.
type party struct {
	model   *kg.Model
	tally   *tally
	parties []string         // kinds
	hidden  map[kg.ID]string // nodes without a party so far, and their kinds
}

func (c *party) node(n *kg.Node) {
	if n.Visibility == kg.Parties && !slices.Contains(c.parties, n.Kind) {
		c.tally.checked(n.Kind)
		c.hidden[n.ID] = n.Kind
	}
}

func (c *party) edge(e *kg.Edge) {
	r := c.model.Relation(e.Relation)
	switch {
	case r == nil:
	case r.Party == kg.ToEnd:
		delete(c.hidden, e.From)
	case r.Party == kg.FromEnd:
		delete(c.hidden, e.To)
	}
}

func (c *party) end() {
	inOrder(c.hidden, func(id kg.ID, kind string) { c.tally.node(kind, id, "it has no party") })
}
