package sqlitestore

import (
	"slices"
	"strconv"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A statement is query text in the making: fragments are composed freely, for
// its parameters are numbered.
//
// A condition in a fragment is true, or false or NULL, which count the same:
// AND and OR keep that, and Not is IS NOT TRUE. So comparisons stand bare, as
// indexes need them, and the logic is still two-valued.
type statement struct {
	catalog *catalog
	viewer  kg.Viewer
	args    []any

	level      string // the parameter that holds the viewer's level
	acts       string // the one that holds the ids the viewer acts for
	aliases    int
	conditions query.Conditions
}

// arg returns a parameter that stands for v.
func (s *statement) arg(v any) string {
	s.args = append(s.args, v)
	return "?" + strconv.Itoa(len(s.args))
}

// alias returns a name for a table that no other in the text has.
func (s *statement) alias(prefix string) string {
	s.aliases++
	return prefix + strconv.Itoa(s.aliases)
}

// in returns the condition that an expression is one of some integers, which
// come from the catalog.
func in(expression string, numbers []int) string {
	if len(numbers) == 1 {
		return expression + " = " + strconv.Itoa(numbers[0])
	}
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = strconv.Itoa(n)
	}
	return expression + " IN (" + fragment.Commas(texts) + ")"
}

func (c *catalog) kindNumbers(kinds []*kg.Kind) []int {
	numbers := make([]int, len(kinds))
	for i, k := range kinds {
		numbers[i] = c.number(k)
	}
	slices.Sort(numbers)
	return numbers
}

func (c *catalog) relationNumbers(relations []*kg.Relation) []int {
	numbers := make([]int, len(relations))
	for i, r := range relations {
		numbers[i] = c.relationNumber(r)
	}
	slices.Sort(numbers)
	return numbers
}
