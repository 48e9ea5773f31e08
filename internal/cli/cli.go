// Package cli is the command line of Innograph: its commands, flags and what
// they say. Stores are opened here and nowhere else.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"innograph/kg"
)

// The exit codes of Run.
const (
	exitFailure = 1
	exitUsage   = 2
)

// A cli is the command line. Each flag of a command can also be set by an
// environment variable, which the help names.
type cli struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve the graph over HTTP. This is what happens without a command."`
	Import  importCommand  `cmd:"" help:"Import a folder of files by a mapping."`
	Copy    copyCommand    `cmd:"" help:"Copy a graph from one store into another."`
	Verify  verifyCommand  `cmd:"" help:"Find the records that break the rules of the hub."`
	Token   tokenCommand   `cmd:"" help:"Make a token for a caller who may see more than what is public."`
	Schema  schemaCommand  `cmd:"" help:"Print the GraphQL schema that is served."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// streams are where commands write.
type streams struct{ out, err io.Writer }

const description = `A knowledge graph of an innovation hub, with a GraphQL API.

Examples:

    innograph                                     serve on localhost:8080
    innograph --listen :9000                      serve on another port
    innograph import --mapping cordis DIR         import files
    innograph verify                              check all records
    innograph copy --from URL --to URL            move to another store
    innograph COMMAND --help                      explain a command, with examples
`

// Run runs the program with its arguments, the name left out, until it is done
// or ctx ends, and returns the exit code. What fails is told in one plain line.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	s := &streams{out: stdout, err: stderr}
	var exited *int
	parser, err := kong.New(&c,
		kong.Name("innograph"),
		kong.Description(description),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = &code }),
		kong.ConfigureHelp(kong.HelpOptions{WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(s),
		kong.PostBuild(ignoreEmpty),
	)
	if err != nil {
		return s.fail(err, exitFailure)
	}
	command, err := parser.Parse(args)
	switch {
	case exited != nil: // the help was asked for, and has been given
		return *exited
	case err != nil:
		return s.fail(fmt.Errorf("%w; innograph --help lists commands and flags", blame(parser, err)), exitUsage)
	}
	if err := command.Run(); err != nil {
		return s.fail(err, exitFailure)
	}
	return 0
}

// fail tells of an error. Causes are told too: whoever starts the program may
// know them, other than who asks over HTTP.
func (s *streams) fail(err error, code int) int {
	fmt.Fprintln(s.err, "innograph:", err)
	if own, ok := errors.AsType[*kg.Error](err); ok && own.Cause != nil {
		fmt.Fprintln(s.err, "  because:", own.Cause)
	}
	return code
}
