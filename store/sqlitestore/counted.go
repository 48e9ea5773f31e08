package sqlitestore

import (
	"math"

	"innograph/kg"
)

// counted returns the condition that a count is so. What decides is known one
// beyond the number it is compared with.
func (s *statement) counted(f kg.Counted, of *subject) (string, error) {
	operator, ok := operators[f.Op]
	if !ok {
		return "", kg.Invalid("filter", "a count is compared by equality or order alone")
	}
	rows, err := s.satisfying(f.Related, of)
	if err != nil {
		return "", err
	}
	enough := max(0, f.Number)
	if enough < math.MaxInt64 {
		enough++
	}
	return "(SELECT count(*) FROM (" + rows + " LIMIT " + s.arg(enough) + "))" + operator + s.arg(f.Number), nil
}

// count returns the expression of how many edges satisfy a filter.
func (s *statement) count(f kg.Related, of *subject) (string, error) {
	rows, err := s.satisfying(f, of)
	return "(SELECT count(*) FROM (" + rows + "))", err
}

// satisfying returns the query of a row for each edge that satisfies a filter,
// whatever its quantifier.
func (s *statement) satisfying(f kg.Related, of *subject) (string, error) {
	step, err := s.catalog.stepOf(&f, of.alias+".number")
	if err != nil {
		return "", err
	}
	legs, err := s.legs(step)
	if err != nil {
		return "", err
	}
	return rowsOf(legs, func(*leg) string { return "1" }), nil
}

// countKey adds a sort key that counts.
func (s *statement) countKey(o *ordering, by kg.Order, nodes *subject) error {
	if nodes == nil || by.Edge {
		return kg.Invalid("order", "edges are counted at nodes alone")
	}
	expression, err := s.count(*by.Count, nodes)
	if err != nil {
		return err
	}
	o.terms = append(o.terms, term{expression: expression, descending: by.Descending, nullsFirst: by.NullsFirst})
	o.keys = append(o.keys, sortKey{typ: kg.TypeInt, terms: 1})
	return nil
}
