package sqlitestore

import (
	"slices"

	"innograph/kg"
	"innograph/store/changeset"
	"innograph/store/layout"
)

// rebuildBatch is how many records are read before they are rewritten.
const rebuildBatch = 1000

// rebuild brings records to a model that stores them in another way: with other
// natural keys, another default order, other parties, other weights in search, long
// text that no longer is, or under other rules of collation and of words.
type rebuild struct {
	loader
	collation, words bool // the rules have changed
}

func (b *rebuild) run(stored, wanted *layout.Model) error {
	var rekeyed []*kg.Kind
	for i := range stored.Kinds {
		was := &stored.Kinds[i]
		now, kind := wanted.Kind(was.Name), b.catalog.model.Kind(was.Name)
		if b.collation && hasLocalized(kind.Properties) || was.PlacedOtherwise(now) {
			err := b.eachNodes(kind, func(nodes []*kg.Node) error { return b.rewriteNodes(kind, nodes) })
			if err != nil {
				return err
			}
		}
		if b.words || was.WeighedOtherwise(now) {
			if err := b.eachNodes(kind, b.reword); err != nil {
				return err
			}
		}
		if was.KeyedOtherwise(now) {
			rekeyed = append(rekeyed, kind)
			err := b.eachNodes(kind, func(nodes []*kg.Node) error { return b.releaseKeys(was, nodes) })
			if err != nil {
				return err
			}
		}
	}
	for _, kind := range rekeyed { // when all have given up their former keys
		if err := b.eachNodes(kind, b.claimKeys); err != nil {
			return err
		}
	}
	for i := range stored.Relations {
		was := &stored.Relations[i]
		relation := b.catalog.model.Relation(was.Name)
		resort := was.OrderBy != relation.OrderBy
		if resort || b.collation && hasLocalized(relation.Properties) {
			if err := b.ofRelation(relation, resort); err != nil {
				return err
			}
		}
		if was.Party != relation.Party {
			if err := b.refill(relation, clearParties, refillParties); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *rebuild) exec(text string, args ...any) error { return b.session.exec(b.ctx, text, args...) }

func hasLocalized(ps []kg.Property) bool {
	return slices.ContainsFunc(ps, func(p kg.Property) bool { return p.Type == kg.TypeLocalized })
}

// eachNodes calls fn with the nodes of a kind, some at a time.
func (b *rebuild) eachNodes(kind *kg.Kind, fn func([]*kg.Node) error) error {
	for after := int64(0); ; {
		var batch []*kg.Node
		err := b.nodes(nodesOfKind, func(n *kg.Node) error {
			batch = append(batch, n)
			return nil
		}, b.catalog.number(kind), after, rebuildBatch)
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := fn(batch); err != nil {
			return err
		}
		after = batch[len(batch)-1].Number
	}
}

func (b *rebuild) rewriteNodes(kind *kg.Kind, nodes []*kg.Node) error {
	numbers := make([]int64, len(nodes))
	rows, longs := bulk{text: rewriteNode, exec: b.exec}, bulk{text: putLong, exec: b.exec}
	for i, n := range nodes {
		numbers[i] = n.Number
		d, err := documentsOf(kind.Properties, n.Properties, nil, true)
		if err != nil {
			return err
		}
		if err := rows.add(n.Number, d.props, d.keys); err != nil {
			return err
		}
		if d.long != nil {
			longs.args = append(longs.args, n.Number, d.long)
		}
	}
	if err := rows.end(); err != nil {
		return err
	}
	if err := b.exec(deleteLongs, string(appendNumbers(nil, numbers))); err != nil {
		return err
	}
	return longs.end()
}

// releaseKeys deletes the identifiers that former natural keys have made.
func (b *rebuild) releaseKeys(was *layout.Kind, nodes []*kg.Node) error {
	var released []kg.Identifier
	for _, n := range nodes {
		released = append(released, was.KeyIdentifiers(n)...)
	}
	if len(released) == 0 {
		return nil
	}
	return b.exec(release, string(appendPairs(nil, released)))
}

// claimKeys gives nodes the identifiers of their natural keys, which nobody else
// may have.
func (b *rebuild) claimKeys(nodes []*kg.Node) error {
	claims, err := changeset.ClaimKeys(b.catalog.model, nodes, b.holders)
	if err != nil {
		return err
	}
	rows := bulk{text: insertIdentifier, exec: b.exec}
	for id, n := range claims {
		if err := rows.add(id.Scheme, id.Value, n.Number); err != nil {
			return err
		}
	}
	return rows.end()
}

// ofRelation rewrites the edges of a relation, and where they are sorted in
// another way also their rows in the adjacency tables.
func (b *rebuild) ofRelation(r *kg.Relation, resort bool) error {
	number := b.catalog.relationNumber(r)
	for after := int64(0); ; {
		rows := bulk{text: rewriteEdge, exec: b.exec}
		last := after
		err := b.edges(edgesOfRelation, func(e *changeset.Edge) error {
			d, err := documentsOf(r.Properties, e.Properties, nil, false)
			rows.args = append(rows.args, e.Number, sortBytes(r, e.Properties[r.OrderBy]), d.props, d.keys)
			last = e.Number
			return err
		}, number, after, rebuildBatch)
		if err != nil {
			return err
		}
		if err := rows.end(); err != nil {
			return err
		}
		if last == after {
			break
		}
		after = last
	}
	if !resort {
		return nil
	}
	return b.refill(r, clearOut, clearIn, refillOut, refillIn)
}

// refill runs the statements that make rows of a relation's edges anew.
func (b *rebuild) refill(r *kg.Relation, texts ...string) error {
	for _, text := range texts {
		if err := b.exec(text, b.catalog.relationNumber(r)); err != nil {
			return err
		}
	}
	return nil
}
