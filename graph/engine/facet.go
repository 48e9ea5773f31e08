package engine

import (
	"innograph/kg"
)

// widen takes a key's own conditions out of what a query is of: those that the
// filter has at its top or in an `and` there, and of the kind the argument
// `kinds`. The rest has passed already.
func (t *table) widen(on string, q *kg.AggregateQuery, name string, list fields) error {
	f := &filters{on: on}
	var rest kg.Filter
	if given, ok := list.get("filter").(fields); ok {
		var err error
		if rest, err = f.filter(t.figure.list.node, without(given, name, true), 1); err != nil {
			return within("filter", err)
		}
	}
	if q.List != nil {
		members := *q.List
		members.Filter = rest
		q.List = &members
		return nil
	}
	members := *q.Search
	members.Filter = rest
	if name == "kind" {
		members.Kinds = nil
	}
	q.Search = &members
	return nil
}

// without returns a filter without a condition and, at the top, without it in
// every part of `and`.
func without(filter fields, name string, top bool) fields {
	var rest fields
	for _, m := range filter {
		parts, ok := m.value.([]any)
		switch {
		case m.name == name:
			continue
		case top && ok && m.name == "and":
			kept := make([]any, len(parts))
			for i, part := range parts {
				kept[i] = without(part.(fields), name, false)
			}
			m.value = kept
		}
		rest = append(rest, m)
	}
	return rest
}
