// Package e2e tries the program as its users meet it: the real binary, over
// HTTP and on the command line.
package e2e

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
)

// binary is the path of the program under test.
var binary string

func TestMain(m *testing.M) {
	if url := os.Getenv(writerVariable); url != "" {
		fmt.Fprintln(os.Stderr, writeForever(url))
		os.Exit(1)
	}
	if flag.Parse(); *size == "full" {
		patience = time.Hour
	}
	os.Exit(run(m))
}

// run builds the program as `go run .` does, and then runs the tests.
func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "innograph-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary = filepath.Join(dir, "innograph")
	if out, err := exec.Command("go", "build", "-o", binary, "innograph").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	return neo4jtest.Run(m)
}
