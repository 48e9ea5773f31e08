package storetest

import (
	"slices"

	"innograph/kg"
)

// applyNodes sets nodes and then their identifiers, so that two nodes may
// exchange one.
func (w *work) applyNodes(changes []kg.NodeChange) error {
	type pair struct{ old, n *kg.Node }
	pairs := make([]pair, len(changes))
	for i := range changes {
		old, n, err := w.applyNode(&changes[i])
		if err != nil {
			return err
		}
		pairs[i] = pair{old, n}
	}
	for _, p := range pairs {
		if p.old == nil {
			continue
		}
		for _, id := range p.old.Identifiers {
			if !slices.Contains(p.n.Identifiers, id) {
				w.setIdentifier(id, 0)
			}
		}
	}
	for _, p := range pairs {
		for _, id := range p.n.Identifiers {
			if holder, ok := w.identifiers[id]; ok && holder != p.n.Number {
				return kg.Conflict(id.Scheme+" "+id.Value, "%s has this identifier, so that %s cannot; give one of them up or merge the two",
					w.nodes[holder].ID, p.n.ID)
			}
			w.setIdentifier(id, p.n.Number)
		}
	}
	return nil
}

func (w *work) applyNode(c *kg.NodeChange) (old, n *kg.Node, err error) {
	old = w.nodeByID(c.ID)
	n, changed, removed, err := w.model.MergeNode(old, c, w.at)
	if err != nil {
		return nil, nil, err
	}
	if n.Number, err = w.nodeNumber(old, c); err != nil {
		return nil, nil, err
	}
	if !changed {
		w.counts.NodesUnchanged++
		return old, old, nil
	}
	if was := w.before[n.ID]; was != nil && old != nil && c.Copy == nil {
		n.Version = was.Version + 1
	}
	w.replace(old, n)
	w.counts.RemovedProperties += removed
	if old == nil {
		w.counts.NodesCreated++
		w.log(nodes, nodeItem(kg.Created, n))
		return old, n, nil
	}
	w.counts.NodesUpdated++
	w.log(nodes, nodeItem(kg.Updated, n))
	if old.Kind != n.Kind {
		w.removeMisfits(n)
	}
	return old, n, nil
}

// nodeNumber returns the number a node keeps, is given or gets next.
func (w *work) nodeNumber(old *kg.Node, c *kg.NodeChange) (int64, error) {
	var given, had int64
	if c.Copy != nil {
		given = c.Copy.Number
	}
	if old != nil {
		had = old.Number
	}
	return assign("node", c.ID, given, had, w.lastNode, w.nodes[given] != nil)
}

// assign decides a number: the one a record has, or the one given if it is
// free, or the next.
func assign(what string, id kg.ID, given, had, last int64, taken bool) (int64, error) {
	switch {
	case given < 0 || given > kg.MaxNumber:
		return 0, kg.Invalid(string(id), "number %d is not from 1 to %d", given, int64(kg.MaxNumber))
	case had != 0 && given != 0 && given != had:
		return 0, kg.Conflict(string(id), "this %s has number %d and cannot get %d", what, had, given)
	case had != 0:
		return had, nil
	case given == 0:
		return last + 1, nil
	case taken:
		return 0, kg.Conflict(string(id), "number %d is another %s's", given, what)
	default:
		return given, nil
	}
}

// removeMisfits deletes the edges that a change of kind leaves without a
// fitting end.
func (w *work) removeMisfits(n *kg.Node) {
	for _, e := range w.edgesAt(n.Number) {
		r := w.model.Relation(e.Relation)
		if e.From == n.ID && !slices.Contains(r.From, n.Kind) || e.To == n.ID && !slices.Contains(r.To, n.Kind) {
			w.deleteEdge(e)
			w.counts.RemovedEdges++
		}
	}
}

func (w *work) applyEdge(c *kg.EdgeChange) error {
	id, err := w.model.EdgeIDOf(c)
	if err != nil {
		return err
	}
	old := w.edgeByID(id)
	e, changed, err := w.model.MergeEdge(old, c)
	if err != nil {
		return err
	}
	if err := w.checkEnds(e); err != nil {
		return err
	}
	var had int64
	if old != nil {
		had = old.Number
	}
	if e.Number, err = assign("edge", id, c.Number, had, w.lastEdge, w.edges[c.Number] != nil); err != nil {
		return err
	}
	if !changed {
		w.counts.EdgesUnchanged++
		return nil
	}
	w.putEdge(e)
	action := kg.Created
	if old == nil {
		w.counts.EdgesCreated++
		w.undo = append(w.undo, func() { w.dropEdge(e) })
	} else {
		w.counts.EdgesUpdated++
		w.undo = append(w.undo, func() { w.putEdge(old) })
		action = kg.Updated
	}
	w.log(edges, edgeItem(action, e))
	if c.Number == 0 {
		w.moveOn(e.From)
	}
	return nil
}

func (w *work) checkEnds(e *kg.Edge) error {
	r := w.model.Relation(e.Relation)
	for _, end := range []struct {
		id    kg.ID
		kinds []string
		verb  string
	}{{e.From, r.From, "start at"}, {e.To, r.To, "end at"}} {
		n := w.nodeByID(end.id)
		if n == nil {
			return &kg.Error{Kind: kg.ErrNotFound, Subject: string(end.id),
				Reason: "there is no such node for " + r.Name + "; create it before the edge or along with it"}
		}
		if !slices.Contains(end.kinds, n.Kind) {
			return kg.Invalid(r.Name, "it cannot %s %s, which is a %s; it needs one of %v", end.verb, n.ID, n.Kind, end.kinds)
		}
	}
	return nil
}
