package changeset

import (
	"slices"

	"innograph/kg"
)

// applyEdge works out one edge.
func (w *work) applyEdge(c *kg.EdgeChange, id kg.ID) error {
	state := w.edges[id]
	var old *kg.Edge
	var had int64
	if state != nil && state.Now != nil {
		old, had = &state.Now.Edge, state.Now.Number
	}
	e, changed, err := w.model.MergeEdge(old, c)
	if err != nil {
		return err
	}
	source, target, err := w.ends(e)
	if err != nil {
		return err
	}
	if e.Number, err = assign("edge", id, c.Number, had, &w.last.Edge, w.takenEdges); err != nil {
		return err
	}
	if !changed {
		w.counts.EdgesUnchanged++
		return nil
	}
	if state == nil {
		state = &EdgeState{}
		w.edges[id] = state
	}
	state.Now = &Edge{Edge: *e, Source: source.Number, Target: target.Number}
	w.changes.touchEdge(state)
	action := kg.Updated
	if old == nil {
		action = kg.Created
		w.counts.EdgesCreated++
	} else {
		w.counts.EdgesUpdated++
	}
	w.logEdge(action, state.Now)
	if c.Number == 0 {
		w.moveOn(e.From)
	}
	return nil
}

// ends returns the nodes an edge joins, which must be there and be of the
// relation's kinds.
func (w *work) ends(e *kg.Edge) (source, target *kg.Node, err error) {
	r := w.model.Relation(e.Relation)
	if source, err = w.end(r, e.From, r.From, "start at"); err != nil {
		return nil, nil, err
	}
	if target, err = w.end(r, e.To, r.To, "end at"); err != nil {
		return nil, nil, err
	}
	return source, target, nil
}

func (w *work) end(r *kg.Relation, id kg.ID, kinds []string, verb string) (*kg.Node, error) {
	n := w.node(id)
	if n == nil {
		return nil, &kg.Error{Kind: kg.ErrNotFound, Subject: string(id),
			Reason: "there is no such node for " + r.Name + "; create it before the edge or along with it"}
	}
	if !slices.Contains(kinds, n.Kind) {
		return nil, kg.Invalid(r.Name, "it cannot %s %s, which is a %s; it needs one of %v", verb, id, n.Kind, kinds)
	}
	return n, nil
}

// checkMaxima refuses edges too many at an end, counting what has been written.
// Only nodes that a changeset gives edges can have too many.
func (w *work) checkMaxima(changes []kg.EdgeChange) error {
	starts, ends := map[*kg.Relation][]kg.ID{}, map[*kg.Relation][]kg.ID{}
	for i := range changes {
		c := &changes[i]
		r := w.model.Relation(c.Relation)
		if r.ToMax > 0 {
			starts[r] = append(starts[r], c.From)
		}
		if r.FromMax > 0 {
			ends[r] = append(ends[r], c.To)
		}
	}
	for r, ids := range starts {
		if err := w.checkDegrees(r, ids, kg.FromEnd, r.ToMax, "start"); err != nil {
			return err
		}
	}
	for r, ids := range ends {
		if err := w.checkDegrees(r, ids, kg.ToEnd, r.FromMax, "end"); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) checkDegrees(r *kg.Relation, ids []kg.ID, end kg.EdgeEnd, most int, verb string) error {
	named := make(map[int64]kg.ID, len(ids))
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = w.node(id).Number
		named[numbers[i]] = id
	}
	crowded, err := w.tx.Crowded(r, end, numbers, most)
	if err != nil || crowded == 0 {
		return err
	}
	return kg.Invalid(r.Name, "%s would %s more than %d of these edges; delete another in the same changeset", named[crowded], verb, most)
}
