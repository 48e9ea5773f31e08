package neo4jstore

import (
	"context"
	"encoding/json"

	"innograph/kg"
	"innograph/store/changeset"
)

// changesBatch is how many entries of the log a statement reads.
const changesBatch = 200

// readChanges reads up to limit entries of the log after a revision. The database
// leaves out those of which the viewer can see nothing; what of the others it sees is
// worked out here.
func readChanges(ctx context.Context, run runner, v kg.Viewer, after kg.Revision, limit int) ([]kg.Change, error) {
	var found []kg.Change
	for len(found) < limit {
		read := 0
		batch := min(changesBatch, limit-len(found))
		err := run(ctx, changes, changesAfter(v, after, batch), func(columns []any) error {
			c, err := changeOf(columns, v)
			if err != nil {
				return err
			}
			read++
			after = c.Revision
			if c.Bulk || len(c.Items) > 0 {
				found = append(found, *c)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if read < batch {
			break
		}
	}
	return found, nil
}

// changesAfter returns the parameters of changes.cypher.
func changesAfter(v kg.Viewer, after kg.Revision, limit int) map[string]any {
	var level any
	if !v.SeesAll() {
		level = int64(v.Highest())
	}
	return map[string]any{"after": int64(after), "limit": int64(limit), "level": level, "acts": textsFrom(v.Acts())}
}

// changeOf reads an entry as a viewer sees it.
func changeOf(columns []any, v kg.Viewer) (*kg.Change, error) {
	revision, okRevision := columns[0].(int64)
	at, okAt := columns[1].(int64)
	actor, okActor := columns[2].(string)
	bulk, okBulk := columns[3].(bool)
	counts, okCounts := columns[4].(string)
	listed, okItems := columns[5].(string)
	if !okRevision || !okAt || !okActor || !okBulk || !okCounts || !okItems {
		return nil, damagedError("an entry of the log", columns[0])
	}
	c := &kg.Change{Revision: kg.Revision(revision), At: kg.Stored(kg.TypeDateTime, "", at).Time(), Actor: actor, Bulk: bulk}
	var items []loggedItem
	if err := json.Unmarshal([]byte(listed), &items); err != nil {
		return nil, damagedError("the items of a change", listed)
	}
	for i := range items {
		if item := items[i].item(); item.Seen(v) {
			c.Items = append(c.Items, item.ChangeItem)
		}
	}
	if !v.SeesAll() {
		c.Counts = changeset.CountItems(c.Items)
		return c, nil
	}
	if err := json.Unmarshal([]byte(counts), &c.Counts); err != nil {
		return nil, damagedError("the counts of a change", counts)
	}
	return c, nil
}
