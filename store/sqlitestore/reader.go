package sqlitestore

import (
	"context"
	"strconv"

	"innograph/kg"
)

// A reader reads for one viewer. What is committed is seen at once, by whatever
// process, so that bookmarks are only checked.
type reader struct {
	store  *Store
	viewer kg.Viewer
	after  []kg.Bookmark
}

// Reader returns a reader that sees what v may see.
func (s *Store) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader {
	return &reader{store: s, viewer: v, after: after}
}

// view runs fn on one state of the store.
func (r *reader) view(ctx context.Context, snapshot bool, fn func(*session, *catalog) error) error {
	c, err := r.store.migrated()
	if err != nil {
		return err
	}
	return r.store.read(ctx, snapshot || len(r.after) > 0, func(ses *session) error {
		if err := r.checkBookmarks(ctx, ses); err != nil {
			return err
		}
		return fn(ses, c)
	})
}

// checkBookmarks refuses bookmarks of another store.
func (r *reader) checkBookmarks(ctx context.Context, ses *session) error {
	if len(r.after) == 0 {
		return nil
	}
	last, _, err := loadNumbers(ctx, ses)
	if err != nil {
		return err
	}
	for _, b := range r.after {
		if n, err := strconv.ParseInt(string(b), 10, 64); err != nil || n < 0 || n > last.Revision {
			return b.Foreign()
		}
	}
	return nil
}
