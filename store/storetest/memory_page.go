package storetest

import (
	"cmp"
	"slices"

	"innograph/kg"
)

// placed is a hit with its place in an order.
type placed struct {
	hit
	place kg.Cursor
}

// page sorts hits and cuts a page out of them.
func (r *reading) page(hits []hit, order []kg.Order, p kg.Page) ([]hit, kg.PageFacts, error) {
	if p.Limit <= 0 {
		return nil, kg.PageFacts{}, nil
	}
	page, facts := cutPage(hits, r.sortKeys(hits, order), order, p)
	return page, facts, nil
}

// cutPage does so by the sort keys of the hits.
func cutPage(hits []hit, keys [][]kg.Value, order []kg.Order, p kg.Page) ([]hit, kg.PageFacts) {
	var facts kg.PageFacts
	rows := make([]placed, len(hits))
	for i, h := range hits {
		rows[i] = placed{h, kg.Cursor{Key: keys[i], Node: h.number()}}
		if h.edge != nil {
			rows[i].place.Edge = h.edge.Number
		}
	}
	slices.SortFunc(rows, func(a, b placed) int { return comparePlaces(order, &a.place, &b.place) })
	window := slices.Clone(rows)
	if p.After != nil {
		window = slices.DeleteFunc(window, func(a placed) bool { return comparePlaces(order, &a.place, p.After) <= 0 })
		facts.HasPrevious = comparesAny(rows, func(a placed) bool { return comparePlaces(order, &a.place, p.After) <= 0 })
	}
	if p.Before != nil {
		window = slices.DeleteFunc(window, func(a placed) bool { return comparePlaces(order, &a.place, p.Before) >= 0 })
		facts.HasNext = comparesAny(rows, func(a placed) bool { return comparePlaces(order, &a.place, p.Before) >= 0 })
	}
	more := len(window) > p.Limit
	if p.Last {
		facts.HasPrevious, facts.HasNext = more, facts.HasNext && p.Opposite
		window = window[max(0, len(window)-p.Limit):]
	} else {
		facts.HasNext, facts.HasPrevious = more, facts.HasPrevious && p.Opposite
		window = window[:min(p.Limit, len(window))]
	}
	page := make([]hit, len(window))
	for i, row := range window {
		page[i] = row.hit
	}
	return page, facts
}

func comparesAny(rows []placed, fn func(placed) bool) bool { return slices.ContainsFunc(rows, fn) }

// sortKeys returns what each hit is sorted by. The languages have been checked.
func (r *reading) sortKeys(hits []hit, order []kg.Order) [][]kg.Value {
	keys := make([][]kg.Value, len(hits))
	for i, h := range hits {
		keys[i] = make([]kg.Value, len(order))
		for j, o := range order {
			v := kg.Null
			if o.Count != nil {
				if h.node != nil {
					v = kg.Int(int64(len(r.satisfying(*o.Count, h.node))))
				}
			} else if o.Edge {
				v = edgeValue(h.edge, o.Property)
			} else if h.node != nil {
				v = nodeValue(h.node, o.Property)
			}
			key, err := kg.SortKey(v, o.Language)
			if err != nil {
				panic(err)
			}
			keys[i][j] = key
		}
	}
	return keys
}

// comparePlaces orders by the sort keys, then node number, then edge number.
func comparePlaces(order []kg.Order, a, b *kg.Cursor) int {
	for i, o := range order {
		if c := compareKeys(o, a.Key[i], b.Key[i]); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Edge, b.Edge))
}

func compareKeys(o kg.Order, a, b kg.Value) int {
	switch {
	case a.IsNull() && b.IsNull():
		return 0
	case a.IsNull() != b.IsNull():
		if a.IsNull() == o.NullsFirst {
			return -1
		}
		return 1
	case o.Descending:
		return b.Compare(a)
	default:
		return a.Compare(b)
	}
}
