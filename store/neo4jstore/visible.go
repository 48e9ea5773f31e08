package neo4jstore

import (
	"strconv"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/layout"
)

// visible returns the condition that the viewer sees the node of a variable, or ""
// for one who sees all.
func (s *statement) visible(n string) string {
	open := s.open(n)
	if open == "" || len(s.acts) == 0 {
		return open
	}
	return "(" + open + " OR " + s.party(n+"."+propNumber, n) + ")"
}

// visibleEdge returns the condition that the viewer sees the edge of a variable, or
// "" for one who sees all. An edge at a level for parties is seen by those of either
// end, or of each end that the level names.
func (s *statement) visibleEdge(r string) string {
	open := s.open(r)
	if open == "" || len(s.acts) == 0 {
		return open
	}
	// Who acts for the source, and who for the target, stands in the text once, since
	// planning takes longer than reading, and in a CASE, so that it is not looked for
	// at edges that are open.
	const source, target, both = "[true, false]", "[false, true]", "[true, true]"
	seen := func(add int, by ...string) string {
		return " WHEN " + strconv.Itoa(layout.ForParties+add) + " THEN [" + fragment.Commas(by) + "]"
	}
	level := r + "." + propLevel
	return "(" + open + " OR CASE WHEN " + level + " < " + strconv.Itoa(layout.ForParties) + " THEN false ELSE [" +
		s.party(r+"."+propFrom, "startNode("+r+")") + ", " + s.party(r+"."+propTo, "endNode("+r+")") + "] IN CASE " + level +
		seen(0, source, target, both) + seen(layout.OfSource, source, both) + seen(layout.OfTarget, target, both) +
		seen(layout.OfSource+layout.OfTarget, both) + " ELSE [] END END)"
}

// open returns the condition that what has a level is seen without regard to
// parties.
func (s *statement) open(alias string) string {
	if s.viewer.SeesAll() {
		return ""
	}
	return alias + "." + propLevel + " <= " + s.named("level", int64(s.viewer.Highest()))
}

// party returns the condition that the viewer acts for a party of the node of that
// number, which is the one an expression gives.
func (s *statement) party(number, node string) string {
	acts := s.named("acts", s.acts)
	conditions := []string{number + " IN " + acts}
	var out, in []*kg.Relation
	for i := range s.catalog.model.Relations {
		switch r := &s.catalog.model.Relations[i]; r.Party {
		case kg.ToEnd:
			out = append(out, r)
		case kg.FromEnd:
			in = append(in, r)
		}
	}
	x, q := s.alias("x"), s.alias("q")
	found := func(pattern string) string {
		return "EXISTS { WITH " + node + " AS " + x + " MATCH " + pattern + " WHERE " + q + "." + propNumber + " IN " + acts + " }"
	}
	if len(out) > 0 {
		conditions = append(conditions, found("("+x+")-[:"+typesOf(out)+"]->("+q+")"))
	}
	if len(in) > 0 {
		conditions = append(conditions, found("("+x+")<-[:"+typesOf(in)+"]-("+q+")"))
	}
	return "(" + strings.Join(conditions, " OR ") + ")"
}
