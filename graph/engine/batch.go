package engine

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"innograph/kg"
)

// A batch is the figures of all lists of one result, answered together.
type batch struct {
	queries []kg.AggregateQuery
	owners  []owned // of queries
	tables  []*table
}

// An owned is the place of a query.
type owned struct {
	table *table
	index int
}

// figures answers the figures of a list at the root, if there is one, and of the
// lists along relations below what was read of a level: all in one call, and one
// more read for the nodes that groups of each have in common. They are as the
// store is then, which may be later than what was read.
func (r *request) figures(ctx context.Context, rd kg.Reader, ls *listing, l *level, res *kg.Level) error {
	if !l.figured && (ls == nil || len(ls.figures) == 0) {
		return nil
	}
	b := &batch{}
	if ls != nil {
		b.add(r, ls, nil)
	}
	b.below(r, l, res)
	if len(b.queries) == 0 {
		return nil
	}
	found, err := rd.Aggregate(ctx, b.queries)
	if err != nil {
		return b.failure(err)
	}
	for i, o := range b.owners {
		o.table.keep(o.index, b.queries[i].Parents, found[i])
	}
	for _, t := range b.tables {
		if err := t.readNodes(ctx, rd, r); err != nil {
			return err
		}
	}
	return nil
}

// add asks for the figures of a list, of these parents.
func (b *batch) add(r *request, ls *listing, parents []int64) {
	for _, f := range ls.figures {
		t := r.frames[f.id].table
		b.tables = append(b.tables, t)
		for i, q := range t.queries {
			q.Parents = parents
			b.queries = append(b.queries, q)
			b.owners = append(b.owners, owned{t, i})
		}
	}
}

// below asks for the figures of the lists along relations.
func (b *batch) below(r *request, l *level, res *kg.Level) {
	if !l.figured || res == nil || len(res.Rows) == 0 {
		return
	}
	for i, h := range l.hops {
		if h.list != nil && len(h.list.figures) > 0 {
			if parents := h.parents(res); len(parents) > 0 {
				b.add(r, h.list, parents)
			}
		}
		b.below(r, h.level, res.Hops[i])
	}
}

// parents returns the nodes that a hop leaves from, each once.
func (h *hop) parents(res *kg.Level) []int64 {
	var numbers []int64
	for i := range res.Rows {
		if row := &res.Rows[i]; len(h.from) == 0 || slices.Contains(h.from, row.Kind.Name) {
			numbers = append(numbers, row.Number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// failure says where there are too many groups, if that is known, and what to
// do.
func (b *batch) failure(err error) error {
	if !errors.Is(err, kg.ErrTooLarge) {
		return err
	}
	const remedy = "group by one key less, by years instead of days, or filter"
	refusal := &refusal{
		code: CodeTooComplex, cause: err,
		message: "there are more than " + strconv.Itoa(MaxGroups) + " groups, all parents of the field together; " + remedy,
		extra:   map[string]any{"measure": "groups", "limit": MaxGroups, "remedy": remedy},
	}
	if len(b.tables) == 1 {
		refusal.field = b.tables[0].figure.where
	}
	return refusal
}

// readNodes reads the nodes that the groups shown have in common, with the
// figures below them.
func (t *table) readNodes(ctx context.Context, rd kg.Reader, r *request) error {
	l := t.figure.keys
	if l == nil {
		return nil
	}
	numbers := t.numbers()
	if err := t.nodes.read(ctx, rd, kg.Query{Start: kg.Start{Numbers: numbers}, Select: t.wanted}, numbers); err != nil {
		return err
	}
	if t.nodes.level == nil {
		return nil
	}
	return r.figures(ctx, rd, nil, l, t.nodes.level)
}
