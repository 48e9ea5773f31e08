package engine

import (
	"context"
	"sync/atomic"

	"innograph/kg"
)

// bookmarks are the states that a request is answered no older than.
type bookmarks struct {
	given   []kg.Bookmark
	written atomic.Pointer[kg.Bookmark]
}

type bookmarksKey struct{}

// WithBookmarks returns the context of a request whose fields are answered from
// states no older than the bookmarks name, and than what Wrote is told of.
func WithBookmarks(ctx context.Context, given ...kg.Bookmark) context.Context {
	return context.WithValue(ctx, bookmarksKey{}, &bookmarks{given: given})
}

// Wrote notes what the request of a context has applied. A later state holds the
// earlier ones, so that the last counts.
func Wrote(ctx context.Context, r *kg.Receipt) {
	if b, ok := ctx.Value(bookmarksKey{}).(*bookmarks); ok {
		b.written.Store(&r.Bookmark)
	}
}

// Written returns the bookmark of what the request of a context has applied, or "".
func Written(ctx context.Context) kg.Bookmark {
	if b, ok := ctx.Value(bookmarksKey{}).(*bookmarks); ok {
		if written := b.written.Load(); written != nil {
			return *written
		}
	}
	return ""
}

// bookmarksOf returns the bookmarks that the fields of a context are read after.
func bookmarksOf(ctx context.Context) []kg.Bookmark {
	b, ok := ctx.Value(bookmarksKey{}).(*bookmarks)
	if !ok {
		return nil
	}
	if written := b.written.Load(); written != nil {
		return append(b.given[:len(b.given):len(b.given)], *written)
	}
	return b.given
}
