package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"

	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
	"innograph/store"
)

// An importCommand imports files.
type importCommand struct {
	Mapping string `required:"" placeholder:"NAME" help:"A mapping that comes with the program (articles, calls, cordis, grants, patents, ror), or the path of a file of your own."`
	Strict  bool   `help:"End with a failure when any row is rejected, not only when all are."`
	Rejects string `placeholder:"FILE" help:"Where rejected rows are written, with the reason; nothing is written when there are none."`
	Dir     string `arg:"" help:"The folder that the mapping's files are in."`
	storeFlag
}

// Help gives examples.
func (importCommand) Help() string {
	return `Reads the files that a mapping names and writes what they say to the store,
batch by batch. It may be run again: what is there already stays as it is, and
an import that was broken off goes on. Rows that cannot be taken are left out
and told at the end; the exit code is 1 when that is all of them, and with
--strict when it is any. docs/import.md explains mappings.

Examples:

    innograph import --mapping cordis ~/Downloads/cordis
    innograph import --mapping my-tables.yaml --store sqlite:hub.db tables
    innograph import --mapping ror --store neo4j://neo4j@db.example:7687 --rejects rejected.txt data`
}

// Run imports, and ends with the account of what became of each row.
func (c *importCommand) Run(ctx context.Context, s *streams) (err error) {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	m, err := ingest.Load(c.Mapping)
	if err != nil {
		return err
	}
	if err := readable(c.Dir); err != nil {
		return err
	}
	dir := os.DirFS(c.Dir)
	if err := ingest.Check(model.Graph(), m, dir); err != nil { // before a store is made
		return err
	}
	opened, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer closing(ctx, opened, &err)
	wait := func() {
		fmt.Fprintln(s.err, "Another import into this store is under way; this one waits until it has ended.")
	}
	return store.InTurn(ctx, opened, wait, func(held context.Context) error {
		account, err := ingest.Run(held, opened, model.Graph(), m, dir, ingest.Options{
			Progress: s.err, Rewrite: isTerminal(s.err), Rejects: c.Rejects,
		})
		if account != nil {
			if _, err := account.WriteTo(s.out); err != nil {
				return err
			}
		}
		switch {
		case err != nil && ctx.Err() != nil:
			return errors.New("the import was interrupted; what is written is whole, and the same command goes on from there")
		case err != nil:
			return err
		}
		return c.verdict(account)
	})
}

// verdict says whether a run that has come to its end has failed all the same.
func (c *importCommand) verdict(a *ingest.Account) error {
	total := a.Total()
	switch {
	case total.Rejected == 0:
		return nil
	case total.Rejected == total.Rows:
		return errors.New("nothing could be taken: every row was rejected, for the reasons above")
	case c.Strict:
		return fmt.Errorf("%d of %d rows were rejected, for the reasons above; the others are written", total.Rejected, total.Rows)
	default:
		return nil
	}
}

func readable(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return kg.Invalid(dir, "there is no such folder; give the one that the mapping's files are in")
	case err != nil:
		return &kg.Error{Kind: kg.ErrInvalid, Subject: dir, Reason: "the folder cannot be read", Cause: err}
	case !info.IsDir():
		return kg.Invalid(dir, "this is a file; give the folder that it is in")
	}
	return nil
}

// isTerminal tells whether a person watches w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}
