package neo4jstore

import (
	"context"
	"fmt"

	"innograph/kg"
)

// Aggregate answers each query with one statement for its groups and one for each
// measure.
func (r *reader) Aggregate(ctx context.Context, qs []kg.AggregateQuery) ([][]kg.Bucket, error) {
	var found [][]kg.Bucket
	err := r.see(ctx, "Aggregate", func(v *view) error {
		found = make([][]kg.Bucket, len(qs))
		for i := range qs {
			a := &aggregate{view: v, query: &qs[i]}
			if err := a.run(); err != nil {
				return err
			}
			found[i] = a.buckets
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// aggregate is one query under way.
type aggregate struct {
	*view
	query   *kg.AggregateQuery
	keys    []kg.Type // of the groups' values
	buckets []kg.Bucket
	places  map[groupName]int // of each group among the buckets
}

// A groupName is a group as the store tells it.
type groupName struct {
	parent int64
	keys   [kg.MaxGroupKeys]any
}

func (a *aggregate) run() error {
	keys, measured, err := a.query.Types(a.store.catalog.model)
	if err != nil {
		return err
	}
	a.keys, a.places = keys, map[groupName]int{}
	if err := a.groups(); err != nil {
		return err
	}
	for i := range a.buckets {
		a.buckets[i].Statistics = make([][]kg.Statistic, len(a.query.Measures))
	}
	for i, typ := range measured {
		if err := a.measure(i, typ); err != nil {
			return err
		}
	}
	kg.SortBuckets(a.buckets)
	return nil
}

// groups reads which groups there are. Of no keys there is one for each parent,
// with or without members.
func (a *aggregate) groups() error {
	limit := a.query.Limit
	if len(a.query.By) == 0 {
		parents := 1
		if a.query.Hop != nil {
			parents = len(a.query.Parents)
		}
		if limit > 0 && parents > limit {
			return kg.TooManyGroups(limit)
		}
		for i := range parents {
			a.add(groupName{parent: int64(i)}, kg.Bucket{Parent: i})
		}
	}
	g := a.grouping()
	text, err := g.groups()
	if err != nil || text == "" {
		return err
	}
	return a.next(g.statement, text, func(rec *record) error {
		if rec.opposite {
			return kg.TooManyGroups(limit)
		}
		for _, value := range rec.rows {
			if err := a.group(value); err != nil {
				return err
			}
		}
		if limit > 0 && len(a.buckets) > limit {
			return kg.TooManyGroups(limit)
		}
		return nil
	})
}

// group reads one group: parent, keys and count.
func (a *aggregate) group(value any) error {
	in, err := a.columns(value, 1)
	if err != nil {
		return err
	}
	count, ok := in.rest[0].(int64)
	if !ok {
		return damagedError("a count", in.rest[0])
	}
	if place, ok := a.places[in.name]; ok {
		a.buckets[place].Count = count
		return nil
	}
	b := kg.Bucket{Parent: int(in.name.parent), Keys: make([]kg.GroupValue, len(a.keys)), Count: count}
	for i := range b.Keys {
		if b.Keys[i], err = a.groupValue(i, in.keys[i]); err != nil {
			return err
		}
	}
	a.add(in.name, b)
	return nil
}

func (a *aggregate) add(name groupName, b kg.Bucket) {
	a.places[name] = len(a.buckets)
	a.buckets = append(a.buckets, b)
}

// A groupRow is what a row tells of a group.
type groupRow struct {
	name groupName
	keys []any
	rest []any
}

// columns takes a row apart, which has so many columns after the keys.
func (a *aggregate) columns(value any, more int) (groupRow, error) {
	list, _ := value.([]any)
	if len(list) != 1+len(a.keys)+more {
		return groupRow{}, damagedError("a group", value)
	}
	row := groupRow{keys: list[1 : 1+len(a.keys)], rest: list[1+len(a.keys):]}
	var ok bool
	if row.name.parent, ok = list[0].(int64); !ok {
		return groupRow{}, damagedError("a parent", list[0])
	}
	for i, key := range row.keys {
		if parts, ok := key.([]any); ok {
			key = fmt.Sprint(parts...) // a number and an id, or a currency and an amount
		}
		row.name.keys[i] = key
	}
	return row, nil
}

// groupValue returns the value of a key: of a node number and id, of money currency
// and amount.
func (a *aggregate) groupValue(key int, column any) (kg.GroupValue, error) {
	if column == nil {
		return kg.GroupValue{}, nil
	}
	by, typ := &a.query.By[key], a.keys[key]
	parts, _ := column.([]any)
	switch {
	case by.Relation != nil && len(parts) == 2:
		number, okNumber := parts[0].(int64)
		id, okID := parts[1].(string)
		if !okNumber || !okID {
			return kg.GroupValue{}, damagedError("a node's number or id", parts[0])
		}
		return kg.GroupValue{Value: kg.Reference(kg.ID(id)), Number: number}, nil
	case by.Kind:
		k, err := a.store.catalog.kind([]any{column})
		if err != nil {
			return kg.GroupValue{}, err
		}
		return kg.GroupValue{Value: kg.Text(k.Name)}, nil
	default:
		value, err := figure(typ, column)
		return kg.GroupValue{Value: value}, err
	}
}

// figure reads a value of a type that an aggregate tells.
func figure(typ kg.Type, column any) (kg.Value, error) {
	if column == nil {
		return kg.Null, nil
	}
	p := &kg.Property{Name: typ.String(), Type: typ}
	if parts, ok := column.([]any); ok && len(parts) == 2 {
		return valueOf(p, parts...)
	}
	return single(p, column)
}
