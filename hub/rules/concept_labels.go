package rules

import (
	"innograph/kg"
)

var _ = add(Rule{
	Code:        "concept-labels",
	Severity:    Error,
	Description: "No other label of a concept is its preferred one (概念标签).",
	Source:      "W3C, SKOS Reference, integrity condition S13",
	begin:       func(_ *kg.Model, t *tally) check { return &conceptLabels{tally: t} },
})

type conceptLabels struct {
	unmoved
	tally *tally
}

func (c *conceptLabels) node(n *kg.Node) {
	if n.Kind != "Concept" {
		return
	}
	c.tally.checked(n.Kind)
	preferred := n.Properties["prefLabel"].Pairs()
	for _, property := range []string{"altLabels", "hiddenLabels"} {
		for _, label := range n.Properties[property].List() {
			for i := 1; i < len(preferred); i += 2 {
				if label.Equal(preferred[i]) {
					c.tally.node(n.Kind, n.ID, "%q is its preferred label and one of its %s", label.Text(), property)
					return
				}
			}
		}
	}
}
