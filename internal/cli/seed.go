package cli

import (
	"context"
	"errors"
	"fmt"
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
	waiting := watch(s.err, saying("Making it up"))
	cs, err := seed.Generate(seed.Profile(f.Seed))
	waiting.stop()
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	waiting = watch(s.err, saying(fmt.Sprintf("Writing %d nodes and %d edges", len(cs.Nodes), len(cs.Edges))))
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
