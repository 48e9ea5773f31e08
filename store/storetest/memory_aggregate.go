package storetest

import (
	"math/big"
	"slices"
	"strings"

	"innograph/kg"
)

func (v *view) aggregate(qs []kg.AggregateQuery) ([][]kg.Bucket, error) {
	found := make([][]kg.Bucket, len(qs))
	for i := range qs {
		measured, err := checkAggregate(v.graph.model, &qs[i])
		if err != nil {
			return nil, err
		}
		members, err := v.members(&qs[i])
		if err != nil {
			return nil, err
		}
		found[i] = v.buckets(&qs[i], members, measured)
		if limit := qs[i].Limit; limit > 0 && len(found[i]) > limit {
			return nil, kg.TooManyGroups(limit)
		}
	}
	return found, nil
}

// members returns what a query is about, by parent.
func (v *view) members(q *kg.AggregateQuery) ([][]hit, error) {
	switch {
	case q.List != nil:
		return [][]hit{v.listed(q.List)}, nil
	case q.Search != nil:
		found, err := v.found(q.Search)
		return [][]hit{found}, err
	}
	members := make([][]hit, len(q.Parents))
	for i, number := range q.Parents {
		if n := v.node(number); n != nil {
			members[i] = v.neighbours(n, q.Hop)
		}
	}
	return members, nil
}

// buckets answers a query about these members that measures properties of these
// types.
func (v *view) buckets(q *kg.AggregateQuery, of [][]hit, measured []kg.Type) []kg.Bucket {
	var buckets []kg.Bucket
	for parent, members := range of {
		groups := map[string][]hit{}
		keys := map[string][]kg.GroupValue{}
		if len(q.By) == 0 {
			groups[""] = members
		}
		for _, h := range members {
			for _, key := range v.groupsOf(h, q.By) {
				name := showAll(key, showGroupValue)
				groups[name] = append(groups[name], h)
				keys[name] = key
			}
		}
		for name, members := range groups {
			b := kg.Bucket{Parent: parent, Keys: keys[name], Count: int64(len(members))}
			for i, m := range q.Measures {
				b.Statistics = append(b.Statistics, statistics(members, m, measured[i] == kg.TypeList))
			}
			buckets = append(buckets, b)
		}
	}
	kg.SortBuckets(buckets)
	return buckets
}

// groupsOf returns the groups a member is in: every combination of what it has
// under each key.
func (v *view) groupsOf(h hit, by []kg.GroupKey) [][]kg.GroupValue {
	if len(by) == 0 {
		return nil
	}
	combinations := [][]kg.GroupValue{nil}
	for i := range by {
		var longer [][]kg.GroupValue
		for _, c := range combinations {
			for _, value := range v.groupValues(h, &by[i]) {
				longer = append(longer, append(slices.Clone(c), value))
			}
		}
		combinations = longer
	}
	return combinations
}

// groupValues returns the different values a member has under a key, or Null.
func (v *view) groupValues(h hit, k *kg.GroupKey) []kg.GroupValue {
	var all []kg.GroupValue
	switch {
	case k.Kind:
		all = []kg.GroupValue{{Value: kg.Text(h.node.Kind)}}
	case k.Relation != nil:
		for _, met := range v.satisfying(*k.Relation, h.node) {
			all = append(all, kg.GroupValue{Value: kg.Reference(met.node.ID), Number: met.node.Number})
		}
	default:
		for _, value := range elements(memberValue(h, k.Property, k.Edge)) {
			if s, ok := value.In(k.Language); ok {
				value = kg.Text(s)
			}
			if value = k.Unit.Of(value); !value.IsNull() {
				all = append(all, kg.GroupValue{Value: value})
			}
		}
	}
	var different []kg.GroupValue
	for _, value := range all {
		if !slices.ContainsFunc(different, func(w kg.GroupValue) bool { return w.Value.Equal(value.Value) }) {
			different = append(different, value)
		}
	}
	if len(different) == 0 {
		different = []kg.GroupValue{{}}
	}
	return different
}

func memberValue(h hit, property string, edge bool) kg.Value {
	if edge {
		return edgeValue(h.edge, property)
	}
	return nodeValue(h.node, property)
}

// elements returns the elements of a list, a single value as one, of Null none.
func elements(v kg.Value) []kg.Value {
	switch v.Type() {
	case kg.TypeNull:
		return nil
	case kg.TypeList:
		return v.List()
	default:
		return []kg.Value{v}
	}
}

// statistics returns what a measure tells of a group, by currency; of what some
// have as a list, counts.
func statistics(members []hit, m kg.Measure, listed bool) []kg.Statistic {
	byCurrency := map[string][]kg.Value{}
	for _, h := range members {
		for _, v := range elements(memberValue(h, m.Property, m.Edge)) {
			currency := ""
			if v.Type() == kg.TypeMoney && !listed {
				currency = v.Text()
			}
			byCurrency[currency] = append(byCurrency[currency], v)
		}
	}
	var all []kg.Statistic
	for currency, values := range byCurrency {
		all = append(all, statistic(currency, values, listed))
	}
	slices.SortFunc(all, func(a, b kg.Statistic) int { return strings.Compare(a.Currency, b.Currency) })
	return all
}

func statistic(currency string, values []kg.Value, listed bool) kg.Statistic {
	slices.SortFunc(values, kg.Value.Compare)
	different := slices.CompactFunc(slices.Clone(values), kg.Value.Equal)
	s := kg.Statistic{Currency: currency, Count: int64(len(values)), Distinct: int64(len(different))}
	typ := values[0].Type()
	if kg.HasRange(typ) && !listed {
		s.Min, s.Max, s.Median = values[0], values[len(values)-1], values[(len(values)-1)/2]
	}
	if kg.HasSum(typ) && !listed {
		total := new(big.Int)
		for _, v := range values {
			total.Add(total, big.NewInt(v.Int()))
		}
		s.Sum = kg.SumText(typ, currency, total)
	}
	return s
}

// checkAggregate refuses what is no query, and returns the types it measures.
func checkAggregate(m *kg.Model, q *kg.AggregateQuery) ([]kg.Type, error) {
	_, measured, err := q.Types(m)
	if err != nil {
		return nil, err
	}
	c := checker{m}
	for i := range q.By {
		if of := q.By[i].Relation; of != nil {
			if err := c.nodeFilter(*of); err != nil {
				return nil, err
			}
		}
	}
	if l := q.List; l != nil {
		return measured, firstError(c.kinds(l.Kinds), c.nodeFilter(l.Filter))
	}
	if f := q.Search; f != nil {
		return measured, firstError(c.kinds(f.Kinds), c.nodeFilter(f.Filter))
	}
	h := q.Hop
	return measured, firstError(c.kinds(h.To), c.relations(h.Relations), c.day(h.On), c.nodeFilter(h.Filter), c.edgeFilter(h.EdgeFilter))
}
