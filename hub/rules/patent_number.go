package rules

import (
	"regexp"

	"innograph/hub/identifier"
	"innograph/kg"
)

var _ = add(Rule{
	Code:        "patent-number",
	Severity:    Error,
	Description: "A Chinese application number has the right check digit (专利申请号).",
	Source:      "ZC 0006-2003",
	begin:       func(_ *kg.Model, t *tally) check { return &patentNumber{tally: t} },
})

// chineseNumber is the form of Chinese application numbers since October 2003;
// those of other offices look otherwise.
var chineseNumber = regexp.MustCompile(`^\d{12}\.[\dX]$`)

type patentNumber struct {
	unmoved
	tally *tally
}

func (c *patentNumber) node(n *kg.Node) {
	number := n.Properties["applicationNo"].Text()
	if n.Kind != "IPRight" || !chineseNumber.MatchString(number) {
		return
	}
	const subject = "IPRight.applicationNo"
	c.tally.checked(subject)
	if problem := broken(identifier.CNPatent, number, false); problem != "" {
		c.tally.node(subject, n.ID, "%s", problem)
	}
}
