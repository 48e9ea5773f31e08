package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "minimum",
	Severity:    Error,
	Description: "A record has at least as many links as the model asks of a complete one (最低关联数).",
	begin:       beginMinimum,
})

// A minimum counts down to what each node needs along each traversal, and
// forgets a node as soon as it has enough.
type minimum struct {
	tally      *tally
	byKind     map[string][]*need
	byRelation map[string][]*need
}

type need struct {
	subject   string // such as Laboratory.hosts
	direction kg.Direction
	least     int
	lacking   map[kg.ID]int // how many more edges a node needs
}

func beginMinimum(m *kg.Model, t *tally) check {
	c := &minimum{tally: t, byKind: map[string][]*need{}, byRelation: map[string][]*need{}}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		for _, tr := range k.Traversals {
			if tr.Min == 0 {
				continue
			}
			n := &need{subject: k.Name + "." + tr.Name, direction: tr.Direction, least: tr.Min, lacking: map[kg.ID]int{}}
			c.byKind[k.Name] = append(c.byKind[k.Name], n)
			c.byRelation[tr.Relation] = append(c.byRelation[tr.Relation], n)
		}
	}
	return c
}

func (c *minimum) node(n *kg.Node) {
	for _, need := range c.byKind[n.Kind] {
		c.tally.checked(need.subject)
		need.lacking[n.ID] = need.least
	}
}

func (c *minimum) edge(e *kg.Edge) {
	for _, need := range c.byRelation[e.Relation] {
		near := e.From
		if need.direction == kg.In {
			near = e.To
		}
		switch need.lacking[near] {
		case 0:
		case 1:
			delete(need.lacking, near)
		default:
			need.lacking[near]--
		}
	}
}

func (c *minimum) end() {
	for _, needs := range c.byKind {
		for _, need := range needs {
			inOrder(need.lacking, func(id kg.ID, lacks int) {
				c.tally.node(need.subject, id, "it has %d of at least %d", need.least-lacks, need.least)
			})
		}
	}
}
