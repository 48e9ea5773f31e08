package storetest

import (
	"maps"
	"slices"

	"innograph/kg"
)

// logEntry is a change with what decides who sees its items.
type logEntry struct {
	change kg.Change // without items
	items  []logItem
}

type logItem struct {
	kg.ChangeItem
	guards []guard // all must let a viewer pass: of a node its own, of an edge its own and those of its ends
}

// A guard lets pass who sees what is of a visibility, or one of some ids may.
type guard struct {
	visibility kg.Visibility
	parties    map[kg.ID]bool
}

func (g guard) passes(v kg.Viewer) bool {
	return v.Sees(g.visibility) || slices.ContainsFunc(v.Acts(), func(id kg.ID) bool { return g.parties[id] })
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
	return logItem{ChangeItem: item}
}

func edgeItem(action kg.Action, e *kg.Edge) logItem {
	return logItem{ChangeItem: kg.ChangeItem{Action: action, Relation: e.Relation, ID: e.ID, From: e.From, To: e.To}}
}

// guards returns what decides who sees a node or an edge of a graph.
func (g *graph) guards(item kg.ChangeItem) []guard {
	if item.Relation == "" {
		return []guard{g.nodeGuard(item.ID)}
	}
	own := g.guard(g.edgeByID(item.ID).Visibility, item.From, item.To)
	return []guard{own, g.nodeGuard(item.From), g.nodeGuard(item.To)}
}

func (g *graph) nodeGuard(id kg.ID) guard { return g.guard(g.nodeByID(id).Visibility, id) }

// guard returns the guard of what is of a visibility and has the parties of these
// nodes, which matter where it is for parties alone.
func (g *graph) guard(visibility kg.Visibility, of ...kg.ID) guard {
	made := guard{visibility: visibility}
	if visibility == kg.Parties {
		made.parties = map[kg.ID]bool{}
		for _, id := range of {
			maps.Copy(made.parties, g.partyIDs(g.number(id)))
		}
	}
	return made
}

// guardLosses keeps who sees what a changeset may delete, as long as it is there.
func (w *work) guardLosses(cs *kg.Changeset) {
	guard := func(item logItem) { w.was[item.ID] = w.guards(item.ChangeItem) }
	edgesAt := func(n *kg.Node) {
		for _, e := range w.edgesAt(n.Number) {
			guard(edgeItem(kg.Deleted, e))
		}
	}
	for _, id := range cs.DeleteEdges {
		if e := w.edgeByID(id); e != nil {
			guard(edgeItem(kg.Deleted, e))
		}
	}
	for _, id := range cs.DeleteNodes {
		if n := w.nodeByID(id); n != nil {
			guard(nodeItem(kg.Deleted, n))
			edgesAt(n)
		}
	}
	for _, c := range cs.Nodes {
		if n := w.nodeByID(c.ID); n != nil && n.Kind != c.Kind {
			edgesAt(n)
		}
	}
}

// record appends the changeset to the log.
func (w *work) record(cs *kg.Changeset) {
	entry := logEntry{change: kg.Change{
		Revision: kg.Revision(len(w.graph.log) + 1), At: w.at, Actor: cs.Actor, Bulk: cs.Bulk, Counts: w.counts,
	}}
	if !cs.Bulk {
		for group, items := range w.items {
			for _, item := range items {
				if item.guards = w.was[item.ID]; group != deletions {
					item.guards = w.guards(item.ChangeItem)
				}
				entry.items = append(entry.items, item)
			}
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
			if !slices.ContainsFunc(item.guards, func(g guard) bool { return !g.passes(v.viewer) }) {
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
