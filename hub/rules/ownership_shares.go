package rules

import (
	"fmt"

	"innograph/kg"
)

var _ = add(Rule{
	Code:        "ownership-shares",
	Severity:    Error,
	Description: "The shares in an achievement sum to 1 on every day (权属份额).",
	begin: func(_ *kg.Model, t *tally) check {
		return &ownershipShares{tally: t, owned: map[kg.ID][]period{}}
	},
})

// one is a share of 1, in millionths.
const one = 1_000_000

// The weights of an ownership: its share in millionths, whether that is
// unknown, and that it is one.
const (
	shareWeight = iota
	unknownWeight
	ownerWeight
)

// An ownershipShares looks at the days from an achievement's first owner to its
// last. Where a share is unknown the others may sum to less.
type ownershipShares struct {
	unmoved
	tally *tally
	owned map[kg.ID][]period
}

func (c *ownershipShares) edge(e *kg.Edge) {
	if e.Relation != "OWNED_BY" {
		return
	}
	w := weight{ownerWeight: 1}
	if share := e.Properties["share"]; share.IsNull() {
		w[unknownWeight] = 1
	} else {
		w[shareWeight] = share.Int()
	}
	c.owned[e.From] = append(c.owned[e.From], periodOf(e, w))
}

func (c *ownershipShares) end() {
	inOrder(c.owned, func(id kg.ID, periods []period) {
		c.tally.checked("Achievement")
		sweep(periods, func(from, to day, sum weight) bool {
			problem := wrongSum(sum)
			if problem != "" {
				c.tally.node("Achievement", id, "%s %s", problem, span(from, to))
			}
			return problem == ""
		})
	})
}

// wrongSum says what is wrong with shares. Each may be rounded, so that their
// sum may be off by one millionth for each.
func wrongSum(sum weight) string {
	share, owners := kg.FormatDecimal(kg.Decimal(sum[shareWeight])), sum[ownerWeight]
	off := sum[shareWeight] - one
	switch {
	case owners == 0:
		return "it has no owner"
	case off > owners:
		return fmt.Sprintf("its known shares sum to %s", share)
	case sum[unknownWeight] == 0 && off < -owners:
		return fmt.Sprintf("its shares sum to %s", share)
	default:
		return ""
	}
}
