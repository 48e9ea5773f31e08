package sqlitestore

import (
	"database/sql"
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

// Applied tells what has been applied under a key.
func (t *transaction) Applied(key string) (*changeset.Applied, error) {
	var found *changeset.Applied
	err := t.session.query(t.ctx, findApplied, []any{key}, func(rows *sql.Rows) error {
		found = &changeset.Applied{}
		var counts string
		if err := rows.Scan(&found.Digest, &found.Receipt.Revision, &counts); err != nil {
			return err
		}
		return json.Unmarshal([]byte(counts), &found.Receipt.Counts)
	})
	return found, err
}

// Remember keeps what has been applied under a key.
func (t *transaction) Remember(key string, a *changeset.Applied) error {
	counts, err := json.Marshal(a.Receipt.Counts)
	if err != nil {
		return err
	}
	return t.exec(insertApplied, key, a.Digest, int64(a.Receipt.Revision), string(counts))
}
