package storetest

import (
	"innograph/kg"
)

// logEntry is a change with what decides who sees its items.
type logEntry struct {
	change kg.Change // without items
	items  []logItem
}

type logItem struct {
	kg.ChangeItem
	visibility kg.Visibility // the narrowest of an edge and its ends
}

// The groups of a change's items, in their order.
const (
	deletions = iota
	nodes
	edges
)

func (w *work) log(group int, item logItem) { w.items[group] = append(w.items[group], item) }

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
	for _, end := range []kg.ID{e.From, e.To} {
		n := w.nodeByID(end)
		if was := w.before[end]; was != nil && action == kg.Deleted {
			n = was
		}
		visibility = max(visibility, n.Visibility)
	}
	return logItem{item, visibility}
}

// record appends the changeset to the log.
func (w *work) record(cs *kg.Changeset) {
	entry := logEntry{change: kg.Change{
		Revision: kg.Revision(len(w.graph.log) + 1), At: w.at, Actor: cs.Actor, Bulk: cs.Bulk, Counts: w.counts,
	}}
	if !cs.Bulk {
		for _, group := range w.items {
			entry.items = append(entry.items, group...)
		}
	}
	w.graph.log = append(w.graph.log, entry)
}

// changes returns the entries after a revision as the viewer sees them.
func (v *view) changes(after kg.Revision, limit int) []kg.Change {
	var found []kg.Change
	for _, entry := range v.graph.log {
		if entry.change.Revision <= after {
			continue
		}
		if len(found) >= limit {
			break
		}
		change := entry.change
		for _, item := range entry.items {
			if v.viewer.Sees(item.visibility) {
				change.Items = append(change.Items, item.ChangeItem)
			}
		}
		if !v.viewer.SeesAll() {
			change.Counts = countItems(change.Items)
		}
		if change.Bulk || len(change.Items) > 0 {
			found = append(found, change)
		}
	}
	return found
}

func countItems(items []kg.ChangeItem) kg.Counts {
	var c kg.Counts
	for _, item := range items {
		counter := map[kg.Action][2]*int{
			kg.Created: {&c.NodesCreated, &c.EdgesCreated},
			kg.Updated: {&c.NodesUpdated, &c.EdgesUpdated},
			kg.Deleted: {&c.NodesDeleted, &c.EdgesDeleted},
		}[item.Action]
		if item.Relation == "" {
			*counter[0]++
		} else {
			*counter[1]++
		}
	}
	return c
}
