// Package lifetime is what the life of every store has in common: calls are let in
// until it is closed, and what it holds is freed when the last has ended.
package lifetime

import (
	"context"
	"sync"
	"sync/atomic"

	"innograph/kg"
)

// A Lifetime is that of one store.
type Lifetime struct {
	Store string // how messages call the store
	Held  string // and what it holds while it is open, such as "the file is"

	lock   sync.Mutex // of closed, and of adding to busy
	closed bool
	busy   sync.WaitGroup // calls under way
}

// Enter lets a call in that Leave ends, unless the store is closed.
func (l *Lifetime) Enter() error {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.closed {
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: l.Store, Reason: "the store is closed"}
	}
	l.busy.Add(1)
	return nil
}

// Leave ends a call.
func (l *Lifetime) Leave() { l.busy.Done() }

// End lets no call in any more, waits for those under way, up to ctx's deadline,
// and then calls free; past the deadline it fails, and free is called when they have
// ended. The second time it does nothing.
func (l *Lifetime) End(ctx context.Context, free func(context.Context) error) error {
	l.lock.Lock()
	first := !l.closed
	l.closed = true
	l.lock.Unlock()
	if !first {
		return nil
	}
	idle := make(chan struct{})
	go func() {
		l.busy.Wait()
		close(idle)
	}()
	select {
	case <-idle:
		return free(ctx)
	case <-ctx.Done():
		go func() { // whoever is under way ends first
			<-idle
			_ = free(context.WithoutCancel(ctx)) // nobody is left to be told
		}()
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: l.Store, Cause: ctx.Err(),
			Reason: "work is still under way; " + l.Held + " closed when it ends"}
	}
}

// An Observer is told the texts of statements.
type Observer struct{ fn atomic.Pointer[func(string)] }

// Set has fn told from now on; nil ends it. fn may be called by several goroutines
// at once.
func (o *Observer) Set(fn func(text string)) {
	if fn == nil {
		o.fn.Store(nil)
		return
	}
	o.fn.Store(&fn)
}

// Tell tells a text to whoever observes.
func (o *Observer) Tell(text string) {
	if fn := o.fn.Load(); fn != nil {
		(*fn)(text)
	}
}
