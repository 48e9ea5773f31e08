package neo4jstore

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

// A turn is lent for a time and lent anew while it is held, so that it comes back
// from a program that has died or a machine that is cut off, and outlives a restart
// of the server, as a transaction that is kept open would not.
const (
	turnLease = time.Minute
	turnRenew = 5 * time.Second // how often it is lent anew
	turnEvery = time.Second     // how often who waits asks again
)

// TakeTurn waits until no other program imports into the database, from whatever
// machine, and keeps others waiting until release is called or this program has been
// gone for a minute. wait is called if another has the turn. The context ends
// when the turn is lost, as when the database cannot be reached for so long; its cause
// tells. The store must have been migrated.
func (s *Store) TakeTurn(ctx context.Context, wait func()) (held context.Context, release func(), err error) {
	return s.takeTurn(ctx, wait, turnLease, turnRenew, turnEvery)
}

func (s *Store) takeTurn(ctx context.Context, wait func(), lease, renew, every time.Duration) (context.Context, func(), error) {
	if _, err := s.migrated(); err != nil {
		return nil, nil, err
	}
	t := &turn{store: s, holder: rand.Text(), lease: lease}
	for first := true; ; first = false {
		taken, err := t.take(ctx, true)
		if err != nil {
			return nil, nil, err
		}
		if taken {
			break
		}
		if first {
			wait()
		}
		if !pause(ctx, every) {
			return nil, nil, s.failure(ctx, ctx.Err())
		}
	}
	held, lose := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		t.keep(held, lose, renew)
	}()
	return held, func() {
		lose(context.Canceled)
		<-done
		t.give(context.WithoutCancel(ctx))
	}, nil
}

// A turn is that of one program.
type turn struct {
	store  *Store
	holder string
	lease  time.Duration

	until time.Time // when it may be another's, by this machine's clock
}

// take begins the turn or keeps it for longer, and reports whether that could be. It
// may be done twice. Who has lost it does not begin anew: another may have imported
// meanwhile.
func (t *turn) take(ctx context.Context, begin bool) (taken bool, err error) {
	if err := t.store.lifetime.Enter(); err != nil {
		return false, err
	}
	defer t.store.lifetime.Leave()
	var asked time.Time
	err = t.store.again(ctx, func() error {
		asked, taken = time.Now(), false // the server counts from later on
		return t.run(ctx, takeTurn, map[string]any{"holder": t.holder, "begin": begin, "lease": t.lease.Milliseconds()}, func([]any) error {
			taken = true
			return nil
		})
	})
	if err == nil && taken {
		t.until = asked.Add(t.lease)
	}
	return taken, t.store.failure(ctx, err)
}

// keep keeps the turn for as long as it is held, or tells that it is lost.
func (t *turn) keep(held context.Context, lose context.CancelCauseFunc, renew time.Duration) {
	for pause(held, max(min(renew, time.Until(t.until)), time.Millisecond)) {
		ctx, cancel := context.WithDeadline(held, t.until)
		taken, err := t.take(ctx, false)
		cancel()
		if held.Err() == nil && (err == nil && !taken || !time.Now().Before(t.until)) {
			lose(&kg.Error{Kind: kg.ErrUnavailable, Subject: t.store.name(), Cause: err,
				Reason: "another import may have begun, for the database could not be reached for a while; what is written is whole: start again"})
		}
	}
}

// give gives the turn back. Where that fails, it comes back when its time is over.
func (t *turn) give(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	_ = t.store.again(ctx, func() error { return t.run(ctx, giveTurn, map[string]any{"holder": t.holder}, nil) })
}

// run runs a statement and commits it beside all that is being committed, which may
// take long: readers do not see what it changes.
func (t *turn) run(ctx context.Context, text string, parameters map[string]any, each func([]any) error) error {
	return t.store.begun(ctx, "TakeTurn", nil, func(_ neo4j.SessionWithContext, tx neo4j.ExplicitTransaction, run runner) error {
		if err := run(ctx, text, parameters, each); err != nil {
			return err
		}
		return tx.Commit(ctx)
	})
}
