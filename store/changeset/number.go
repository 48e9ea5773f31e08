package changeset

import "innograph/kg"

// loadTaken finds out which of the numbers that copies bring are taken.
func (w *work) loadTaken(cs *kg.Changeset) error {
	var ofNodes, ofEdges []int64
	for i := range cs.Nodes {
		if c := cs.Nodes[i].Copy; c != nil && c.Number > 0 && c.Number <= w.last.Node {
			ofNodes = append(ofNodes, c.Number)
		}
	}
	for i := range cs.Edges {
		if n := cs.Edges[i].Number; n > 0 && n <= w.last.Edge {
			ofEdges = append(ofEdges, n)
		}
	}
	if len(ofNodes) > 0 {
		if err := w.tx.TakenNodes(ofNodes, func(n int64) { w.takenNodes[n] = true }); err != nil {
			return err
		}
	}
	if len(ofEdges) == 0 {
		return nil
	}
	return w.tx.TakenEdges(ofEdges, func(n int64) { w.takenEdges[n] = true })
}

// assign decides a number: the one a record has, or the one given if it is
// free, or the next.
func assign(what string, id kg.ID, given, had int64, last *int64, taken map[int64]bool) (int64, error) {
	number := given
	switch {
	case given < 0 || given > kg.MaxNumber:
		return 0, kg.Invalid(string(id), "number %d is not from 1 to %d", given, int64(kg.MaxNumber))
	case had != 0 && given != 0 && given != had:
		return 0, kg.Conflict(string(id), "this %s has number %d and cannot get %d", what, had, given)
	case had != 0:
		return had, nil
	case given == 0:
		number = *last + 1
	case taken[given]:
		return 0, kg.Conflict(string(id), "number %d is that of another %s", given, what)
	}
	*last = max(*last, number)
	taken[number] = true
	return number, nil
}
