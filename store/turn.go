package store

import (
	"context"

	"innograph/kg"
)

// TakeTurn waits until no other program imports into a store that Open has returned
// and that has been migrated, and keeps others waiting until release is called or this
// program has ended in whatever way. Imports that look for the same organisation at
// the same time would each miss what the other is about to write. Other writers need
// no turn. wait is called if another has the turn. Work is to be done under held, which
// ends when ctx does or when the turn is lost; its cause tells. A store that nobody
// else can open, as one in memory, has no turns.
func TakeTurn(ctx context.Context, s kg.Store, wait func()) (held context.Context, release func(), err error) {
	if shared, ok := s.(interface {
		TakeTurn(ctx context.Context, wait func()) (context.Context, func(), error)
	}); ok {
		return shared.TakeTurn(ctx, wait)
	}
	return ctx, func() {}, nil
}
