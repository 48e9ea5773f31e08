package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "stage-periods",
	Severity:    Error,
	Description: "The stages of an enterprise follow each other without gap or overlap (企业发展阶段).",
	begin: func(_ *kg.Model, t *tally) check {
		return &stagePeriods{tally: t, stages: map[kg.ID][]period{}, gone: map[kg.ID]bool{}}
	},
})

// A stagePeriods looks at the days from an enterprise's first stage on. One that
// is no longer at work may have left its last.
type stagePeriods struct {
	tally  *tally
	stages map[kg.ID][]period
	gone   map[kg.ID]bool // enterprises that are no longer at work
}

func (c *stagePeriods) node(n *kg.Node) {
	if status := n.Properties["status"].Text(); n.Kind == "Enterprise" && status != "" && status != "ACTIVE" {
		c.gone[n.ID] = true
	}
}

func (c *stagePeriods) edge(e *kg.Edge) {
	if e.Relation == "IN_STAGE" {
		c.stages[e.From] = append(c.stages[e.From], periodOf(e, weight{1}))
	}
}

func (c *stagePeriods) end() {
	inOrder(c.stages, func(id kg.ID, periods []period) {
		c.tally.checked("Enterprise")
		last, sound := always, true
		sweep(periods, func(from, to day, sum weight) bool {
			last = to
			switch {
			case sum[0] == 0:
				c.tally.node("Enterprise", id, "it is in no stage %s", span(from, to))
			case sum[0] > 1:
				c.tally.node("Enterprise", id, "it is in %d stages at a time %s", sum[0], span(from, to))
			default:
				return true
			}
			sound = false
			return false
		})
		if sound && last != never && !c.gone[id] {
			c.tally.node("Enterprise", id, "it is at work and in no stage %s", span(last, never))
		}
	})
}
