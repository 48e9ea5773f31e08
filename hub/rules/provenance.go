package rules

import (
	"slices"

	"innograph/hub/identifier"
	"innograph/kg"
)

var _ = add(Rule{
	Code:        "provenance",
	Severity:    Error,
	Description: "Everything but a Source says where it comes from, and how (来源).",
	begin:       func(_ *kg.Model, t *tally) check { return &provenance{tally: t} },
})

// methods are the symbols of the enum RelationMethod, which is no part of the
// model.
var methods = []string{"HARVESTED", "DECLARED", "INFERRED"}

type provenance struct {
	unmoved
	tally *tally
}

func (c *provenance) node(n *kg.Node) {
	if n.Kind == "Source" {
		return // it is where others come from
	}
	c.tally.checked(n.Kind)
	if problem := doubtful(n.Provenance); problem != "" {
		c.tally.node(n.Kind, n.ID, "%s", problem)
	}
}

func (c *provenance) edge(e *kg.Edge) {
	c.tally.checked(e.Relation)
	if problem := doubtful(e.Provenance); problem != "" {
		c.tally.edge(e.Relation, e, "%s", problem)
	}
}

// doubtful says what is wrong with a provenance, or "".
func doubtful(assertions []kg.Assertion) string {
	if len(assertions) == 0 {
		return "it has no provenance"
	}
	for _, a := range assertions {
		switch {
		case a.Source == "":
			return "an assertion names no source"
		case !slices.Contains(methods, a.Method):
			return "an assertion is made by " + a.Method + ", which is no method"
		case a.Confidence != "" && identifier.Check("0..1", a.Confidence) != nil:
			return "an assertion has the confidence " + a.Confidence + ", which is not between 0 and 1"
		}
	}
	return ""
}
