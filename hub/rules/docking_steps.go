package rules

import (
	"cmp"
	"fmt"
	"slices"

	"innograph/hub/docking"
	"innograph/kg"
)

var _ = add(Rule{
	Code:        "docking-steps",
	Severity:    Error,
	Description: "The steps of a docking are legal, follow each other and lead to its status (对接进展).",
	begin: func(_ *kg.Model, t *tally) check {
		return &dockingSteps{tally: t, steps: map[kg.ID]step{}, dockings: map[kg.ID]*walk{}}
	},
})

// A step is a DockingEvent: from one status to another, at a time.
type step struct {
	from, to string
	at       int64 // microseconds
	number   int64 // of the node; the later of two at the same time has the higher
}

// A walk is a docking's status and its steps.
type walk struct {
	status string
	steps  []step
}

// A dockingSteps keeps every step until the docking is known that it belongs to.
type dockingSteps struct {
	tally    *tally
	steps    map[kg.ID]step // those whose docking is not yet known
	dockings map[kg.ID]*walk
}

func (c *dockingSteps) node(n *kg.Node) {
	switch n.Kind {
	case "Docking":
		c.tally.checked(n.Kind)
		c.dockings[n.ID] = &walk{status: n.Properties["status"].Text()}
	case "DockingEvent":
		p := n.Properties
		c.steps[n.ID] = step{p["fromStatus"].Text(), p["toStatus"].Text(), p["at"].Int(), n.Number}
	}
}

func (c *dockingSteps) edge(e *kg.Edge) {
	if w := c.dockings[e.From]; e.Relation == "HAS_STEP" && w != nil {
		w.steps = append(w.steps, c.steps[e.To])
		delete(c.steps, e.To)
	}
}

func (c *dockingSteps) end() {
	inOrder(c.dockings, func(id kg.ID, w *walk) {
		if problem := w.problem(); problem != "" {
			c.tally.node("Docking", id, "%s", problem)
		}
	})
}

// problem says what is wrong with a docking's steps, or "". Without a step a
// docking may be proposed, or of unknown status.
func (w *walk) problem() string {
	slices.SortFunc(w.steps, func(a, b step) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.number, b.number)) })
	at := ""
	for _, s := range w.steps {
		switch {
		case s.from != at:
			return fmt.Sprintf("a step leaves %s where the docking stands at %s", cmp.Or(s.from, "no status"), cmp.Or(at, "no status"))
		case !docking.May(s.from, s.to):
			return fmt.Sprintf("it steps from %s to %s, which is not allowed", cmp.Or(s.from, "no status"), cmp.Or(s.to, "no status"))
		}
		at = s.to
	}
	if at != w.status && (at != "" || w.status != docking.Proposed) {
		return fmt.Sprintf("it is %s and its steps end at %s", cmp.Or(w.status, "without status"), cmp.Or(at, "no status"))
	}
	return ""
}
