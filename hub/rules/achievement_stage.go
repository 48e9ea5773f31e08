package rules

import "innograph/kg"

var _ = add(Rule{
	Code:        "achievement-stage",
	Severity:    Error,
	Description: "An achievement is INITIAL at readiness levels 1–4, MIDDLE at 5–7, MATURE at 8–9 (成果阶段).",
	Source:      "the nine levels: GB/T 22900; their split into stages is the hub's own",
	begin:       func(_ *kg.Model, t *tally) check { return &achievementStage{tally: t} },
})

type achievementStage struct {
	unmoved
	tally *tally
}

func (c *achievementStage) node(n *kg.Node) {
	stage, trl := n.Properties["stage"], n.Properties["trl"]
	if n.Kind != "Achievement" || stage.IsNull() || trl.IsNull() {
		return
	}
	c.tally.checked(n.Kind)
	want := "MATURE"
	switch level := trl.Int(); {
	case level <= 4:
		want = "INITIAL"
	case level <= 7:
		want = "MIDDLE"
	}
	if stage.Text() != want {
		c.tally.node(n.Kind, n.ID, "it is %s at level %d, which is %s", stage.Text(), trl.Int(), want)
	}
}
