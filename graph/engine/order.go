package engine

import (
	"slices"
	"strconv"
	"strings"

	"innograph/kg"
)

// maxOrder is the largest number of sort keys.
const maxOrder = 8

// orders reads a list of sort keys.
func (ls *listing) orders(list []any, f *filters) ([]kg.Order, error) {
	if len(list) > maxOrder {
		return nil, exceeds(maxOrder, len(list), "leave out the last ones", "%d sort keys are given; at most %d count", len(list), maxOrder)
	}
	keys := make([]kg.Order, 0, len(list))
	for i, e := range list {
		key, err := ls.order(e.(fields), f)
		if err != nil {
			return nil, within("["+strconv.Itoa(i)+"]", err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// order reads a sort key: of a relation exactly one of node and edge, which the
// decoder has made sure of.
func (ls *listing) order(in fields, f *filters) (kg.Order, error) {
	if !ls.nested {
		return order(ls.node, in, f)
	}
	o := ls.node
	if in[0].name == "edge" {
		o = ls.edge
	}
	key, err := order(o, in[0].value.(fields), f)
	return key, within(in[0].name, err)
}

func order(o *owner, in fields, f *filters) (kg.Order, error) {
	name, byField := in.get("field").(string)
	count, byCount := in.get("count").(fields)
	switch {
	case byField && byCount:
		return kg.Order{}, refuse("field and count are given; give exactly one of them")
	case byCount:
		key, err := countOrder(o, in, count[0], f)
		return key, within("count", err)
	case !byField:
		return kg.Order{}, refuse("neither field nor count is given; give exactly one of them")
	}
	p := o.symbols[name]
	if p == nil {
		return kg.Order{}, within("field", refuse("%s cannot be sorted by %s", o.name, name))
	}
	key := kg.Order{
		Property:   p.Name,
		Edge:       o.relation != nil,
		Descending: in.get("direction") == "DESC",
		NullsFirst: in.get("nulls") == "FIRST",
	}
	if !o.languages[p.Name] {
		return key, nil
	}
	key.Language = kg.OrderLanguages[0]
	if lang, ok := in.get("lang").(string); ok {
		if !slices.Contains(kg.OrderLanguages, lang) {
			return key, within("lang", refuse("there is no order for the language %q; choose one of %s",
				lang, strings.Join(kg.OrderLanguages, ", ")))
		}
		key.Language = lang
	}
	return key, nil
}

// countOrder reads a sort key that counts edges.
func countOrder(o *owner, in fields, of member, f *filters) (kg.Order, error) {
	t := o.traversals[of.name]
	if t == nil {
		return kg.Order{}, unknown(o.name, of.name)
	}
	if in.get("lang") != nil {
		return kg.Order{}, refuse("numbers have no language; leave lang out")
	}
	related, err := f.condition(t, kg.Some, of.value.(fields), 1)
	if err != nil {
		return kg.Order{}, within(of.name, err)
	}
	return kg.Order{Count: &related, Descending: in.get("direction") == "DESC"}, nil
}
