package neo4jstore

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A statement is query text in the making, with its parameters. They are numbered
// in the order in which the text is put together, or named after what they always
// are, so that the same question has the same text.
type statement struct {
	catalog    *catalog
	viewer     kg.Viewer
	acts       []int64 // numbers of the nodes the viewer acts for
	parameters map[string]any
	suffix     string // of the names of parameters
	numbered   int
	aliases    int
	conditions query.Conditions
}

// clone returns a statement that can be put together further on its own.
func (s *statement) clone() *statement {
	c := *s
	c.parameters = maps.Clone(s.parameters)
	return &c
}

// arg returns a parameter that stands for v.
func (s *statement) arg(v any) string {
	s.numbered++
	return s.named("p"+strconv.Itoa(s.numbered), v)
}

// named returns the parameter of a name.
func (s *statement) named(name string, v any) string {
	name += s.suffix
	s.parameters[name] = v
	return "$" + name
}

// alias returns a variable that no other in the text has.
func (s *statement) alias(prefix string) string {
	s.aliases++
	return prefix + strconv.Itoa(s.aliases)
}

// A condition is an expression that is true, false or, where maybe is set, null,
// which counts as false. AND and OR keep that; Not has to make two values of it.
type condition struct {
	text  string // "": it holds, and needs not be asked
	maybe bool
}

// always and never are conditions that need nothing to be known. They are parameters,
// for the database works constants out before it plans, and then refuses hints on what
// has vanished.
var (
	always = condition{text: "$always"}
	never  = condition{text: "$never"}
)

// newStatement returns a statement with the parameters that all have.
func newStatement(c *catalog, viewer kg.Viewer, acts []int64) *statement {
	return &statement{catalog: c, viewer: viewer, acts: acts, parameters: map[string]any{"always": true, "never": false}}
}

// not returns the plain complement.
func (c condition) not() condition {
	switch {
	case c.text == "":
		return never
	case c.maybe:
		return condition{text: "NOT coalesce(" + c.text + ", false)"}
	default:
		return condition{text: "NOT (" + c.text + ")"}
	}
}

// join joins conditions by an operator.
func join(operator string, conditions []condition) condition {
	maybe := slices.ContainsFunc(conditions, func(c condition) bool { return c.maybe })
	return condition{fragment.Join(operator, textsOf(conditions)), maybe}
}

// textsOf are the texts of conditions.
func textsOf(conditions []condition) []string {
	texts := make([]string, len(conditions))
	for i, c := range conditions {
		texts[i] = c.text
	}
	return texts
}

// typesOf returns the types of relations as a pattern has them.
func typesOf(relations []*kg.Relation) string {
	names := make([]string, len(relations))
	for i, r := range relations {
		names[i] = r.Name
	}
	return strings.Join(names, "|")
}

// labelsOfKinds returns the labels of kinds as a label expression has them.
func labelsOfKinds(kinds []*kg.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return strings.Join(names, "|")
}
