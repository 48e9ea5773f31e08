package sqlitestore

import (
	"context"
	"database/sql"

	"innograph/kg"
)

// Aggregate answers each query with one statement for its groups and one for
// each measure.
func (r *reader) Aggregate(ctx context.Context, qs []kg.AggregateQuery) ([][]kg.Bucket, error) {
	found := make([][]kg.Bucket, len(qs))
	several := len(qs) > 1 || len(qs) == 1 && len(qs[0].Measures) > 0
	err := r.view(ctx, several, func(ses *session, c *catalog) error {
		for i := range qs {
			a := &aggregate{reading: &reading{ctx: ctx, session: ses, catalog: c, viewer: r.viewer}, query: &qs[i]}
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
	*reading
	query   *kg.AggregateQuery
	keys    []kg.Type // of the groups' values
	buckets []kg.Bucket
	places  map[groupName]int // of each group among the buckets
}

// A groupName is a group as the store has it.
type groupName struct {
	parent int64
	keys   [kg.MaxGroupKeys]any // integers, texts or nil
}

func (a *aggregate) run() error {
	keys, measured, err := a.query.Types(a.catalog.model)
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
	st := &grouping{statement: a.statement(), query: a.query}
	text, err := st.groups()
	if err != nil || text == "" {
		return err
	}
	return a.session.query(a.ctx, text, st.args, func(rows *sql.Rows) error {
		var name groupName
		var count sql.NullInt64
		ids := make([]sql.NullString, len(a.query.By))
		into := append(name.columns(len(a.query.By)), &count)
		for i := range ids {
			into = append(into, &ids[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if name.parent == overflow {
			return kg.TooManyGroups(limit)
		}
		if place, ok := a.places[name]; ok {
			a.buckets[place].Count = count.Int64
			return nil
		}
		b := kg.Bucket{Parent: int(name.parent), Keys: make([]kg.GroupValue, len(a.query.By)), Count: count.Int64}
		for i := range b.Keys {
			if b.Keys[i], err = a.groupValue(i, name.keys[i], ids[i].String); err != nil {
				return err
			}
		}
		a.add(name, b)
		return nil
	})
}

// columns returns where a row's first columns are read to.
func (n *groupName) columns(keys int) []any {
	into := []any{&n.parent}
	for i := range keys {
		into = append(into, &n.keys[i])
	}
	return into
}

func (a *aggregate) add(name groupName, b kg.Bucket) {
	a.places[name] = len(a.buckets)
	a.buckets = append(a.buckets, b)
}

// groupValue returns the value of a key that stands in a column. A node comes as its
// number, with its id beside it.
func (a *aggregate) groupValue(key int, column any, id string) (kg.GroupValue, error) {
	by := &a.query.By[key]
	switch column := column.(type) {
	case int64:
		if by.Relation != nil {
			return kg.GroupValue{Value: kg.Reference(kg.ID(id)), Number: column}, nil
		}
		if by.Kind {
			k, err := a.catalog.kind(column)
			if err != nil {
				return kg.GroupValue{}, err
			}
			return kg.GroupValue{Value: kg.Text(k.Name)}, nil
		}
		return kg.GroupValue{Value: kg.Stored(a.keys[key], "", column)}, nil
	case string:
		if a.keys[key] != kg.TypeMoney {
			return kg.GroupValue{Value: kg.Stored(a.keys[key], column, 0)}, nil
		}
		in := &scanner{text: column}
		value := in.single(kg.TypeMoney)
		return kg.GroupValue{Value: value}, in.err
	default:
		return kg.GroupValue{}, nil
	}
}
