package sqlitestore

import (
	"slices"

	"innograph/kg"
	"innograph/store/changeset"
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

func (b *rebuild) run(stored, wanted *storedModel) error {
	var rekeyed []*kg.Kind
	for i := range stored.Kinds {
		was := &stored.Kinds[i]
		now, kind := wanted.kind(was.Name), b.catalog.model.Kind(was.Name)
		if b.collation && hasLocalized(kind.Properties) || placedOtherwise(was, now) {
			err := b.eachNodes(kind, func(nodes []*kg.Node) error { return b.rewriteNodes(kind, nodes) })
			if err != nil {
				return err
			}
		}
		if b.words || weighedOtherwise(was, now) {
			if err := b.eachNodes(kind, b.reword); err != nil {
				return err
			}
		}
		if !slices.EqualFunc(was.Keys, now.Keys, storedKey.equal) {
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

// placedOtherwise reports whether some property is now long, or no longer.
func placedOtherwise(was, now *storedKind) bool {
	return slices.ContainsFunc(was.Properties, func(p storedProperty) bool {
		return find(now.Properties, func(q *storedProperty) bool { return q.Name == p.Name }).Long != p.Long
	})
}

func (k storedKey) equal(other storedKey) bool {
	return k.Scheme == other.Scheme && slices.Equal(k.Properties, other.Properties)
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
func (b *rebuild) releaseKeys(was *storedKind, nodes []*kg.Node) error {
	var released []kg.Identifier
	for _, n := range nodes {
		for _, key := range was.Keys {
			parts := make([]string, 0, len(key.Properties))
			for _, name := range key.Properties {
				if v, ok := n.Properties[name]; ok {
					parts = append(parts, v.String())
				}
			}
			if len(parts) == len(key.Properties) {
				released = append(released, kg.Identifier{Scheme: key.Scheme, Value: kg.KeyValue(parts...)})
			}
		}
	}
	if len(released) == 0 {
		return nil
	}
	return b.exec(release, string(appendPairs(nil, released)))
}

// claimKeys gives nodes the identifiers of their natural keys, which nobody else
// may have.
func (b *rebuild) claimKeys(nodes []*kg.Node) error {
	claims := map[kg.Identifier]*kg.Node{}
	var asked []kg.Identifier
	rows := bulk{text: insertIdentifier, exec: b.exec}
	for _, n := range nodes {
		for _, id := range b.catalog.model.KeyIdentifiers(n) {
			if other := claims[id]; other != nil {
				return changeset.Held(id, other.ID, n.ID)
			}
			claims[id] = n
			asked = append(asked, id)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	var refusal error
	err := b.holders(asked, func(id kg.Identifier, holder kg.ID) {
		if n := claims[id]; n.ID != holder && refusal == nil {
			refusal = changeset.Held(id, holder, n.ID)
		}
		delete(claims, id) // it was given that identifier otherwise
	})
	if err == nil {
		err = refusal
	}
	if err != nil {
		return err
	}
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
