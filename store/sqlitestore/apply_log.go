package sqlitestore

import (
	"database/sql"
	"encoding/json"
	"slices"

	"innograph/kg"
)

// A logItem is an item of the log with what decides who sees it.
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

func nodeItem(action kg.Action, n *kg.Node) logItem {
	item := kg.ChangeItem{Action: action, Kind: n.Kind, ID: n.ID}
	if action != kg.Deleted {
		item.Version = n.Version
	}
	return logItem{item, int(n.Visibility), [2]int64{n.Number}}
}

// edgeItem returns the item of an edge as it is now or, deleted, as it was.
func (w *work) edgeItem(action kg.Action, e *storedEdge) logItem {
	item := kg.ChangeItem{Action: action, Relation: e.Relation, ID: e.ID, From: e.From, To: e.To}
	source, target := w.node(e.From), w.node(e.To)
	if action == kg.Deleted {
		source, target = &w.nodes[e.From].stored.Node, &w.nodes[e.To].stored.Node
	}
	return logItem{item, levelOf(e.Visibility, source.Visibility, target.Visibility), [2]int64{e.source, e.target}}
}

// partiesOf returns the ids that stand, in the file, for parties of what some items
// for parties alone are about, by the number of node or end.
func (w *work) partiesOf(items ...logItem) (map[int64][]string, error) {
	parties := map[int64][]string{}
	var numbers []int64
	for _, item := range items {
		if item.level >= partiesLevel {
			numbers = append(numbers, item.ends[:]...)
		}
	}
	if len(numbers) == 0 {
		return parties, nil
	}
	slices.Sort(numbers)
	args := []any{string(appendNumbers(nil, slices.Compact(numbers)))}
	err := w.session.query(w.ctx, loadParties, args, func(rows *sql.Rows) error {
		var number int64
		var id string
		err := rows.Scan(&number, &id)
		parties[number] = append(parties[number], id)
		return err
	})
	return parties, err
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
	if err := w.recordItems(cs); err != nil {
		return err
	}
	return w.exec(setCounters, w.last.node, w.last.edge, w.last.revision)
}

// recordItems appends the items of a changeset, which a bulk load has none of.
func (w *work) recordItems(cs *kg.Changeset) error {
	if cs.Bulk {
		return nil
	}
	after, err := w.partiesOf(slices.Concat(w.items[nodes], w.items[edges])...)
	if err != nil {
		return err
	}
	position, items, parties := 0, w.bulk(insertChangeItem), w.bulk(insertChangeParty)
	for group, list := range w.items {
		of := after
		if group == deletions {
			of = w.partiesBefore
		}
		for _, item := range list {
			position++
			err := items.add(w.last.revision, position, item.level, string(item.Action), item.Kind, item.Relation,
				string(item.ID), string(item.From), string(item.To), item.Version)
			if err != nil {
				return err
			}
			for id, ends := range item.parties(of) {
				parties.args = append(parties.args, w.last.revision, position, id, ends) // their items go first
			}
		}
	}
	if err := items.end(); err != nil {
		return err
	}
	return parties.end()
}

// parties returns who sees an item that is for parties alone, by id, and of which
// ends these are parties.
func (i *logItem) parties(of map[int64][]string) map[string]int {
	if i.level < partiesLevel {
		return nil
	}
	ends := map[string]int{}
	for j, number := range i.ends {
		for _, id := range of[number] {
			ends[id] |= []int{ofSource, ofTarget}[j]
		}
	}
	return ends
}
