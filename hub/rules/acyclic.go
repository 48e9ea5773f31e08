package rules

import (
	"slices"
	"strings"

	"innograph/kg"
)

var _ = add(Rule{
	Code:        "acyclic",
	Severity:    Error,
	Description: "Nothing is a part, a successor or a kind of itself, by however many steps (循环关系).",
	begin: func(m *kg.Model, t *tally) check {
		c := &acyclic{tally: t, relations: map[string]map[kg.ID][]kg.ID{}}
		for i := range m.Relations {
			if r := &m.Relations[i]; r.Acyclic {
				c.relations[r.Name] = map[kg.ID][]kg.ID{}
			}
		}
		return c
	},
})

type acyclic struct {
	unmoved
	tally     *tally
	relations map[string]map[kg.ID][]kg.ID // by relation: where each node leads
}

func (c *acyclic) edge(e *kg.Edge) {
	if out := c.relations[e.Relation]; out != nil {
		c.tally.checked(e.Relation)
		out[e.From] = append(out[e.From], e.To)
	}
}

func (c *acyclic) end() {
	for relation, out := range c.relations {
		w := &walker{out: out, state: map[kg.ID]visit{}}
		inOrder(out, func(id kg.ID, _ []kg.ID) {
			for _, cycle := range w.from(id) {
				c.tally.node(relation, cycle[0], "it reaches itself: %s", chain(cycle))
			}
		})
	}
}

// A visit says how far a walk has come with a node.
type visit uint8

const (
	unseen visit = iota
	under        // on the way that is walked
	done
)

// A walker goes through a graph in depth, each edge once.
type walker struct {
	out   map[kg.ID][]kg.ID
	state map[kg.ID]visit
}

// from returns the cycles that a walk from a node closes: one for each edge that
// leads back to a node on the way.
func (w *walker) from(start kg.ID) [][]kg.ID {
	if w.state[start] != unseen {
		return nil
	}
	type place struct {
		id   kg.ID
		next int
	}
	var cycles [][]kg.ID
	way := []place{{id: start}}
	w.state[start] = under
	for len(way) > 0 {
		here := &way[len(way)-1]
		if here.next == len(w.out[here.id]) {
			w.state[here.id] = done
			way = way[:len(way)-1]
			continue
		}
		to := w.out[here.id][here.next]
		here.next++
		switch w.state[to] {
		case unseen:
			w.state[to] = under
			way = append(way, place{id: to})
		case under:
			var cycle []kg.ID
			for i := len(way) - 1; ; i-- {
				cycle = append(cycle, way[i].id)
				if way[i].id == to {
					break
				}
			}
			slices.Reverse(cycle)
			cycles = append(cycles, cycle)
		}
	}
	return cycles
}

// chain writes a cycle out, of a long one the first steps.
func chain(cycle []kg.ID) string {
	const most = 6
	parts := make([]string, 0, most+2)
	for i, id := range cycle {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, string(id))
	}
	return strings.Join(append(parts, string(cycle[0])), " → ")
}
