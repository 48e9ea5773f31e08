// Command run runs a Neo4j for development until it is interrupted, and prints
// where and as whom to reach it. Its data is gone afterwards.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"innograph/internal/neo4jtest/launcher"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	o := launcher.FromEnvironment()
	o.Log = os.Stderr
	flags := flag.NewFlagSet("run", flag.ExitOnError)
	flags.IntVar(&o.Port, "port", 7687, "the `port` to listen on; 0 is any free one")
	flags.StringVar(&o.Password, "password", "", "the `password` of the user neo4j; random if it is not given")
	check := flags.Bool("check", false, "only say so if tests cannot run a Neo4j here")
	_ = flags.Parse(args) // it ends the program when it fails
	if *check {
		err := launcher.Check(ctx, o)
		if errors.Is(err, launcher.ErrMissing) {
			fmt.Fprintln(os.Stderr, "Tests on Neo4j are NOT run:", err)
			return nil
		}
		return err
	}
	server, err := launcher.Start(ctx, o)
	if err != nil {
		return err
	}
	fmt.Printf("Neo4j %s runs until Ctrl-C, and keeps nothing.\n\n  URL       %s\n  user      %s\n  password  %s\n  all three %s\n",
		server.Version, server.Address.URI(), server.Address.User, server.Address.Password, server.Address.URL())
	select {
	case <-ctx.Done():
		return server.Stop()
	case <-server.Done():
		return fmt.Errorf("Neo4j has ended by itself:\n%s", server.LastWords())
	}
}
