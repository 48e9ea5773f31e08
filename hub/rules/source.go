package rules

import (
	"strings"

	"innograph/kg"
)

var _ = add(Rule{
	Code:        "source",
	Severity:    Error,
	Description: "A Source that provenance names is there (数据来源).",
	begin: func(_ *kg.Model, t *tally) check {
		return &source{tally: t, there: map[string]bool{}, named: map[string]kg.ID{}}
	},
})

// A source remembers, of each that is named and not yet met, the first record
// that names it.
type source struct {
	tally *tally
	there map[string]bool
	named map[string]kg.ID
}

func (c *source) node(n *kg.Node) {
	if n.Kind == "Source" {
		c.there[string(n.ID)] = true
	}
	c.names(n.ID, n.Provenance)
}

func (c *source) edge(e *kg.Edge) { c.names(e.ID, e.Provenance) }

// names notes the sources of a record. What is no id of a Source is the name of
// a mapping.
func (c *source) names(id kg.ID, assertions []kg.Assertion) {
	for _, a := range assertions {
		if _, known := c.named[a.Source]; !known && strings.HasPrefix(a.Source, "Source_") {
			c.named[a.Source] = id
		}
	}
}

func (c *source) end() {
	for name, by := range c.named {
		c.tally.checked("Source")
		if !c.there[name] {
			c.tally.node("Source", by, "it names %s, which is not there", name)
		}
	}
}
