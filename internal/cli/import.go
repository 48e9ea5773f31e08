package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"

	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
)

// An importCommand imports files.
type importCommand struct {
	Mapping string `required:"" placeholder:"NAME" help:"A mapping that comes with the program (articles, calls, cordis, grants, patents, ror), or the path of a file of your own."`
	Rejects string `placeholder:"FILE" help:"Where rejected rows are written, with the reason; nothing is written when there are none."`
	Dir     string `arg:"" help:"The folder that the mapping's files are in."`
	storeFlag
}

// Help gives examples.
func (importCommand) Help() string {
	return `Reads the files that a mapping names and writes what they say to the store,
batch by batch. It may be run again: what is there already stays as it is, and
an import that was broken off goes on. docs/import.md explains mappings.

Examples:

    innograph import --mapping cordis ~/Downloads/cordis
    innograph import --mapping my-tables.yaml --store sqlite:hub.db tables
    innograph import --mapping ror --rejects rejected.txt data`
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
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	account, err := ingest.Run(ctx, store, model.Graph(), m, os.DirFS(c.Dir), ingest.Options{
		Progress: terminal(s.err), Rejects: c.Rejects,
	})
	if account != nil {
		if _, err := account.WriteTo(s.out); err != nil {
			return err
		}
	}
	if err != nil && ctx.Err() != nil {
		return errors.New("the import was interrupted; what is written is whole, and the same command goes on from there")
	}
	return err
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

// terminal returns w when a person watches it, or nil.
func terminal(w io.Writer) io.Writer {
	if f, ok := w.(*os.File); ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())) {
		return w
	}
	return nil
}
