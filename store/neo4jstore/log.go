package neo4jstore

import (
	"encoding/json"
	"maps"
	"slices"

	"innograph/kg"
	"innograph/store/changeset"
)

// A loggedItem is an item of the log as it is stored.
type loggedItem struct {
	Action   kg.Action     `json:"action"`
	Kind     string        `json:"kind,omitempty"`
	Relation string        `json:"relation,omitempty"`
	ID       kg.ID         `json:"id"`
	From     kg.ID         `json:"from,omitempty"`
	To       kg.ID         `json:"to,omitempty"`
	Version  int64         `json:"version,omitempty"`
	Level    int           `json:"level,omitempty"`
	Parties  map[kg.ID]int `json:"parties,omitempty"`
}

func loggedItemOf(i *changeset.Item) loggedItem {
	return loggedItem{i.Action, i.Kind, i.Relation, i.ID, i.From, i.To, i.Version, i.Level, i.Parties}
}

func (i *loggedItem) item() changeset.Item {
	return changeset.Item{Level: i.Level, Parties: i.Parties,
		ChangeItem: kg.ChangeItem{Action: i.Action, Kind: i.Kind, Relation: i.Relation, ID: i.ID, From: i.From, To: i.To, Version: i.Version}}
}

// Log appends an entry to the log and keeps the last numbers. Beside the items stand
// the lowest of their levels and all their parties, so that entries of which a viewer
// sees nothing need not be read.
func (t *transaction) Log(e *changeset.Entry) error {
	counts, err := json.Marshal(e.Counts)
	if err != nil {
		return err
	}
	items := make([]loggedItem, len(e.Items))
	least, parties := int(kg.Parties), map[kg.ID]bool{}
	for i := range e.Items {
		items[i] = loggedItemOf(&e.Items[i])
		least = min(least, e.Items[i].Level)
		for id := range e.Items[i].Parties {
			parties[id] = true
		}
	}
	listed, err := json.Marshal(items)
	if err != nil {
		return err
	}
	change := map[string]any{propRevision: e.Last.Revision, "at": e.At, "_at": e.At.UnixMicro(), "actor": e.Actor, "bulk": e.Bulk, "counts": string(counts),
		"items": string(listed), "_level": least, "_parties": textsFrom(slices.Sorted(maps.Keys(parties))), "_attempt": t.of.attempt}
	return t.run(t.ctx, insertChange, map[string]any{"node": e.Last.Node, "edge": e.Last.Edge, "revision": e.Last.Revision, "change": change}, nil)
}

// Applied tells what has been applied under a key.
func (t *transaction) Applied(key string) (*changeset.Applied, error) {
	var found *changeset.Applied
	err := t.run(t.ctx, findApplied, map[string]any{"key": key}, func(columns []any) error {
		digest, okDigest := columns[0].(string)
		revision, okRevision := columns[1].(int64)
		counts, okCounts := columns[2].(string)
		if !okDigest || !okRevision || !okCounts {
			return damagedError("what was applied under a key", columns[0])
		}
		found = &changeset.Applied{Digest: digest, Receipt: kg.Receipt{Revision: kg.Revision(revision)}}
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
	return t.run(t.ctx, insertApplied, map[string]any{"key": key, "digest": a.Digest, "revision": int64(a.Receipt.Revision), "counts": string(counts)}, nil)
}
