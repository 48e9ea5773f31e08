// Package neo4jtest gives tests a real Neo4j: one server for a test binary,
// started when the first test asks for it, or the one whose address
// INNOGRAPH_TEST_NEO4J holds.
//
// Where no Neo4j can be run the tests that ask for one are skipped, and say so
// on standard error too; where REQUIRE_NEO4J is 1 they fail.
package neo4jtest

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"innograph/internal/neo4jtest/launcher"
)

// given names the variable that holds the address of a server to use instead of
// one that is started. Its database is emptied again and again.
const given = "INNOGRAPH_TEST_NEO4J"

// shared is the server of this test binary. The Community edition keeps one
// graph a server, so one test at a time has it.
var shared struct {
	once    sync.Once
	server  *launcher.Server // nil if the address was given
	address launcher.Address
	err     error

	turn   sync.Mutex
	mu     sync.Mutex
	holder string // the name of the test that has the turn
}

// thorough is whether the server of this test binary compiles its hot code well,
// which pays after a minute or two.
var thorough bool

// RunLong is Run for a package whose tests keep a server busy for minutes.
func RunLong(m *testing.M) int {
	thorough = true
	return Run(m)
}

// Run runs a package's tests and stops the server afterwards. It is for
// TestMain: os.Exit(neo4jtest.Run(m)). Without it the server still ends with
// the tests, and its folder stays until another is started.
func Run(m *testing.M) int {
	code := m.Run()
	if shared.server != nil {
		if err := shared.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "neo4jtest: stop the server:", err)
		}
	}
	return code
}

// Empty gives a test the server's database, with nothing in it, to itself. Other
// tests that ask wait until this one has ended. A test that has it, or is part
// of one that has, must not ask again: it would wait for itself, and fails.
func Empty(t testing.TB) launcher.Address {
	t.Helper()
	return take(t, Wipe)
}

// Cleared is Empty, except that constraints and indexes of earlier tests stay.
// To make and remove a model's takes seconds, and this milliseconds.
func Cleared(t testing.TB) launcher.Address {
	t.Helper()
	return take(t, Clear)
}

// take waits for the test's turn, and hands it the database after emptying it.
func take(t testing.TB, empty func(context.Context, neo4j.DriverWithContext) error) launcher.Address {
	t.Helper()
	address := Shared(t)
	shared.mu.Lock()
	holder := shared.holder
	shared.mu.Unlock()
	if holder != "" && (t.Name() == holder || strings.HasPrefix(t.Name(), holder+"/")) {
		t.Fatalf("%s already has the Neo4j database; it has no second one", holder)
	}
	shared.turn.Lock()
	setHolder(t.Name())
	t.Cleanup(func() {
		setHolder("")
		shared.turn.Unlock()
	})
	if shared.server == nil { // other test binaries were given the same one
		unlock, err := launcher.Lock(t.Context(), fmt.Sprintf("given-%x", sha256.Sum256([]byte(address.Host)))[:20])
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(unlock)
	}
	if err := empty(t.Context(), Driver(t, address)); err != nil {
		t.Fatal("empty the Neo4j database:", err)
	}
	return address
}

func setHolder(name string) {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.holder = name
}

// Shared is the address of the shared server, for tests that leave its data
// alone. Whoever writes takes it by Empty.
func Shared(t testing.TB) launcher.Address {
	t.Helper()
	shared.once.Do(func() {
		if text := os.Getenv(given); text != "" {
			if shared.address, shared.err = launcher.ParseAddress(text); shared.err != nil {
				shared.err = fmt.Errorf("%s: %w", given, shared.err)
			}
			return
		}
		if shared.server, shared.err = launcher.Start(context.Background(), options()); shared.err == nil {
			shared.address = shared.server.Address
		}
	})
	check(t, shared.err)
	return shared.address
}

// Start runs a server of the test's own, which it may kill and restart; it ends
// with the test.
func Start(t testing.TB) *launcher.Server {
	t.Helper()
	server, err := launcher.Start(t.Context(), options())
	check(t, err)
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// Driver connects to an address for as long as the test runs.
func Driver(t testing.TB, address launcher.Address, settings ...func(*config.Config)) neo4j.DriverWithContext {
	t.Helper()
	driver, err := address.Driver(settings...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := driver.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return driver
}

func options() launcher.Options {
	o := launcher.FromEnvironment()
	o.Log = os.Stderr
	bench := flag.Lookup("test.bench")
	o.Quick = !thorough && (bench == nil || bench.Value.String() == "")
	return o
}

var announced sync.Once

// check ends a test that has no server: as one that could not be run, unless it
// has to be.
func check(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, launcher.ErrMissing) && os.Getenv("REQUIRE_NEO4J") != "1":
		announced.Do(func() { fmt.Fprintln(os.Stderr, "Tests on Neo4j were NOT run:", err) })
		t.Skip("not run: ", err)
	default:
		t.Fatal(err)
	}
}
