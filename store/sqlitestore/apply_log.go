package sqlitestore

import (
	"encoding/json"

	"innograph/kg"
)

// A logItem is an item of the log with what decides who sees it.
type logItem struct {
	kg.ChangeItem
	visibility kg.Visibility // of an edge the narrowest of it and its ends
}

// The groups of a change's items, in their order.
const (
	deletions = iota
	nodes
	edges
)

func nodeItem(action kg.Action, n *kg.Node) logItem {
	item := kg.ChangeItem{Action: action, Kind: n.Kind, ID: n.ID}
	if action != kg.Deleted {
		item.Version = n.Version
	}
	return logItem{item, n.Visibility}
}

func (w *work) edgeItem(action kg.Action, e *kg.Edge) logItem {
	item := kg.ChangeItem{Action: action, Relation: e.Relation, ID: e.ID, From: e.From, To: e.To}
	visibility := e.Visibility
	for _, end := range []*nodeState{w.nodes[e.From], w.nodes[e.To]} {
		if action == kg.Deleted {
			visibility = max(visibility, end.stored.Visibility) // who could see it before
		} else {
			visibility = max(visibility, end.now.Visibility)
		}
	}
	return logItem{item, visibility}
}

// record appends the changeset to the log and keeps the last numbers.
func (w *work) record(cs *kg.Changeset) error {
	w.last.revision++
	counts, err := json.Marshal(w.counts)
	if err != nil {
		return err
	}
	if err := w.exec(insertChange, w.last.revision, w.at.UnixMicro(), cs.Actor, cs.Bulk, string(counts)); err != nil {
		return err
	}
	position, items := 0, w.bulk(insertChangeItem)
	for _, group := range w.items {
		if cs.Bulk {
			break
		}
		for _, item := range group {
			position++
			err := items.add(w.last.revision, position, int(item.visibility), string(item.Action), item.Kind, item.Relation,
				string(item.ID), string(item.From), string(item.To), item.Version)
			if err != nil {
				return err
			}
		}
	}
	if err := items.end(); err != nil {
		return err
	}
	return w.exec(setCounters, w.last.node, w.last.edge, w.last.revision)
}
