package neo4jstore

import (
	"strconv"
	"strings"

	"innograph/kg"
	"innograph/kg/text"
)

// Clauses of queries of the index that choose by what nodes have beside words.

// hasTrait returns the clause that a node has one of some traits; "" of none.
func hasTrait(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return propTraits + ":(" + strings.Join(list, " ") + ")"
}

// ofKinds returns the clause that nodes are of some kinds; of none: of any.
func ofKinds(kinds []*kg.Kind) string {
	list := make([]string, len(kinds))
	for i, k := range kinds {
		list[i] = kindTrait(k)
	}
	return hasTrait(list)
}

// openTo returns the clause that nodes are seen without regard to parties, or "".
func openTo(v kg.Viewer) string {
	if v.SeesAll() {
		return ""
	}
	var list []string
	for level := kg.Public; level <= v.Highest(); level++ {
		list = append(list, levelTrait(level))
	}
	return hasTrait(list)
}

// noNode is a query that finds nothing.
const noNode = "+" + propTraits + ":none"

// lengths are those from one to another.
type lengths struct{ from, to int }

// greatestLength is that of the longest texts.
const greatestLength = 99

// lengthsIn returns the lengths that nodes of so many points have in a part of the
// order.
func lengthsIn(in between, points int) lengths {
	l := lengths{0, greatestLength}
	if in.after != nil {
		l.from = max(l.from, text.Score(points, 0)-int(in.after.score))
	}
	if in.before != nil {
		l.to = min(l.to, text.Score(points, 0)-int(in.before.score))
	}
	return l
}

func (l lengths) empty() bool { return l.from > l.to }

// within returns the lengths of which all nodes lie in the part, at the end it is
// read from.
func (l lengths) within(back bool) lengths {
	switch {
	case l.from == l.to:
	case back && l.to < greatestLength:
		l.to--
	case !back && l.from > 0:
		l.from++
	}
	return l
}

// clause returns the clause that nodes have such a length; "" where all have.
func (l lengths) clause() string {
	if l.from == 0 && l.to == greatestLength {
		return ""
	}
	return propTraits + ":[" + lengthTrait(l.from) + " TO " + lengthTrait(l.to) + "]"
}

// windows are lengths that a probe tells apart, of about as many nodes each.
var windows = [...]lengths{{0, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 8}, {9, 10}, {11, 13}, {14, 17}, {18, 25}, {26, greatestLength}}

// A probe is a clause by which hits score by their window, from the number of
// windows for what comes first down to 1. limits are the clauses by score, to be
// added to a query, that nodes come no later than that.
type probe struct {
	clause string
	limits []string
}

var (
	forward  = newProbe(false)
	backward = newProbe(true)
)

func newProbe(back bool) *probe {
	p := &probe{limits: make([]string, len(windows)+1)}
	clauses := make([]string, len(windows))
	for i, w := range windows {
		score, limit := len(windows)-i, lengths{0, w.to}
		if back {
			score, limit = i+1, lengths{w.from, greatestLength}
		}
		clauses[i] = w.clause() + "^" + strconv.Itoa(score)
		if clause := limit.clause(); clause != "" {
			p.limits[score] = " +" + clause
		}
	}
	p.clause = " +(" + strings.Join(clauses, " ") + ")"
	return p
}

// query returns the probe of a band, of what other clauses find too. These weigh
// nothing.
func (p *probe) query(b *band, also ...string) string {
	return written("+("+b.either+")^0", b.less, also, "^0") + p.clause
}
