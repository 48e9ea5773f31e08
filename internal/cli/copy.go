package cli

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"sync/atomic"
	"syscall"

	"innograph/export"
	"innograph/kg"
	"innograph/store"
)

// A copyCommand copies a graph from one store into another.
type copyCommand struct {
	From string `required:"" placeholder:"URL" help:"The store to copy, which must be there: named as in serve --store."`
	To   string `required:"" placeholder:"URL" help:"The store to copy to: an empty one, or the one that the same copy was broken off in."`
}

// Help gives examples.
func (copyCommand) Help() string {
	return `Copies every node and edge from one store into another, whatever their
engines, with ids, numbers, versions, times and sources as they are, and ends by
reading both and comparing them by kind and relation. The log of changes is not
copied; it begins anew.

A copy that was broken off goes on when the same command is given again.
Whoever writes to either store meanwhile makes them differ, and is told so at
the end: stop servers and imports that write to them before.

The exit code is 0 when both hold the same in the end.

Examples:

    innograph copy --from sqlite:innograph.db --to sqlite:backup.db
    innograph copy --from sqlite:innograph.db --to neo4j://neo4j@localhost:7687`
}

// Validate refuses what cannot work.
func (c *copyCommand) Validate() error {
	if c.From == c.To {
		return errors.New("--from and --to name the same store")
	}
	return nil
}

// Run copies, and ends with the comparison. That the stores differ is its
// failure.
func (c *copyCommand) Run(ctx context.Context, s *streams) (err error) {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	source := storeFlag{Store: c.From}
	from, err := source.openExisting(ctx)
	if err != nil {
		return err
	}
	defer closing(ctx, from, &err)
	target := storeFlag{Store: c.To}
	to, err := target.open(ctx)
	if err != nil {
		return err
	}
	defer closing(ctx, to, &err)
	wait := func() {
		fmt.Fprintln(s.err, "An import or a copy into this store is under way; this one waits until it has ended.")
	}
	var comparison *export.Comparison
	err = store.InTurn(ctx, to, wait, func(held context.Context) (err error) {
		if comparison, err = c.copy(held, s, from, to); err != nil && ctx.Err() != nil {
			return errors.New("the copy was interrupted; what is written is whole, and the same command goes on from there")
		}
		return err
	})
	if err != nil {
		return err
	}
	if _, err := comparison.WriteTo(s.out); err != nil {
		return err
	}
	if !comparison.Equal() {
		return errors.New("the two stores differ: something has written to one of them meanwhile; empty the second and copy again")
	}
	return nil
}

func (c *copyCommand) copy(ctx context.Context, s *streams, from, to kg.Store) (*export.Comparison, error) {
	var stage, there atomic.Int64
	waiting := watch(s.err, func() string { return busyWith(export.Stage(stage.Load()), there.Load()) })
	defer waiting.stop()
	return export.Copy(ctx, from, to, func(now export.Stage, records int64) {
		there.Store(records)
		stage.Store(int64(now))
	})
}

// busyWith says what a copy is busy with, while so many records are there.
func busyWith(stage export.Stage, records int64) string {
	switch stage {
	case export.Looking:
		return "Looking at what the second store holds"
	case export.Reading:
		return fmt.Sprintf("Reading the first store; the second holds %d nodes and edges", records)
	case export.Writing:
		return fmt.Sprintf("Copying: %d nodes and edges are there", records)
	default:
		return fmt.Sprintf("Comparing: reading the second store, which holds %d nodes and edges", records)
	}
}

// closing closes a store when a command ends, and has it fail with what comes of
// that.
func closing(ctx context.Context, s kg.Store, err *error) {
	*err = errors.Join(*err, s.Close(context.WithoutCancel(ctx)))
}
