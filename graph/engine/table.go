package engine

import (
	"slices"
	"strconv"

	"innograph/kg"
)

// A table is one figure of a request: what is asked, and then what was found.
type table struct {
	figure  *figure
	queries []kg.AggregateQuery // one; of facets one for each
	names   []string            // of the keys of facets
	first   int
	byKey   bool
	nodes   sheet // those that groups have in common
	wanted  kg.Selection
	found   []map[int64][]kg.Bucket // by query and by the number of the parent, 0 of a root
}

// tables reads the arguments of the figures of a list. members is the part of
// their queries that says what they are of; on what the list's arguments say.
func (ls *listing) tables(r *request, args fields, a *listed, members kg.AggregateQuery, parents int) error {
	members.Limit = MaxGroups
	for _, f := range ls.figures {
		own, err := r.arguments(f.field)
		if err != nil {
			return at(f.where, err)
		}
		t := &table{figure: f}
		price, err := t.ask(own, args, a, members)
		if err != nil {
			return at(f.where, err)
		}
		t.found = make([]map[int64][]kg.Bucket, len(t.queries))
		for i := range t.found {
			t.found[i] = map[int64][]kg.Bucket{}
		}
		r.count(times(parents, price))
		if f.keys != nil {
			nodes := times(parents, t.shownNodes())
			r.count(nodes)
			if t.wanted, err = f.keys.selection(r, a.on, nodes); err != nil {
				return err
			}
		}
		r.frames[f.id].table = t
	}
	return nil
}

// ask reads the arguments of the figure and returns its price for one parent.
func (t *table) ask(args, list fields, a *listed, members kg.AggregateQuery) (price int, err error) {
	f := &filters{on: a.on}
	switch t.figure.field.Name {
	case "statistics":
		if members.Measures, err = measures(t.figure.list, args); err != nil {
			return 0, err
		}
		if len(members.Measures) == 0 {
			return 0, within("of", refuse("at least one property is needed"))
		}
		t.queries = []kg.AggregateQuery{members}
		return len(members.Measures) * a.each(0), nil
	case "groupBy":
		err = t.askGroups(f, args, members)
	default:
		err = t.askFacets(f, args, list, members)
	}
	if err != nil {
		return 0, err
	}
	for i := range t.queries {
		price += t.first + (1+len(t.queries[i].Measures))*a.each(f.price)
	}
	return price, nil
}

func (t *table) askGroups(f *filters, args fields, members kg.AggregateQuery) (err error) {
	if t.first, err = upTo(maxGroups, args, "first"); err != nil {
		return err
	}
	t.byKey = args.get("orderBy") == "KEY"
	if members.By, err = f.keys(t.figure.list, args); err != nil {
		return err
	}
	if members.Measures, err = measures(t.figure.list, args); err != nil {
		return err
	}
	if !t.figure.stats {
		members.Measures = nil
	}
	t.queries = []kg.AggregateQuery{members}
	return nil
}

// askFacets asks for the groups of each key, of the list as it would be without
// the key's own conditions.
func (t *table) askFacets(f *filters, args, list fields, members kg.AggregateQuery) (err error) {
	if t.first, err = upTo(maxGroups, args, "first"); err != nil {
		return err
	}
	of, _ := args.get("of").([]any)
	if len(of) == 0 {
		return within("of", refuse("at least one key is needed"))
	}
	if len(of) > maxFacets {
		return within("of", exceeds(maxFacets, len(of), "ask for the others by another alias",
			"there are %d keys; at most %d are answered", len(of), maxFacets))
	}
	for i, e := range of {
		here := "of[" + strconv.Itoa(i) + "]"
		key, name, err := f.key(t.figure.list.node, e.(fields))
		if err != nil {
			return within(here, err)
		}
		if slices.ContainsFunc(t.queries, func(q kg.AggregateQuery) bool { return sameKey(q.By[0], key) }) {
			return within(here, refuse("the same key is given twice; leave one out"))
		}
		q := members
		q.By = []kg.GroupKey{key}
		if err := t.widen(f.on, &q, name, list); err != nil {
			return err
		}
		t.queries = append(t.queries, q)
		t.names = append(t.names, name)
	}
	return nil
}

// groups returns the groups of a parent by one of the queries.
func (t *table) groups(query int, parent int64) grouped {
	return grouped{table: t, query: query, all: t.found[query][parent]}
}

// shown returns the groups that the answer has.
func (t *table) shown(all []kg.Bucket) []kg.Bucket { return all[:min(t.first, len(all))] }

// shownNodes returns how many nodes groups of one parent may have in common.
func (t *table) shownNodes() int {
	n := 0
	for i := range t.queries {
		for _, k := range t.queries[i].By {
			if k.Relation != nil {
				n += t.first
			}
		}
	}
	return n
}

// keep takes what was found for a query, the buckets of each parent together.
func (t *table) keep(query int, parents []int64, buckets []kg.Bucket) {
	for len(buckets) > 0 {
		parent, n := buckets[0].Parent, 1
		for n < len(buckets) && buckets[n].Parent == parent {
			n++
		}
		own := buckets[:n:n]
		buckets = buckets[n:]
		if t.byKey {
			slices.SortStableFunc(own, func(a, b kg.Bucket) int { return slices.CompareFunc(a.Keys, b.Keys, kg.GroupValue.Compare) })
		}
		number := int64(0)
		if parents != nil {
			number = parents[parent]
		}
		t.found[query][number] = own
	}
}

// numbers returns the nodes that the groups shown have in common, each once.
func (t *table) numbers() []int64 {
	var numbers []int64
	for _, found := range t.found {
		for _, all := range found {
			for _, b := range t.shown(all) {
				for _, v := range b.Keys {
					if v.Number != 0 {
						numbers = append(numbers, v.Number)
					}
				}
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
