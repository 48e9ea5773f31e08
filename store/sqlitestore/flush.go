package sqlitestore

import (
	"slices"

	"innograph/kg"
	"innograph/store/changeset"
)

// A flush writes what a changeset changes.
type flush struct {
	*transaction
	*changeset.Changes
	rows []nodeRow // one for each of Changes.Nodes
}

// A nodeRow is what the rows of a node come to.
type nodeRow struct {
	*changeset.NodeState
	long     any    // the JSON of its long texts, once its row has been written
	reworded bool   // its words differ from those of the file
	words    *entry // if so, what they are now
}

// Write writes what has changed: what goes first, so that identifiers are free,
// then nodes, then edges at them.
func (t *transaction) Write(c *changeset.Changes) error {
	f := &flush{transaction: t, Changes: c, rows: make([]nodeRow, len(c.Nodes))}
	for i, n := range c.Nodes {
		f.rows[i].NodeState = n
	}
	r, err := f.relocation()
	if err != nil {
		return err
	}
	if err := f.move(r.dropped, dropOut, dropIn, dropParties); err != nil {
		return err
	}
	for _, step := range []func() error{f.flushEdges, f.flushUnsaid, f.flushGone, f.flushReleased, f.flushNodes, f.flushLong, f.flushClaimed, f.flushSaid} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := f.each(setLevels, r.releveled); err != nil {
		return err
	}
	return f.move(r.added, addOut, addIn, addParties)
}

// flushGone deletes nodes with all that is theirs.
func (f *flush) flushGone() error {
	gone := f.Gone()
	for _, text := range []string{releaseNodes, deleteLongs, deleteNodes} {
		if err := f.each(text, gone); err != nil {
			return err
		}
	}
	return nil
}

// flushReleased frees the identifiers that nodes give up.
func (f *flush) flushReleased() error {
	released := f.Released()
	if len(released) == 0 {
		return nil
	}
	return f.exec(release, string(appendPairs(nil, released)))
}

// appendPairs appends the JSON array of some identifiers as pairs.
func appendPairs(b []byte, ids []kg.Identifier) []byte {
	b = append(b, '[')
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendTexts(b, []string{id.Scheme, id.Value})
	}
	return append(b, ']')
}

// flushNodes inserts and updates the rows of nodes.
func (f *flush) flushNodes() error {
	inserts, updates := f.bulk(insertNode), f.bulk(updateNode)
	var moved []int64
	for i := range f.rows {
		n := &f.rows[i]
		now := n.Now
		if n.Moved() {
			moved = append(moved, now.Number)
		}
		if now == nil || n.Moved() {
			continue
		}
		k := f.catalog.model.Kind(now.Kind)
		d, err := documentsOf(k.Properties, now.Properties, now.Provenance, true)
		if err != nil {
			return err
		}
		n.long = d.long
		created, updated, kind := now.CreatedAt.UnixMicro(), now.UpdatedAt.UnixMicro(), f.catalog.number(k)
		if n.Fresh() {
			err = inserts.add(now.Number, string(now.ID), kind, int(now.Visibility), now.Version, created, updated, n.words.column(), d.props, d.keys, d.provenance)
		} else {
			err = updates.add(now.Number, kind, int(now.Visibility), now.Version, created, updated, d.props, d.keys, d.provenance)
		}
		if err != nil {
			return err
		}
	}
	if err := inserts.end(); err != nil {
		return err
	}
	if err := updates.end(); err != nil {
		return err
	}
	return f.each(touchNodes, moved, f.At.UnixMicro())
}

// flushLong writes the long texts of nodes whose rows have been written.
func (f *flush) flushLong() error {
	puts := f.bulk(putLong)
	var gone []int64
	for i := range f.rows {
		n := &f.rows[i]
		switch {
		case n.Now == nil || !n.Body:
		case n.long != nil:
			if err := puts.add(n.Now.Number, n.long); err != nil {
				return err
			}
		case !n.Fresh() && f.catalog.hasLong(n.Stored):
			gone = append(gone, n.Now.Number)
		}
	}
	if err := puts.end(); err != nil {
		return err
	}
	return f.each(deleteLongs, gone)
}

// hasLong reports whether a node has long texts.
func (c *catalog) hasLong(n *kg.Node) bool {
	return slices.ContainsFunc(c.model.Kind(n.Kind).Properties, func(p kg.Property) bool {
		_, has := n.Properties[p.Name]
		return p.Long && has
	})
}

// flushClaimed takes the identifiers nodes have come to.
func (f *flush) flushClaimed() error {
	claims := f.bulk(insertIdentifier)
	for id, number := range f.Claimed() {
		if err := claims.add(id.Scheme, id.Value, number); err != nil {
			return err
		}
	}
	return claims.end()
}
