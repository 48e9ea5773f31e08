package sqlitestore

import (
	"encoding/json"

	"innograph/store/changeset"
)

// Log appends an entry to the log and keeps the last numbers.
func (t *transaction) Log(e *changeset.Entry) error {
	counts, err := json.Marshal(e.Counts)
	if err != nil {
		return err
	}
	if err := t.exec(insertChange, e.Last.Revision, e.At.UnixMicro(), e.Actor, e.Bulk, string(counts)); err != nil {
		return err
	}
	if err := t.logItems(e); err != nil {
		return err
	}
	return t.exec(setCounters, e.Last.Node, e.Last.Edge, e.Last.Revision)
}

func (t *transaction) logItems(e *changeset.Entry) error {
	items, parties := t.bulk(insertChangeItem), t.bulk(insertChangeParty)
	for i := range e.Items {
		item, position := &e.Items[i], i+1
		err := items.add(e.Last.Revision, position, item.Level, string(item.Action), item.Kind, item.Relation,
			string(item.ID), string(item.From), string(item.To), item.Version)
		if err != nil {
			return err
		}
		for id, ends := range item.Parties {
			parties.args = append(parties.args, e.Last.Revision, position, string(id), ends) // their items go first
		}
	}
	if err := items.end(); err != nil {
		return err
	}
	return parties.end()
}
