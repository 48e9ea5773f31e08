package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/signal"
	"syscall"

	"innograph/hub/rules"
	"innograph/kg"
	"innograph/model"
)

// A verifyCommand holds all records to the rules.
type verifyCommand struct {
	Rule     []string `placeholder:"CODE" help:"Only this rule; may be given several times."`
	Format   string   `enum:"text,json" default:"text" placeholder:"FORMAT" help:"Form of the report: text or json. ${default} unless given."`
	Examples int      `default:"3" placeholder:"N" help:"How many records to name of each kind that breaks a rule: ${default} unless given, at most 1000."`
	storeFlag
}

// mostExamples bounds what the report holds in memory.
const mostExamples = 1000

// Help gives examples.
func (verifyCommand) Help() string {
	return `Reads everything in the store, which a server may go on serving, and reports
the records that break the rules of the hub: links that are missing, shares that
do not sum to 1, illegal steps. docs/verify.md explains the rules.

The exit code is 0 when no rule of severity ERROR is broken, 1 when one is or the
store cannot be read, and 2 when the command is wrong.

Examples:

    innograph verify
    innograph verify --store sqlite:hub.db --examples 20
    innograph verify --rule reward-floor --rule docking-steps
    innograph verify --format json > report.json`
}

// Validate refuses settings that cannot work.
func (c *verifyCommand) Validate() error {
	if c.Examples < 0 || c.Examples > mostExamples {
		return fmt.Errorf("--examples: give a number from 0 to %d", mostExamples)
	}
	_, err := rules.Select(c.Rule)
	return err
}

// Run verifies. That a rule is broken is its failure.
func (c *verifyCommand) Run(ctx context.Context, s *streams) (err error) {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	chosen, err := rules.Select(c.Rule)
	if err != nil {
		return err
	}
	store, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer closing(ctx, store, &err)
	waiting := watch(s.err, saying("Reading all records"))
	report, err := rules.Verify(ctx, store.Reader(kg.System), model.Graph(), rules.Options{Rules: chosen, Examples: c.Examples})
	waiting.stop()
	switch {
	case err != nil && ctx.Err() != nil:
		return errors.New("interrupted before all records were read")
	case err != nil:
		return err
	}
	if err := c.write(s, report); err != nil {
		return err
	}
	if report.Errors > 0 {
		return errors.New("rules of severity ERROR are broken; the report says which, and by what")
	}
	return nil
}

func (c *verifyCommand) write(s *streams, report *rules.Report) error {
	if c.Format == "json" {
		e := json.NewEncoder(s.out)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(report)
	}
	_, err := report.WriteTo(s.out)
	return err
}
