package neo4jstore

import (
	"context"
	"errors"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A runner runs a statement and calls each with every record, until each fails.
type runner func(ctx context.Context, text string, parameters map[string]any, each func(row []any) error) error

// The waits before what failed is tried again. A database that restarts leaves
// connections behind that fail once each.
var waits = [...]time.Duration{0, 10 * time.Millisecond, 50 * time.Millisecond, 200 * time.Millisecond}

// retryWithin is how long it may have taken to lose a connection for another try to
// make sense: a server that is away in such a way would take as long again. After a
// commit it is asked all the same, whether that has been done.
const retryWithin = 2 * time.Second

// isWorthwhile reports whether what has failed is to be tried again.
func isWorthwhile(err error, begun time.Time) bool {
	var commit *commitError
	return isRetryable(err) && (!isLost(err) || errors.As(err, &commit) || time.Since(begun) < retryWithin)
}

// read runs fn with a runner whose statements are transactions of their own, each
// of a state no older than those before it and than the bookmarks. fn may be run
// again, and has to begin afresh.
func (s *Store) read(ctx context.Context, call string, after neo4j.Bookmarks, fn func(runner) error) error {
	if err := s.lifetime.Enter(); err != nil {
		return err
	}
	defer s.lifetime.Leave()
	return s.failure(ctx, s.again(ctx, func() error { return s.readOnce(ctx, call, after, fn) }))
}

// again runs fn, and runs it again where that may help.
func (s *Store) again(ctx context.Context, fn func() error) error {
	return s.while(ctx, isWorthwhile, fn)
}

// while runs fn, and runs it again a few times while its failure is worth that.
func (s *Store) while(ctx context.Context, worthwhile func(err error, begun time.Time) bool, fn func() error) error {
	var err error
	for i, wait := range waits {
		if !pause(ctx, wait) {
			break
		}
		if i > 0 {
			s.used.again.Add(1)
		}
		begun := time.Now()
		if err = fn(); err == nil || !worthwhile(err, begun) {
			break
		}
	}
	return err
}

func (s *Store) readOnce(ctx context.Context, call string, after neo4j.Bookmarks, fn func(runner) error) error {
	session := s.session(ctx, neo4j.AccessModeRead, after)
	defer s.closing(ctx, session)
	return fn(func(ctx context.Context, text string, parameters map[string]any, each func([]any) error) error {
		settings, err := settingsOf(ctx, call)
		if err != nil {
			return err
		}
		s.tell(text)
		result, err := session.Run(ctx, text, parameters, settings...)
		if err != nil {
			return err
		}
		return eachRecord(ctx, result, each)
	})
}

// readAlone runs fn in one transaction that keeps writers out, and writes nothing.
func (s *Store) readAlone(ctx context.Context, call string, after neo4j.Bookmarks, fn func(runner) error) error {
	if err := s.lifetime.Enter(); err != nil {
		return err
	}
	defer s.lifetime.Leave()
	err := s.begun(ctx, call, after, func(_ neo4j.SessionWithContext, tx neo4j.ExplicitTransaction, run runner) error {
		if err := run(ctx, lock, nil, nil); err != nil {
			return err
		}
		if err := fn(run); err != nil {
			return err
		}
		return tx.Rollback(ctx)
	})
	return s.failure(ctx, err)
}

// beginWriting waits until no other call of this process writes; endWriting lets the next
// one.
func (s *Store) beginWriting(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case s.writing <- struct{}{}:
		return nil
	}
}

func (s *Store) endWriting() { <-s.writing }

// transact runs fn in one transaction that writes, and commits it by way of the
// gate. A commit that has begun is not given up. It returns the bookmark of the
// state that it leaves. It is not run again: of what failed while it was committed
// nobody knows whether it has been done.
func (s *Store) transact(ctx context.Context, call string, fn func(runner) error) (after neo4j.Bookmarks, err error) {
	err = s.begun(ctx, call, nil, func(session neo4j.SessionWithContext, tx neo4j.ExplicitTransaction, run runner) error {
		if err := fn(run); err != nil {
			return err
		}
		if err := s.gate.commit(ctx, func() error { return commit(ctx, tx) }); err != nil {
			return err
		}
		after = session.LastBookmarks()
		return nil
	})
	return after, err
}

// commitGrace is how long after the caller's time a commit under way may end.
const commitGrace = time.Second

// commit commits. Who goes away does not end it, lest nobody know whether it has been
// done; but a server that says nothing does not keep the caller much beyond its time.
func commit(ctx context.Context, tx neo4j.ExplicitTransaction) error {
	going := context.WithoutCancel(ctx)
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		going, cancel = context.WithDeadline(going, deadline.Add(commitGrace))
		defer cancel()
	}
	return tx.Commit(going)
}

// begun runs fn in a transaction that may write, which is undone unless fn commits it.
func (s *Store) begun(ctx context.Context, call string, after neo4j.Bookmarks, fn func(neo4j.SessionWithContext, neo4j.ExplicitTransaction, runner) error) error {
	session := s.session(ctx, neo4j.AccessModeWrite, after)
	defer s.closing(ctx, session)
	settings, err := settingsOf(ctx, call)
	if err != nil {
		return err
	}
	tx, err := session.BeginTransaction(ctx, settings...)
	if err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
		defer cancel()
		_ = tx.Close(ctx) // what is not committed is undone also when the connection ends
	}()
	return fn(session, tx, func(ctx context.Context, text string, parameters map[string]any, each func([]any) error) error {
		s.tell(text)
		result, err := tx.Run(ctx, text, parameters)
		if err != nil {
			return err
		}
		return eachRecord(ctx, result, each)
	})
}

// session begins a session, which closing ends.
func (s *Store) session(ctx context.Context, mode neo4j.AccessMode, after neo4j.Bookmarks) neo4j.SessionWithContext {
	s.used.calls.Add(1)
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.address.database, Bookmarks: after})
}

// tell tells of a statement that is about to be sent.
func (s *Store) tell(text string) {
	s.used.statements.Add(1)
	s.observer.Tell(text)
}

// closing gives a session's connection back. What is still on its way is left
// aside, even when the caller has gone: a healthy server answers at once.
func (s *Store) closing(ctx context.Context, session neo4j.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
	defer cancel()
	_ = session.Close(ctx) // what failed has been told, or does no harm
	s.used.calls.Add(-1)
}

// eachRecord hands on the records of a result, and takes it to its end.
func eachRecord(ctx context.Context, result neo4j.ResultWithContext, each func([]any) error) error {
	var record *neo4j.Record
	for result.NextRecord(ctx, &record) {
		if each == nil {
			continue
		}
		if err := each(record.Values); err != nil {
			return err
		}
	}
	return result.Err()
}

// settingsOf returns what every transaction is told: whose it is, and to end when
// the caller's time is over, should the caller be unable to say so.
func settingsOf(ctx context.Context, call string) ([]func(*neo4j.TransactionConfig), error) {
	settings := []func(*neo4j.TransactionConfig){neo4j.WithTxMetadata(map[string]any{"app": userAgent, "call": call})}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		settings = append(settings, neo4j.WithTxTimeout(max(time.Until(deadline), time.Millisecond)))
	}
	return settings, nil
}

// pause waits, and reports whether the caller is still there.
func pause(ctx context.Context, wait time.Duration) bool {
	if wait == 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
