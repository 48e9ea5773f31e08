package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"innograph/kg"
	"innograph/seed"
)

// A seedFlag says what an empty store is filled with.
type seedFlag struct {
	Seed string `default:"full" enum:"full,small,none" env:"INNOGRAPH_SEED" placeholder:"SIZE" help:"What an empty store is filled with: full, the made-up hub; small, a fortieth of it; none. ${default} unless given."`
}

// fill fills an empty store with the made-up hub, and says so. It does that in
// one changeset, for a store with half a hub would pass for one of somebody's
// own.
func (f seedFlag) fill(ctx context.Context, store kg.Store, s *streams) error {
	if f.Seed == "none" {
		return nil
	}
	empty, err := isEmpty(ctx, store)
	if err != nil || !empty {
		return err
	}
	start := time.Now()
	fmt.Fprintf(s.out, "The store is empty: filling it with the made-up hub, size %s (--seed none leaves it empty)\n", f.Seed)
	waiting := watch(s.err, "Making it up")
	cs, err := seed.Generate(seed.Profile(f.Seed))
	waiting.stop()
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	waiting = watch(s.err, fmt.Sprintf("Writing %d nodes and %d edges", len(cs.Nodes), len(cs.Edges)))
	receipt, err := store.Apply(ctx, cs)
	waiting.stop()
	if err != nil && ctx.Err() != nil {
		return errors.New("the start was interrupted; the store is still empty")
	}
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	fmt.Fprintf(s.out, "Filled it with %d nodes and %d edges in %.1f s\n",
		receipt.Counts.NodesCreated, receipt.Counts.EdgesCreated, time.Since(start).Seconds())
	return nil
}

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

// watch tells at intervals that something goes on, until stop.
func watch(w io.Writer, what string) *wait {
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
				fmt.Fprintf(w, "%s%s: %.0f s%s", begin, what, time.Since(start).Seconds(), end)
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
