package sqlitestore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A sortKey says how a cursor's key is made of terms.
type sortKey struct {
	typ   kg.Type // of the value compared; TypeNull where no row has one
	terms int
}

// An ordering is an order as terms: the sort keys, then the numbers that make
// it total.
type ordering struct {
	terms fragment.Terms
	keys  []sortKey
	ties  []string // expressions of the numbers, the node's first
	back  bool     // everything the other way round: for the last rows of a page
}

// order resolves an order on nodes and, in hops, edges. Where a property is in
// no place, its key is as in whole, the order of more kinds, if that is given.
func (s *statement) order(order []kg.Order, nodes, edges *subject, whole *ordering, ties ...string) (*ordering, error) {
	o := &ordering{ties: ties}
	for i, by := range order {
		key, err := query.NewSortKey(s.catalog.model, by, nodes.general(), edges.general())
		if err != nil {
			return nil, err
		}
		of := nodes
		if by.Edge {
			of = edges
		}
		expressions, err := s.sortExpressions(key, of)
		if err != nil {
			return nil, err
		}
		typ := key.Type
		if by.Count == nil && len(key.Places) == 0 && whole != nil {
			typ = whole.keys[i].typ
			expressions = slices.Repeat(expressions, whole.keys[i].terms)
		}
		for _, e := range expressions {
			o.terms = append(o.terms, fragment.Term{Expression: e, Descending: by.Descending, NullsFirst: by.NullsFirst, Nullable: key.Nullable()})
		}
		o.keys = append(o.keys, sortKey{typ: typ, terms: len(expressions)})
	}
	return o, nil
}

// sortExpressions returns what a sort key compares: expressions that fit all places
// the property has.
func (s *statement) sortExpressions(key *query.SortKey, of *subject) ([]string, error) {
	if key.By.Count != nil {
		count, err := s.count(*key.By.Count, of)
		return []string{count}, err
	}
	places := s.located(of, key.Places)
	if len(places) == 0 {
		return []string{"NULL"}, nil
	}
	expressions := make([]string, len(places[0].sorting(key.By.Language)))
	for j := range expressions {
		expressions[j] = chosen(of, places, func(p *place) string { return p.sorting(key.By.Language)[j] })
	}
	return expressions, nil
}

// reversed returns the order from its end.
func (o *ordering) reversed() *ordering {
	return &ordering{terms: o.terms.Reversed(), keys: o.keys, ties: o.ties, back: !o.back}
}

// by returns the ORDER BY list of the terms from the i-th on, under given
// names, and the ties.
func (o *ordering) by(names []string, ties []string) string {
	text := ""
	for i, t := range o.terms {
		if names[i] == "" {
			continue
		}
		text += names[i]
		if t.Descending {
			text += " DESC"
		}
		if t.Nullable && t.NullsFirst == t.Descending { // SQLite takes NULL as the least
			text += map[bool]string{true: " NULLS FIRST", false: " NULLS LAST"}[t.NullsFirst]
		}
		text += ", "
	}
	for i, tie := range ties {
		if i > 0 {
			text += ", "
		}
		text += tie
		if o.back {
			text += " DESC"
		}
	}
	return text
}
