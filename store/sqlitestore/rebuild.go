package sqlitestore

import (
	"database/sql"
	"slices"

	"innograph/kg"
)

// rebuildBatch is how many records are read before they are rewritten.
const rebuildBatch = 1000

// rebuild brings records to a model that stores them in another way: with other
// natural keys, another default order, long text that no longer is, or under
// other rules of collation.
type rebuild struct{ loader }

func (b *rebuild) run(stored, wanted *storedModel, collation bool) error {
	for i := range stored.Kinds {
		was := &stored.Kinds[i]
		now, kind := wanted.kind(was.Name), b.catalog.model.Kind(was.Name)
		rewrite := collation && hasLocalized(kind.Properties) || placedOtherwise(was, now)
		rekey := !slices.EqualFunc(was.Keys, now.Keys, storedKey.equal)
		if rewrite || rekey {
			if err := b.ofKind(kind, was, rewrite, rekey); err != nil {
				return err
			}
		}
	}
	for i := range stored.Relations {
		was := &stored.Relations[i]
		relation := b.catalog.model.Relation(was.Name)
		rewrite := collation && hasLocalized(relation.Properties)
		resort := was.OrderBy != relation.OrderBy
		if rewrite || resort {
			if err := b.ofRelation(relation, resort); err != nil {
				return err
			}
		}
	}
	return nil
}

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

// ofKind rewrites the nodes of a kind.
func (b *rebuild) ofKind(kind *kg.Kind, was *storedKind, rewrite, rekey bool) error {
	if rekey { // all give up their former keys before any takes a new one
		err := b.eachNode(kind, func(n *storedNode) error { return b.releaseKeys(was, n) })
		if err != nil {
			return err
		}
	}
	return b.eachNode(kind, func(n *storedNode) error {
		if rewrite {
			if err := b.rewriteNode(kind, n); err != nil {
				return err
			}
		}
		if rekey {
			return b.claimKeys(n)
		}
		return nil
	})
}

func (b *rebuild) eachNode(kind *kg.Kind, fn func(*storedNode) error) error {
	for after := int64(0); ; {
		var batch []*storedNode
		err := b.nodes(nodesOfKind, func(n *storedNode) error {
			batch = append(batch, n)
			return nil
		}, b.catalog.number(kind), after, rebuildBatch)
		if err != nil {
			return err
		}
		for _, n := range batch {
			if err := fn(n); err != nil {
				return err
			}
			after = n.Number
		}
		if len(batch) < rebuildBatch {
			return nil
		}
	}
}

func (b *rebuild) rewriteNode(kind *kg.Kind, n *storedNode) error {
	d, err := documentsOf(kind.Properties, n.Properties, nil, true)
	if err != nil {
		return err
	}
	if err := b.session.exec(b.ctx, rewriteNode, n.Number, d.props, d.keys); err != nil {
		return err
	}
	if d.long != nil {
		return b.session.exec(b.ctx, putLong, n.Number, d.long)
	}
	return b.session.exec(b.ctx, deleteLong, n.Number)
}

// releaseKeys deletes the identifiers that former natural keys have made.
func (b *rebuild) releaseKeys(was *storedKind, n *storedNode) error {
	for _, key := range was.Keys {
		parts := make([]string, 0, len(key.Properties))
		for _, name := range key.Properties {
			if v, ok := n.Properties[name]; ok {
				parts = append(parts, v.String())
			}
		}
		if len(parts) < len(key.Properties) {
			continue
		}
		if err := b.session.exec(b.ctx, deleteIdentifier, key.Scheme, kg.KeyValue(parts...)); err != nil {
			return err
		}
	}
	return nil
}

func (b *rebuild) claimKeys(n *storedNode) error {
	for _, id := range b.catalog.model.KeyIdentifiers(&n.Node) {
		var holder kg.ID
		asked := appendTexts([]byte("["), []string{id.Scheme, id.Value})
		err := b.session.query(b.ctx, loadHolders, []any{string(append(asked, ']'))}, func(rows *sql.Rows) error {
			return rows.Scan(&id.Scheme, &id.Value, &holder)
		})
		switch {
		case err != nil:
			return err
		case holder == n.ID:
			continue
		case holder != "":
			return heldError(id, holder, n.ID)
		}
		if err := b.session.exec(b.ctx, insertIdentifier, id.Scheme, id.Value, n.Number); err != nil {
			return err
		}
	}
	return nil
}

// ofRelation rewrites the edges of a relation, and where they are sorted in
// another way also their rows in the adjacency tables.
func (b *rebuild) ofRelation(r *kg.Relation, resort bool) error {
	number := b.catalog.relationNumber(r)
	for after := int64(0); ; {
		var batch []*storedEdge
		err := b.edges(edgesOfRelation, func(e *storedEdge) error {
			batch = append(batch, e)
			return nil
		}, number, after, rebuildBatch)
		if err != nil {
			return err
		}
		for _, e := range batch {
			if err := b.rewriteEdge(r, e); err != nil {
				return err
			}
			after = e.Number
		}
		if len(batch) < rebuildBatch {
			break
		}
	}
	if !resort {
		return nil
	}
	for _, text := range []string{clearOut, clearIn, refillOut, refillIn} {
		if err := b.session.exec(b.ctx, text, number); err != nil {
			return err
		}
	}
	return nil
}

func (b *rebuild) rewriteEdge(r *kg.Relation, e *storedEdge) error {
	d, err := documentsOf(r.Properties, e.Properties, nil, false)
	if err != nil {
		return err
	}
	return b.session.exec(b.ctx, rewriteEdge, e.Number, sortBytes(r, e.Properties[r.OrderBy]), d.props, d.keys)
}
