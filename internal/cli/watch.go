package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// How often a waiting person is told that work goes on: on a terminal, where a
// line is rewritten, and elsewhere.
const (
	watchedEvery = time.Second
	loggedEvery  = 5 * time.Second
)

// A wait tells how long work has been going on.
type wait struct {
	done chan struct{}
	over sync.WaitGroup
}

// saying is for what is told in the same words throughout.
func saying(what string) func() string { return func() string { return what } }

// watch tells at intervals what goes on, until stop.
func watch(w io.Writer, what func() string) *wait {
	rewritten := isTerminal(w)
	begin, end, every := "", "\n", loggedEvery
	if rewritten {
		begin, end, every = "\r", "", watchedEvery
	}
	t, start, spoken := &wait{done: make(chan struct{})}, time.Now(), false
	t.over.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-t.done:
				if spoken && rewritten {
					fmt.Fprintln(w)
				}
				return
			case <-tick.C:
				spoken = true
				fmt.Fprintf(w, "%s%s: %.0f s%s", begin, what(), time.Since(start).Seconds(), end)
			}
		}
	})
	return t
}

// stop ends the telling, and the line it stands on.
func (t *wait) stop() {
	close(t.done)
	t.over.Wait()
}
