package neo4jstore

import (
	"slices"

	"innograph/kg"
	"innograph/store/changeset"
)

// batchRows is how many rows a statement writes.
const batchRows = 1000

// Write writes what has changed: what goes first, so that identifiers are free, then
// nodes, then the edges at them.
func (t *transaction) Write(c *changeset.Changes) error {
	for _, step := range []func(*changeset.Changes) error{
		t.deleteEdges, t.deleteNodes, t.release, t.writeNodes, t.claim, t.writeEdges, t.setLevels,
	} {
		if err := step(c); err != nil {
			return err
		}
	}
	return nil
}

// write runs a statement on rows, some at a time.
func (l *loader) write(text, name string, rows []any) error {
	for batch := range slices.Chunk(rows, batchRows) {
		if err := l.run(l.ctx, text, map[string]any{name: batch}, nil); err != nil {
			return err
		}
	}
	return nil
}

// writeNumbers runs a statement on numbers, some at a time.
func (l *loader) writeNumbers(text, name string, numbers []int64) error {
	for batch := range slices.Chunk(numbers, batchRows) {
		if err := l.run(l.ctx, text, map[string]any{name: batch}, nil); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) deleteNodes(c *changeset.Changes) error {
	return t.writeNumbers(deleteNodes, "nodes", c.Gone())
}

// release frees the identifiers that nodes give up.
func (t *transaction) release(c *changeset.Changes) error {
	return t.releaseAll(c.Released())
}

func (l *loader) releaseAll(ids []kg.Identifier) error {
	for batch := range slices.Chunk(ids, batchRows) {
		if err := l.run(l.ctx, release, map[string]any{"wanted": indexedPairs(batch)}, nil); err != nil {
			return err
		}
	}
	return nil
}

// writeNodes creates and changes nodes.
func (t *transaction) writeNodes(c *changeset.Changes) error {
	var inserts, updates, relabels []any
	var moved []int64
	for _, n := range c.Nodes {
		if n.Moved() {
			moved = append(moved, n.Now.Number)
		}
		if n.Now == nil || n.Moved() {
			continue
		}
		stored, err := t.catalog.nodeRow(n.Now)
		if err != nil {
			return err
		}
		labels := t.catalog.labelsOf(t.catalog.model.Kind(n.Now.Kind))
		if n.Fresh() {
			inserts = append(inserts, map[string]any{"labels": labels, "row": map[string]any(stored)})
			continue
		}
		updates = append(updates, map[string]any{"row": map[string]any(stored)})
		if n.Stored.Kind != n.Now.Kind {
			was := t.catalog.labelsOf(t.catalog.model.Kind(n.Stored.Kind))
			relabels = append(relabels, map[string]any{"number": n.Now.Number, "was": was, "labels": labels})
		}
	}
	for _, w := range []struct {
		text string
		rows []any
	}{{insertNodes, inserts}, {relabelNodes, relabels}, {updateNodes, updates}} {
		if err := t.write(w.text, "rows", w.rows); err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(moved, batchRows) {
		err := t.run(t.ctx, touchNodes, map[string]any{"nodes": batch, "at": c.At, "micros": c.At.UnixMicro()}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// claim takes the identifiers nodes have come to.
func (t *transaction) claim(c *changeset.Changes) error {
	var rows []any
	for id, number := range c.Claimed() {
		rows = append(rows, claimRow(id, number))
	}
	return t.write(insertIdentifiers, "rows", rows)
}

// claimRow tells which node is to have an identifier.
func claimRow(id kg.Identifier, node int64) any {
	return map[string]any{"node": node, "row": map[string]any(identifierRow(id))}
}

// deleteEdges deletes edges relation by relation, each by way of its index.
func (t *transaction) deleteEdges(c *changeset.Changes) error {
	gone := map[string][]int64{}
	for _, e := range c.Edges {
		if e.Replaced() {
			gone[e.Stored.Relation] = append(gone[e.Stored.Relation], e.Stored.Number)
		}
	}
	return t.eachRelation(func(r *kg.Relation) error { return t.writeNumbers(deleteEdges.of(r.Name), "numbers", gone[r.Name]) })
}

// eachRelation calls fn with every relation, in the order of the model.
func (l *loader) eachRelation(fn func(r *kg.Relation) error) error {
	for i := range l.catalog.model.Relations {
		if err := fn(&l.catalog.model.Relations[i]); err != nil {
			return err
		}
	}
	return nil
}

// writeEdges creates and changes edges.
func (t *transaction) writeEdges(c *changeset.Changes) error {
	var inserts []any
	updates := map[string][]any{}
	for _, e := range c.Edges {
		if e.Now == nil {
			continue
		}
		stored, err := t.catalog.edgeRow(&e.Now.Edge, e.Now.Source, e.Now.Target, c.Level(&e.Now.Edge))
		if err != nil {
			return err
		}
		w := map[string]any{"relation": e.Now.Relation, "row": map[string]any(stored)}
		if e.Fresh() {
			inserts = append(inserts, w)
		} else {
			updates[e.Now.Relation] = append(updates[e.Now.Relation], w)
		}
	}
	if err := t.write(insertEdges, "rows", inserts); err != nil {
		return err
	}
	return t.eachRelation(func(r *kg.Relation) error { return t.write(updateEdges.of(r.Name), "rows", updates[r.Name]) })
}

func (t *transaction) setLevels(c *changeset.Changes) error {
	return t.writeNumbers(setLevels, "nodes", c.Reseen())
}
