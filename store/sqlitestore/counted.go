package sqlitestore

import (
	"math"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// counted returns the condition that a count is so. What decides is known one
// beyond the number it is compared with.
func (s *statement) counted(f kg.Counted, of *subject) (string, error) {
	if err := query.CheckCounted(f); err != nil {
		return "", err
	}
	rows, err := s.satisfying(f.Related, of)
	if err != nil {
		return "", err
	}
	enough := max(0, f.Number)
	if enough < math.MaxInt64 {
		enough++
	}
	return "(SELECT count(*) FROM (" + rows + " LIMIT " + s.arg(enough) + "))" + fragment.Operator(f.Op) + s.arg(f.Number), nil
}

// count returns the expression of how many edges satisfy a filter.
func (s *statement) count(f kg.Related, of *subject) (string, error) {
	rows, err := s.satisfying(f, of)
	return "(SELECT count(*) FROM (" + rows + "))", err
}

// satisfying returns the query of a row for each edge that satisfies a filter,
// whatever its quantifier.
func (s *statement) satisfying(f kg.Related, of *subject) (string, error) {
	step, err := s.stepOf(&f, of.alias+".number")
	if err != nil {
		return "", err
	}
	legs, err := s.legs(step)
	if err != nil {
		return "", err
	}
	return rowsOf(legs, func(*leg) string { return "1" }), nil
}
