package sqlitestore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"innograph/kg"
)

// turnEvery is how often who waits for a turn asks again.
const turnEvery = 200 * time.Millisecond

// TakeTurn waits until no other program imports into the file, and keeps others
// waiting until release is called. wait is called if another has the turn.
//
// The turn is a lock on a file beside the store's own, which the operating system
// releases when a program ends in whatever way. So it is never lost: the context is
// the caller's own. A store in memory is nobody else's.
func (s *Store) TakeTurn(ctx context.Context, wait func()) (held context.Context, release func(), err error) {
	path := s.path
	if path == Memory {
		return ctx, func() {}, nil
	}
	if actual, err := filepath.EvalSymlinks(path); err == nil {
		path = actual
	}
	for {
		lock := flock.New(path + "-import")
		taken, err := lock.TryLock()
		if err == nil && !taken {
			wait()
			_, err = lock.TryLockContext(ctx, turnEvery)
		}
		if err != nil {
			return nil, nil, &kg.Error{Kind: kg.ErrUnavailable, Subject: lock.Path(), Cause: err,
				Reason: "whether another import is under way cannot be told; let this program write to the folder"}
		}
		// Whoever had the turn has taken the file away.
		found, err := lock.Stat()
		current, err2 := os.Stat(lock.Path())
		if errors.Join(err, err2) == nil && os.SameFile(found, current) {
			return ctx, func() {
				_ = os.Remove(lock.Path()) // some systems do not remove what is open: it stays, and does no harm
				_ = lock.Unlock()          // the end of the program does it as well
			}, nil
		}
		_ = lock.Unlock() // of a file that is gone
	}
}
