package neo4jstore

import (
	"context"
	"slices"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/changeset"
	"innograph/store/layout"
)

// A rebuild brings records to a model that stores them in another way: with other
// labels, natural keys, default order or weights in search, with long text that no
// longer is, or under other rules of collation and of words. Nobody else writes
// meanwhile. Whatever it has done already does no harm when it is done again.
type rebuild struct {
	migration *migration
	rewritten []*kg.Kind
	rekeyed   []*kg.Kind
	relations []*kg.Relation
}

// plan returns what is to be written anew, or nil.
func (m *migration) plan() *rebuild {
	b := &rebuild{migration: m}
	model := m.store.catalog.model
	collation := m.found.collation != "" && m.found.collation != text.Collation
	words := m.found.words != "" && m.found.words != wordRules
	stored := append(m.found.before, m.found.model)
	for i := range model.Kinds {
		k := &model.Kinds[i]
		rewrite, rekey := collation && hasLocalized(k.Properties) || words, false
		if was, ok := m.found.labels[k.Name]; ok && !slices.Equal(was, m.labels[k.Name]) {
			rewrite = true
		}
		for _, s := range stored {
			was, now := s.Kind(k.Name), m.wanted.Kind(k.Name)
			if was == nil {
				continue
			}
			rewrite = rewrite || was.PlacedOtherwise(now) || was.WeighedOtherwise(now)
			rekey = rekey || was.KeyedOtherwise(now)
		}
		if rewrite {
			b.rewritten = append(b.rewritten, k)
		}
		if rekey {
			b.rekeyed = append(b.rekeyed, k)
		}
	}
	for i := range model.Relations {
		r := &model.Relations[i]
		resorted := func(s *layout.Model) bool { was := s.Relation(r.Name); return was != nil && was.OrderBy != r.OrderBy }
		if collation && hasLocalized(r.Properties) || slices.ContainsFunc(stored, resorted) {
			b.relations = append(b.relations, r)
		}
	}
	if len(b.rewritten)+len(b.rekeyed)+len(b.relations) == 0 {
		return nil
	}
	return b
}

func hasLocalized(ps []kg.Property) bool {
	return slices.ContainsFunc(ps, func(p kg.Property) bool { return p.Type == kg.TypeLocalized })
}

func (b *rebuild) run(ctx context.Context) error {
	for _, k := range b.rewritten {
		if err := b.eachNodes(ctx, k, func(l *loader, nodes []*kg.Node) error { return b.rewrite(l, k, nodes) }); err != nil {
			return err
		}
	}
	for _, k := range b.rekeyed {
		if err := b.eachNodes(ctx, k, b.releaseKeys); err != nil {
			return err
		}
	}
	for _, k := range b.rekeyed { // when all have given up their former keys
		if err := b.eachNodes(ctx, k, b.claimKeys); err != nil {
			return err
		}
	}
	for _, r := range b.relations {
		if err := b.rewriteEdges(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// inBatches calls fn in a transaction each, with the number that what it reads comes
// after, until it has read nothing.
func (b *rebuild) inBatches(ctx context.Context, fn func(l *loader, after int64) (last int64, err error)) error {
	for after := int64(0); ; {
		last := after
		err := b.migration.transact(ctx, func(run runner) (err error) {
			last, err = fn(&loader{ctx: ctx, run: run, catalog: b.migration.store.catalog}, after)
			return err
		})
		if err != nil || last == after {
			return err
		}
		after = last
	}
}

// eachNodes calls fn with the nodes of a kind, some at a time.
func (b *rebuild) eachNodes(ctx context.Context, k *kg.Kind, fn func(*loader, []*kg.Node) error) error {
	return b.inBatches(ctx, func(l *loader, after int64) (int64, error) {
		var nodes []*kg.Node
		err := l.nodes(nodesOfKind.of(k.Name), map[string]any{"after": after, "limit": batchRows}, func(n *kg.Node) error {
			nodes = append(nodes, n)
			return nil
		})
		if err != nil || len(nodes) == 0 {
			return after, err
		}
		return nodes[len(nodes)-1].Number, fn(l, nodes)
	})
}

func (b *rebuild) rewrite(l *loader, k *kg.Kind, nodes []*kg.Node) error {
	rows := make([]any, len(nodes))
	relabels := make([]any, len(nodes))
	was := b.migration.found.labels[k.Name]
	for i, n := range nodes {
		stored, err := l.catalog.nodeRow(n)
		if err != nil {
			return err
		}
		rows[i] = map[string]any{"row": map[string]any(stored)}
		relabels[i] = map[string]any{"number": n.Number, "was": was, "labels": b.migration.labels[k.Name]}
	}
	if err := l.write(updateNodes, "rows", rows); err != nil || slices.Equal(was, b.migration.labels[k.Name]) {
		return err
	}
	return l.write(relabelNodes, "rows", relabels)
}

// releaseKeys deletes the identifiers that former natural keys have made.
func (b *rebuild) releaseKeys(l *loader, nodes []*kg.Node) error {
	var released []kg.Identifier
	for _, stored := range append(b.migration.found.before, b.migration.found.model) {
		for _, n := range nodes {
			if was := stored.Kind(n.Kind); was != nil {
				released = append(released, was.KeyIdentifiers(n)...)
			}
		}
	}
	return l.releaseAll(released)
}

// claimKeys gives nodes the identifiers of their natural keys, which nobody else may
// have.
func (b *rebuild) claimKeys(l *loader, nodes []*kg.Node) error {
	claims, err := changeset.ClaimKeys(l.catalog.model, nodes, l.holders)
	if err != nil {
		return err
	}
	rows := make([]any, 0, len(claims))
	for id, n := range claims {
		rows = append(rows, claimRow(id, n.Number))
	}
	return l.write(insertIdentifiers, "rows", rows)
}

func (b *rebuild) rewriteEdges(ctx context.Context, r *kg.Relation) error {
	return b.inBatches(ctx, func(l *loader, after int64) (int64, error) {
		var rows []any
		parameters := map[string]any{"after": after, "limit": batchRows, "names": l.catalog.names.edges}
		err := l.run(ctx, edgesOfRelation.of(r.Name), parameters, func(columns []any) error {
			e, err := l.catalog.edgeOf(columns)
			if err != nil {
				return err
			}
			level, err := integer("the level of an edge", columns[4])
			if err != nil {
				return err
			}
			stored, err := l.catalog.edgeRow(&e.Edge, e.Source, e.Target, int(level))
			rows, after = append(rows, map[string]any{"row": map[string]any(stored)}), e.Number
			return err
		})
		if err != nil {
			return after, err
		}
		return after, l.write(updateEdges.of(r.Name), "rows", rows)
	})
}
