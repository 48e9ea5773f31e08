package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"innograph/kg"
	"innograph/store/changeset"
)

// Changes reads the log in one statement.
func (r *reader) Changes(ctx context.Context, after kg.Revision, limit int) ([]kg.Change, error) {
	var found []kg.Change
	err := r.view(ctx, false, func(ses *session, _ *catalog) error {
		if limit <= 0 {
			return nil
		}
		var level any
		if !r.viewer.SeesAll() {
			level = int(r.viewer.Highest())
		}
		return ses.query(ctx, changes, []any{int64(after), limit, level, string(appendTexts(nil, r.viewer.Acts()))}, func(rows *sql.Rows) error {
			c, err := r.change(rows)
			found = append(found, c)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (r *reader) change(rows *sql.Rows) (kg.Change, error) {
	var c kg.Change
	var at int64
	var counts, items string
	if err := rows.Scan(&c.Revision, &at, &c.Actor, &c.Bulk, &counts, &items); err != nil {
		return c, err
	}
	c.At = time.UnixMicro(at).UTC()
	in := &scanner{text: items}
	in.open('[')
	for first := true; in.more(first, ']'); first = false {
		c.Items = append(c.Items, in.changeItem())
	}
	if in.err != nil {
		return c, in.err
	}
	if !r.viewer.SeesAll() {
		c.Counts = changeset.CountItems(c.Items)
		return c, nil
	}
	return c, json.Unmarshal([]byte(counts), &c.Counts)
}

func (s *scanner) changeItem() kg.ChangeItem {
	var item kg.ChangeItem
	s.open('[')
	item.Action = kg.Action(s.string())
	s.comma()
	item.Kind = s.string()
	s.comma()
	item.Relation = s.string()
	for _, id := range []*kg.ID{&item.ID, &item.From, &item.To} {
		s.comma()
		*id = kg.ID(s.string())
	}
	s.comma()
	item.Version = s.int()
	s.take(']')
	return item
}
