package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"innograph/kg"
	"innograph/seed"
	"innograph/store"
)

// A seedFlag says what an empty store is filled with.
type seedFlag struct {
	Seed string `default:"full" enum:"full,small,none" env:"INNOGRAPH_SEED" placeholder:"SIZE" help:"What an empty store is filled with: full, the made-up hub; small, a fortieth of it; none. ${default} unless given."`
}

// fill fills an empty store with the made-up hub, and says so. It goes on where it
// was broken off.
func (f seedFlag) fill(ctx context.Context, opened kg.Store, s *streams) error {
	if f.Seed == "none" {
		return nil
	}
	size, _, err := f.wanted(ctx, opened)
	if err != nil || size == "" {
		return err
	}
	// Servers that start at the same time would each write it.
	wait := func() { fmt.Fprintln(s.err, "Another program fills the store; this one waits until it has ended.") }
	return store.InTurn(ctx, opened, wait, func(held context.Context) error {
		size, begun, err := f.wanted(ctx, opened)
		if err != nil || size == "" {
			return err
		}
		what := "The store is empty: filling it with the made-up hub, size %s (--seed none leaves it empty)\n"
		if begun {
			what = "The store holds a part of the made-up hub, size %s: going on with it\n"
		}
		fmt.Fprintf(s.out, what, size)
		return fillWith(ctx, held, opened, size, s)
	})
}

// fillWith fills the store with the hub of a size, for as long as the turn is held.
func fillWith(ctx, held context.Context, opened kg.Store, size string, s *streams) error {
	start := time.Now()
	waiting := watch(s.err, saying("Making it up"))
	cs, err := seed.Generate(seed.Profile(size))
	waiting.stop()
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	waiting = watch(s.err, saying(fmt.Sprintf("Writing %d nodes and %d edges", len(cs.Nodes), len(cs.Edges))))
	begun, err := plant(held, opened, size, cs)
	waiting.stop()
	switch {
	case err != nil && ctx.Err() != nil && !begun:
		return errors.New("the start was interrupted; the store is still empty")
	case err != nil && ctx.Err() != nil:
		return errors.New("the start was interrupted; the store holds a part of the hub, and the next start goes on with it")
	case err != nil:
		return fmt.Errorf("seed: %w", err)
	}
	fmt.Fprintf(s.out, "Filled it with %d nodes and %d edges in %.1f s\n", len(cs.Nodes), len(cs.Edges), time.Since(start).Seconds())
	return nil
}

// wanted returns the size of the hub that a store is to be filled with: the one asked
// for when it is empty, the one begun when that has not been finished, or none.
func (f seedFlag) wanted(ctx context.Context, store kg.Store) (size string, begun bool, err error) {
	log := store.Reader(kg.System)
	first, err := log.Changes(ctx, 0, 1)
	if err != nil {
		return "", false, err
	}
	if len(first) == 0 {
		empty, err := isEmpty(ctx, store) // a log may have been cut off
		if err != nil || !empty {
			return "", false, err
		}
		return f.Seed, false, nil
	}
	size, parts := partsBegun(first[0].Actor)
	if parts == 0 {
		return "", false, nil
	}
	last, err := log.Changes(ctx, kg.Revision(parts-1), 1)
	if err != nil || len(last) > 0 {
		return "", false, err
	}
	return size, true, nil
}

// plant writes the hub in one changeset, for a store with half a hub would pass for
// one of somebody's own; or, where that is too large for the store, in parts that tell
// how far it has come. begun tells whether something has been written.
func plant(ctx context.Context, store kg.Store, size string, cs *kg.Changeset) (begun bool, err error) {
	if _, err := store.Apply(ctx, cs); !errors.Is(err, kg.ErrTooLarge) {
		return err == nil, err
	}
	parts := partsOf(cs)
	for i, part := range parts {
		part.Actor = fmt.Sprintf(partActor, size, i+1, len(parts))
		part.Key = part.Actor
		if _, err := store.Apply(ctx, part); err != nil {
			return i > 0, err
		}
	}
	return true, nil
}

// partsOf splits a changeset that creates nodes and edges in an empty store.
func partsOf(cs *kg.Changeset) []*kg.Changeset {
	var parts []*kg.Changeset
	for nodes := range slices.Chunk(cs.Nodes, partSize) {
		parts = append(parts, &kg.Changeset{Nodes: nodes, At: cs.At, Bulk: true})
	}
	edges := slices.Clone(cs.Edges)
	for i := range edges {
		edges[i].Number = int64(i + 1) // with numbers they move no node on, as beside its creation
	}
	for edges := range slices.Chunk(edges, partSize) {
		parts = append(parts, &kg.Changeset{Edges: edges, At: cs.At, Bulk: true})
	}
	return parts
}

const (
	partSize  = 5000 // nodes or edges
	partActor = "seed %s %d/%d"
)

// partsBegun tells of which hub, in how many parts, somebody has written the first;
// of others it tells nothing.
func partsBegun(actor string) (size string, parts int) {
	var part int
	if n, err := fmt.Sscanf(actor, partActor, &size, &part, &parts); err != nil || n != 3 {
		return "", 0
	}
	return size, parts
}
