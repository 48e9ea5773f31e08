package changeset

import (
	"slices"
	"time"

	"innograph/kg"
	"innograph/store/layout"
)

// An Entry is what the log says of a changeset, which has changed something.
type Entry struct {
	At     time.Time
	Actor  string
	Bulk   bool
	Counts kg.Counts
	Items  []Item // none of a bulk load
	Last   Numbers
}

// An Item is an item of the log with what decides who sees it: as an edge is seen
// that has this level, by parties of its ends.
type Item struct {
	kg.ChangeItem
	Level   int
	Parties map[kg.ID]int // where the level is for parties: of which ends, layout.OfSource or layout.OfTarget or both, these are parties
}

// Seen reports whether a viewer sees the item.
func (i *Item) Seen(v kg.Viewer) bool {
	if v.SeesAll() || i.Level <= int(v.Highest()) {
		return true
	}
	ends := 0
	for _, id := range v.Acts() {
		ends |= i.Parties[id]
	}
	needed := i.Level - layout.ForParties
	return needed >= 0 && ends != 0 && ends&needed == needed
}

// A logItem is an item whose parties are not yet known.
type logItem struct {
	kg.ChangeItem
	level int
	ends  [2]int64 // numbers of the node, or of the edge's ends
}

// The groups of a change's items, in their order.
const (
	deletions = iota
	nodes
	edges
)

// logNode notes what has become of a node.
func (w *work) logNode(action kg.Action, n *kg.Node) {
	item := kg.ChangeItem{Action: action, Kind: n.Kind, ID: n.ID}
	if action != kg.Deleted {
		item.Version = n.Version
	}
	w.log(action, nodes, logItem{item, int(n.Visibility), [2]int64{n.Number}})
}

// logEdge notes what has become of an edge, as it is now or, deleted, as it was.
func (w *work) logEdge(action kg.Action, e *Edge) {
	item := kg.ChangeItem{Action: action, Relation: e.Relation, ID: e.ID, From: e.From, To: e.To}
	source, target := w.node(e.From), w.node(e.To)
	if action == kg.Deleted {
		source, target = w.nodes[e.From].Stored, w.nodes[e.To].Stored
	}
	w.log(action, edges, logItem{item, layout.EdgeLevel(e.Visibility, source.Visibility, target.Visibility), [2]int64{e.Source, e.Target}})
}

// log notes an item among the deletions or in the group of its own.
func (w *work) log(action kg.Action, group int, item logItem) {
	if action == kg.Deleted {
		group = deletions
	}
	if !w.bulk {
		w.items[group] = append(w.items[group], item)
	}
}

// partiesOf returns the ids that stand, in the store, for parties of what some
// items for parties alone are about, by the number of node or end.
func (w *work) partiesOf(groups ...[]logItem) (map[int64][]kg.ID, error) {
	parties := map[int64][]kg.ID{}
	var numbers []int64
	for _, items := range groups {
		for _, item := range items {
			for _, number := range item.ends {
				if item.level >= layout.ForParties && number != 0 {
					numbers = append(numbers, number)
				}
			}
		}
	}
	if len(numbers) == 0 {
		return parties, nil
	}
	slices.Sort(numbers)
	err := w.tx.Parties(slices.Compact(numbers), func(node int64, party kg.ID) {
		parties[node] = append(parties[node], party)
	})
	return parties, err
}

// record appends the changeset to the log.
func (w *work) record(cs *kg.Changeset) error {
	w.last.Revision++
	entry := &Entry{At: w.changes.At, Actor: cs.Actor, Bulk: cs.Bulk, Counts: w.counts, Last: w.last}
	if !cs.Bulk {
		after, err := w.partiesOf(w.items[nodes], w.items[edges])
		if err != nil {
			return err
		}
		entry.Items = make([]Item, 0, len(w.items[deletions])+len(w.items[nodes])+len(w.items[edges]))
		for group, list := range w.items {
			of := after
			if group == deletions {
				of = w.partiesBefore
			}
			for i := range list {
				entry.Items = append(entry.Items, list[i].known(of))
			}
		}
	}
	return w.tx.Log(entry)
}

// known returns the item with its parties.
func (i *logItem) known(of map[int64][]kg.ID) Item {
	item := Item{ChangeItem: i.ChangeItem, Level: i.level}
	if i.level < layout.ForParties {
		return item
	}
	item.Parties = map[kg.ID]int{}
	for j, number := range i.ends {
		for _, id := range of[number] {
			item.Parties[id] |= []int{layout.OfSource, layout.OfTarget}[j]
		}
	}
	return item
}

// CountItems counts what a viewer sees of a change.
func CountItems(items []kg.ChangeItem) kg.Counts {
	var c kg.Counts
	for _, item := range items {
		node := item.Relation == ""
		switch {
		case item.Action == kg.Created && node:
			c.NodesCreated++
		case item.Action == kg.Updated && node:
			c.NodesUpdated++
		case item.Action == kg.Deleted && node:
			c.NodesDeleted++
		case item.Action == kg.Created:
			c.EdgesCreated++
		case item.Action == kg.Updated:
			c.EdgesUpdated++
		default:
			c.EdgesDeleted++
		}
	}
	return c
}
