package neo4jstore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A sortKey says how a cursor's key is made of terms, and how it is read.
type sortKey struct {
	typ      kg.Type // of the value compared; TypeNull where no row has one
	terms    int
	keyed    bool     // the value is text, and the terms its key and what did not fit
	decoded  bool     // and Row.Key is read from them, for it is no text that is stored
	telling  []string // expressions that Row.Key is read from; nil: the terms
	property *kg.Property
}

// An ordering is an order as terms: the sort keys, then the numbers that make it
// total.
type ordering struct {
	terms fragment.Terms
	keys  []sortKey
	ties  []string // expressions of the numbers, the node's first
	back  bool     // everything the other way round: for the last rows of a page
}

// order resolves an order on nodes and, in hops, edges. Where a property is in no
// place, its key is as in whole, the order of more kinds, if that is given.
func (s *statement) order(order []kg.Order, nodes, edges *subject, whole *ordering, ties ...string) (*ordering, error) {
	o := &ordering{ties: ties}
	for i, by := range order {
		resolved, err := query.NewSortKey(s.catalog.model, by, nodes.general(), edges.general())
		if err != nil {
			return nil, err
		}
		of := nodes
		if by.Edge {
			of = edges
		}
		key, expressions, err := s.sortKey(resolved, of)
		if err != nil {
			return nil, err
		}
		if by.Count == nil && len(resolved.Places) == 0 && whole != nil {
			key = whole.keys[i]
			key.telling = slices.Repeat([]string{"null"}, len(key.telling))
			expressions = slices.Repeat([]string{"null"}, key.terms)
			if key.keyed { // what did not fit is never null
				expressions[1] = "''"
			}
		}
		for j, e := range expressions {
			nullable := resolved.Nullable() && (!key.keyed || j == 0)
			o.terms = append(o.terms, fragment.Term{Expression: e, Descending: by.Descending, NullsFirst: by.NullsFirst, Nullable: nullable})
		}
		o.keys = append(o.keys, key)
	}
	return o, nil
}

// sortKey returns what an order compares: expressions that fit all places the
// property has.
func (s *statement) sortKey(resolved *query.SortKey, of *subject) (key sortKey, expressions []string, err error) {
	key = sortKey{typ: resolved.Type, terms: 1}
	if resolved.By.Count != nil {
		count, err := s.total(resolved.By.Count, of)
		return key, []string{count}, err
	}
	places := s.located(of, resolved.Places)
	if len(places) == 0 {
		return key, []string{"null"}, nil
	}
	language := resolved.By.Language
	each := func(list func(*place) []string) []string {
		all := make([]string, len(list(&places[0])))
		for i := range all {
			all[i] = chosen(places, func(p *place) string { return list(p)[i] })
		}
		return all
	}
	expressions = each(func(p *place) []string { return p.sorting(language) })
	key.terms = len(expressions)
	key.property = places[0].property
	key.decoded = slices.ContainsFunc(places, func(p place) bool { return p.property.Type == kg.TypeLocalized })
	key.keyed = key.decoded || places[0].keyed()
	if key.keyed && !key.decoded {
		key.telling = each(func(p *place) []string { return []string{p.natural()} })
	}
	return key, expressions, nil
}

// reversed returns the order from its end.
func (o *ordering) reversed() *ordering {
	return &ordering{terms: o.terms.Reversed(), keys: o.keys, ties: o.ties, back: !o.back}
}

// by returns the ORDER BY list of the terms, under given names, and the ties. Names
// that are "" are left out. Where all rows have a value of the first key, indexes
// are found only by its bare expression.
func (o *ordering) by(names, ties []string, present bool) string {
	var texts []string
	for i, t := range o.terms {
		if names[i] == "" {
			continue
		}
		if first := present && i < o.keys[0].terms; t.Nullable && !first && t.NullsFirst != t.Descending { // Cypher takes null as the greatest
			if t.NullsFirst {
				texts = append(texts, names[i]+" IS NOT NULL")
			} else {
				texts = append(texts, names[i]+" IS NULL")
			}
		}
		texts = append(texts, names[i]+descending(t.Descending))
	}
	for _, tie := range ties {
		texts = append(texts, tie+descending(o.back))
	}
	return fragment.Commas(texts)
}

func descending(is bool) string {
	if is {
		return " DESC"
	}
	return ""
}

// named returns the order over the variables of its terms.
func (o *ordering) named() *ordering {
	n := &ordering{terms: slices.Clone(o.terms), keys: o.keys, ties: o.ties, back: o.back}
	for i := range n.terms {
		n.terms[i].Expression = keyAlias(i)
	}
	return n
}

// aliases returns the variables of the terms.
func (o *ordering) aliases() []string {
	list := make([]string, len(o.terms))
	for i := range list {
		list[i] = keyAlias(i)
	}
	return list
}

// telling returns the expressions that the keys of rows are read from. names are
// those of the terms.
func (o *ordering) telling(names []string) []string {
	var texts []string
	at := 0
	for _, key := range o.keys {
		if key.telling != nil {
			texts = append(texts, key.telling...)
		} else {
			texts = append(texts, names[at:at+key.terms]...)
		}
		at += key.terms
	}
	return texts
}

// columns is how many of those expressions a key has.
func (k *sortKey) columns() int {
	if k.telling != nil {
		return len(k.telling)
	}
	return k.terms
}
