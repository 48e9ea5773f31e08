package sqlitestore

import (
	"slices"

	"innograph/kg"
)

// A term is one thing rows are sorted by. An order by money has two.
type term struct {
	expression string
	descending bool
	nullsFirst bool
	nullable   bool
}

// A sortKey says how a cursor's key is made of terms.
type sortKey struct {
	typ   kg.Type // of the value compared; TypeNull where no row has one
	terms int
}

// An ordering is an order as terms: the sort keys, then the numbers that make
// it total.
type ordering struct {
	terms []term
	keys  []sortKey
	ties  []string // expressions of the numbers, the node's first
	back  bool     // everything the other way round: for the last rows of a page
}

// order resolves an order on nodes and, in hops, edges. Where a property is in
// no place, its key is as in whole, the order of more kinds, if that is given.
func (s *statement) order(order []kg.Order, nodes, edges *subject, whole *ordering, ties ...string) (*ordering, error) {
	o := &ordering{ties: ties}
	for i, by := range order {
		if by.Count != nil {
			if err := s.countKey(o, by, nodes); err != nil {
				return nil, err
			}
			continue
		}
		of := nodes
		if by.Edge {
			of = edges
		}
		if of == nil {
			return nil, kg.Invalid("order", "%s: a list of nodes has no edges to sort by", by.Property)
		}
		places, err := s.places(of, by.Property)
		if err != nil {
			return nil, err
		}
		if err := s.checkLanguage(by, of); err != nil {
			return nil, err
		}
		expressions, key, err := s.sortExpressions(by, places, of)
		if err != nil {
			return nil, err
		}
		if len(places) == 0 && whole != nil {
			key = whole.keys[i]
			expressions = slices.Repeat(expressions, key.terms)
		}
		nullable := len(places) != 1 || places[0].own == ""
		for _, e := range expressions {
			o.terms = append(o.terms, term{expression: e, descending: by.Descending, nullsFirst: by.NullsFirst, nullable: nullable})
		}
		key.terms = len(expressions)
		o.keys = append(o.keys, key)
	}
	return o, nil
}

// checkLanguage refuses an order of localised text in a language that has no
// sort keys. What some kind declares as localised is taken to be.
func (s *statement) checkLanguage(by kg.Order, of *subject) error {
	localized := func(p *kg.Property) bool { return p != nil && p.Type == kg.TypeLocalized }
	found := slices.ContainsFunc(of.relations, func(r *kg.Relation) bool { return localized(r.Property(by.Property)) })
	if !by.Edge {
		found = slices.ContainsFunc(s.catalog.model.Kinds, func(k kg.Kind) bool { return localized(k.Property(by.Property)) })
	}
	if found && !slices.Contains(kg.OrderLanguages, by.Language) {
		return kg.Invalid("order", "%s cannot be sorted in language %q; use one of %v", by.Property, by.Language, kg.OrderLanguages)
	}
	return nil
}

// sortExpressions returns what an order compares: expressions that fit all
// places the property has.
func (s *statement) sortExpressions(by kg.Order, places []place, of *subject) ([]string, sortKey, error) {
	if len(places) == 0 {
		return []string{"NULL"}, sortKey{}, nil
	}
	key := sortKey{typ: operandType(places[0].property)}
	for i := range places {
		p := &places[i]
		switch {
		case p.property.List:
			return nil, key, kg.Invalid("order", "%s is a list, which has no order", by.Property)
		case p.property.Type == kg.TypeLocalized && p.property.Long:
			return nil, key, kg.Invalid("order", "%s is long text, which is not sorted", by.Property)
		case operandType(p.property) != key.typ:
			return nil, key, kg.Invalid("order", "%s is a %s in some kinds and a %s in others; sort within one kind", by.Property, key.typ, p.property.Type)
		}
	}
	expressions := make([]string, len(places[0].sorting(by.Language)))
	for j := range expressions {
		expressions[j] = chosen(of, places, func(p *place) string { return p.sorting(by.Language)[j] })
	}
	return expressions, key, nil
}

// reversed returns the order from its end.
func (o *ordering) reversed() *ordering {
	r := &ordering{terms: slices.Clone(o.terms), keys: o.keys, ties: o.ties, back: !o.back}
	for i := range r.terms {
		r.terms[i].descending = !r.terms[i].descending
		r.terms[i].nullsFirst = !r.terms[i].nullsFirst
	}
	return r
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
		if t.descending {
			text += " DESC"
		}
		if t.nullable && t.nullsFirst == t.descending { // SQLite takes NULL as the least
			text += map[bool]string{true: " NULLS FIRST", false: " NULLS LAST"}[t.nullsFirst]
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

// expressions returns what the terms sort by.
func (o *ordering) expressions() []string {
	list := make([]string, len(o.terms))
	for i := range o.terms {
		list[i] = o.terms[i].expression
	}
	return list
}
