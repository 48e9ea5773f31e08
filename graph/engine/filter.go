package engine

import (
	"strconv"

	"innograph/kg"
)

// Bounds of a filter.
const (
	maxConditions  = 100 // of a filter with its order; of a role one for each of its kinds
	maxFilterDepth = 10
	maxRelated     = 4 // conditions on relations within each other
)

// filters reads the filters of one list, and what its order counts.
type filters struct {
	on         string // the day that holds for relations that name none
	conditions int
	inside     int // conditions on relations around the one at hand
	price      int // of the conditions on relations
}

// nested reads the filter of a relation: {node, edge}.
func (f *filters) nested(node, edge *owner, in fields, nodeInto, edgeInto *kg.Filter) error {
	for _, m := range in {
		o, into := node, nodeInto
		if m.name == "edge" {
			o, into = edge, edgeInto
		}
		value, ok := m.value.(fields)
		if !ok {
			return within(m.name, isNullInstead())
		}
		filter, err := f.filter(o, value, 1)
		if err != nil {
			return within(m.name, err)
		}
		*into = filter
	}
	return nil
}

// filter reads what the nodes or edges of an owner must satisfy: all that is
// given. It returns nil for what everything satisfies.
func (f *filters) filter(o *owner, in fields, depth int) (kg.Filter, error) {
	if depth > maxFilterDepth {
		return nil, exceeds(maxFilterDepth, depth, "write it flatter", "the filter is nested more than %d deep", maxFilterDepth)
	}
	var all kg.And
	for _, m := range in {
		filter, err := f.member(o, m, depth)
		if err != nil {
			return nil, within(m.name, err)
		}
		if filter != nil {
			all = append(all, filter)
		}
	}
	return conjunction(all), nil
}

// conjunction returns the plainest filter for all of these.
func conjunction(all kg.And) kg.Filter {
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	default:
		return all
	}
}

func (f *filters) member(o *owner, m member, depth int) (kg.Filter, error) {
	if m.value == nil {
		return nil, isNullInstead()
	}
	switch m.name {
	case "and", "or":
		return f.several(o, m, depth)
	case "not":
		filter, err := f.filter(o, m.value.(fields), depth+1)
		if err != nil {
			return nil, err
		}
		if filter == nil {
			filter = kg.And{}
		}
		return kg.Not{Filter: filter}, nil
	}
	in := m.value.(fields)
	if m.name == "kind" && o.abstract {
		return f.kinds(in)
	}
	if k := o.members[m.name]; k != nil {
		return f.ofKind(k, in, depth)
	}
	if o.relation == nil {
		if p := kg.Own(m.name); p != nil {
			return f.compare(p, in, 1)
		}
	}
	if p := o.properties[m.name]; p != nil {
		return f.compare(p, in, max(1, len(o.kinds)))
	}
	if t := o.traversals[m.name]; t != nil {
		return f.related(t, in, depth)
	}
	return nil, refuse("%s cannot be filtered by it", o.name)
}

// several reads and, or. An or of nothing holds for nothing.
func (f *filters) several(o *owner, m member, depth int) (kg.Filter, error) {
	var parts []kg.Filter
	for i, e := range m.value.([]any) {
		filter, err := f.filter(o, e.(fields), depth+1)
		if err != nil {
			return nil, within("["+strconv.Itoa(i)+"]", err)
		}
		if filter == nil {
			filter = kg.And{}
		}
		parts = append(parts, filter)
	}
	if m.name == "or" {
		return kg.Or(parts), nil
	}
	return conjunction(kg.And(parts)), nil
}

// ofKind reads what a role's filter asks of one of its kinds.
func (f *filters) ofKind(k *owner, in fields, depth int) (kg.Filter, error) {
	if err := f.count(1); err != nil {
		return nil, err
	}
	filter, err := f.filter(k, in, depth+1)
	if err != nil {
		return nil, err
	}
	all := kg.And{kg.KindIn(k.kinds)}
	if filter != nil {
		all = append(all, filter)
	}
	return conjunction(all), nil
}

// related reads what a filter asks of a relation.
func (f *filters) related(t *traversal, in fields, depth int) (kg.Filter, error) {
	var all kg.And
	for _, m := range in {
		condition, ok := m.value.(fields)
		if !ok {
			return nil, within(m.name, isNullInstead())
		}
		if m.name == "count" {
			counts, err := f.counts(t, condition, depth)
			if err != nil {
				return nil, within(m.name, err)
			}
			all = append(all, counts...)
			continue
		}
		filter, err := f.condition(t, quantifiers[m.name], condition, depth)
		if err != nil {
			return nil, within(m.name, err)
		}
		all = append(all, filter)
	}
	return conjunction(all), nil
}

// counts reads how many edges there must be. Each comparison counts anew, and is
// priced so.
func (f *filters) counts(t *traversal, in fields, depth int) ([]kg.Filter, error) {
	var all []kg.Filter
	for _, m := range in {
		if m.value == nil {
			return nil, within(m.name, isNullInstead())
		}
		if m.name == "of" {
			continue
		}
		of, given := in.get("of").(fields)
		related, err := f.condition(t, kg.Some, of, depth)
		if err != nil && given {
			err = within("of", err)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, kg.Counted{Related: related, Op: operations[m.name], Number: m.value.(int64)})
	}
	if len(all) == 0 && len(in) > 0 {
		return nil, refuse("it does not say how many: add one of eq, ne, lt, lte, gt and gte")
	}
	return all, nil
}

var quantifiers = map[string]kg.Quantifier{"some": kg.Some, "all": kg.All, "none": kg.None, "single": kg.Single}

func (f *filters) condition(t *traversal, q kg.Quantifier, in fields, depth int) (r kg.Related, err error) {
	if err := f.enter(); err != nil {
		return r, err
	}
	defer func() { f.inside-- }()
	for _, m := range in {
		if m.value == nil {
			return r, within(m.name, isNullInstead())
		}
	}
	above := f.on
	defer func() { f.on = above }()
	if f.on, err = dayOf(in, above); err != nil {
		return r, err
	}
	r = kg.Related{Relation: t.relation.Name, Direction: t.direction, To: t.to, Quantifier: q}
	if t.relation.Dated {
		r.On = f.on
	}
	for _, m := range in {
		o, into := t.node, &r.Node
		switch m.name {
		case "edge":
			o, into = t.edge, &r.Edge
		case "on":
			continue
		}
		if *into, err = f.filter(o, m.value.(fields), depth+1); err != nil {
			return r, within(m.name, err)
		}
	}
	return r, nil
}

// enter counts a condition on a relation, and prices it by those around it. Who
// reads it takes it off f.inside.
func (f *filters) enter() error {
	if f.inside++; f.inside > maxRelated {
		r := exceeds(maxRelated, f.inside, "ask in several requests",
			"conditions on relations are nested %d deep; at most %d are answered", f.inside, maxRelated)
		r.code = CodeTooComplex
		return r
	}
	price := 1
	for range f.inside {
		price *= PriceRelated
	}
	f.price += price
	return f.count(1)
}

// count bounds the number of conditions.
func (f *filters) count(n int) error {
	if f.conditions += n; f.conditions > maxConditions {
		return exceeds(maxConditions, f.conditions, "ask in several requests",
			"filter and order have more than %d conditions", maxConditions)
	}
	return nil
}

// isNullInstead refuses null as an operand.
func isNullInstead() error {
	return refuse("null compares with nothing; leave it out, or ask for what is absent with isNull: true")
}
