// Command innograph serves a knowledge graph of an innovation hub over GraphQL
// and imports records into it. innograph --help lists what it can do.
package main

import (
	"context"
	"os"

	"innograph/internal/cli"
)

func main() {
	os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}
