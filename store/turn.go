package store

import (
	"context"

	"innograph/kg"
)

// InTurn runs fn when no other program imports into a store that Open has returned and
// that has been migrated, and keeps others waiting until fn has returned or this
// program has ended in whatever way. Imports that look for the same organisation at
// the same time would each miss what the other is about to write. Other writers need
// no turn. wait is called if another has the turn. fn works under held, which ends when
// ctx does or when the turn is lost; why it was lost is then InTurn's failure in place
// of fn's. A store that nobody else can open, as one in memory, has no turns.
func InTurn(ctx context.Context, s kg.Store, wait func(), fn func(held context.Context) error) error {
	shared, ok := s.(interface {
		TakeTurn(ctx context.Context, wait func()) (held context.Context, release func(), err error)
	})
	if !ok {
		return fn(ctx)
	}
	held, release, err := shared.TakeTurn(ctx, wait)
	if err != nil {
		return err
	}
	defer release()
	if err := fn(held); err == nil || ctx.Err() != nil || held.Err() == nil {
		return err
	}
	return context.Cause(held)
}
