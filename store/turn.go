package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"innograph/kg"
)

// turnEvery is how often who waits for a turn asks again.
const turnEvery = 200 * time.Millisecond

// TakeTurn waits until no other program imports into the store at a URL, which
// must have been opened, and keeps others waiting until release is called.
// Imports that look for the same organisation at the same time would each miss
// what the other is about to write. wait is called if another has the turn.
// Other writers need no turn. A store in memory is nobody else's.
//
// The turn is a lock on a file beside the store's own, which the operating
// system releases when a program ends in whatever way.
func TakeTurn(ctx context.Context, url string, wait func()) (release func(), err error) {
	path, ok := strings.CutPrefix(url, "sqlite:")
	if !ok || path == ":memory:" {
		return func() {}, nil
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
			return nil, &kg.Error{Kind: kg.ErrUnavailable, Subject: lock.Path(), Cause: err,
				Reason: "whether another import is under way cannot be told; let this program write to the folder"}
		}
		// Whoever had the turn has taken the file away.
		held, err := lock.Stat()
		current, err2 := os.Stat(lock.Path())
		if errors.Join(err, err2) == nil && os.SameFile(held, current) {
			return func() {
				_ = os.Remove(lock.Path()) // some systems do not remove what is open: it stays, and does no harm
				_ = lock.Unlock()          // the end of the program does it as well
			}, nil
		}
		_ = lock.Unlock() // of a file that is gone
	}
}
