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
func (ls *listing) orders(list []any) ([]kg.Order, error) {
	if len(list) > maxOrder {
		return nil, exceeds(maxOrder, len(list), "leave out the last ones", "%d sort keys are given; at most %d count", len(list), maxOrder)
	}
	keys := make([]kg.Order, 0, len(list))
	for i, e := range list {
		key, err := ls.order(e.(fields))
		if err != nil {
			return nil, within("["+strconv.Itoa(i)+"]", err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// order reads a sort key: of a relation exactly one of node and edge, which the
// decoder has made sure of.
func (ls *listing) order(in fields) (kg.Order, error) {
	if !ls.nested {
		return order(ls.node, in)
	}
	o := ls.node
	if in[0].name == "edge" {
		o = ls.edge
	}
	key, err := order(o, in[0].value.(fields))
	return key, within(in[0].name, err)
}

func order(o *owner, in fields) (kg.Order, error) {
	name, _ := in.get("field").(string)
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
