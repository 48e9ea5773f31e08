package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// opened opens the store at an address, and closes it when the test ends.
func opened(t testing.TB, address launcher.Address, model *kg.Model) *Store {
	t.Helper()
	s, err := Open(context.Background(), address.URL(), model)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// rowsOf runs a statement that only reads.
func rowsOf(ctx context.Context, s *Store, text string) (rows [][]any, err error) {
	err = s.read(ctx, "test", nil, func(run runner) error {
		rows = nil
		return run(ctx, text, nil, func(row []any) error {
			rows = append(rows, row)
			return nil
		})
	})
	return rows, err
}

// told holds a failure to the form of a kg.Error that says nothing it must not.
func told(t *testing.T, err, kind error, secrets ...string) {
	t.Helper()
	var e *kg.Error
	if !errors.As(err, &e) || !errors.Is(err, kind) || e.Subject == "" || e.Reason == "" {
		t.Errorf("%v (%T) is no kg.Error of kind %q", err, err, kind)
		return
	}
	for _, s := range append(secrets, "Neo.", "Neo4jError", "ConnectivityError", "dial tcp") {
		if s != "" && strings.Contains(e.Error(), s) {
			t.Errorf("%q says %q", e, s)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	right := neo4jtest.Shared(t)
	open := func(change func(*launcher.Address), suffix string) error {
		a := right
		change(&a)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		s, err := Open(ctx, a.URL()+suffix, storetest.Model())
		if err == nil {
			_ = s.Close(ctx)
		}
		return err
	}
	if err := open(func(*launcher.Address) {}, ""); err != nil {
		t.Fatal(err)
	}
	for _, scheme := range []string{"neo4j", "bolt"} {
		err := open(func(a *launcher.Address) { a.Scheme, a.Password = scheme, "wrong-secret" }, "")
		told(t, err, kg.ErrUnavailable, "wrong-secret")
		err = open(func(a *launcher.Address) { a.Scheme = scheme }, "/nodatabase")
		told(t, err, kg.ErrUnavailable, right.Password)
		if err != nil && (!strings.Contains(err.Error(), "no such database") || !strings.Contains(err.Error(), "nodatabase")) {
			t.Errorf("a wrong database: %v", err)
		}
		told(t, open(func(a *launcher.Address) { a.Scheme = scheme + "+s" }, ""), kg.ErrUnavailable, right.Password)
		told(t, open(func(a *launcher.Address) { a.Scheme, a.Host = scheme, "127.0.0.1:1" }, ""), kg.ErrUnavailable, right.Password)
	}
}

// A server that says nothing, as one behind a firewall, is given up in time.
func TestOpenIsGivenUpAtTheDeadline(t *testing.T) {
	var config net.ListenConfig
	silent, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err = Open(ctx, "bolt://me:secret@"+silent.Addr().String(), storetest.Model())
	told(t, err, kg.ErrUnavailable, "secret")
	if took := time.Since(begun); took > 2*time.Second || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v after %v", err, took)
	}
}

// A server that wants encryption, and is spoken to without.
func TestOpenWithoutTheEncryptionThatIsWanted(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	for _, scheme := range []string{"neo4j", "bolt"} {
		_, err := Open(t.Context(), scheme+"://me:secret@"+server.Listener.Addr().String(), storetest.Model())
		told(t, err, kg.ErrUnavailable, "secret")
		if err == nil || !strings.Contains(err.Error(), "encryption") {
			t.Errorf("%s: %v", scheme, err)
		}
	}
}

func TestVersions(t *testing.T) {
	for version, want := range map[string]bool{
		"5.26.19": true, "5.26": true, "5.27-aura": true, "2025.01.0": true, "2026.05.0-SNAPSHOT": true, "6.0": true,
		"5.25.1": false, "4.4.30": false, "": false, "dev": false, "5": false,
	} {
		if atLeast(version, leastVersion) != want {
			t.Errorf("%q: %t", version, !want)
		}
	}
}

// slow takes minutes, in small steps.
const slow = "UNWIND range(1, 100000000) AS i UNWIND range(1, 100000) AS j WITH i WHERE i < 0 RETURN count(i)"

// running counts the statements of this program's that the server is at.
func running(t *testing.T, s *Store) int {
	t.Helper()
	rows, err := rowsOf(context.Background(), s, "SHOW TRANSACTIONS YIELD metaData, currentQuery WHERE metaData.app = 'innograph' AND currentQuery STARTS WITH 'UNWIND range(1, 1000' RETURN metaData.call")
	if err != nil {
		t.Fatal(err)
	}
	return len(rows)
}

func TestCancellationReachesTheServer(t *testing.T) {
	s := opened(t, neo4jtest.Shared(t), storetest.Model())
	for name, limit := range map[string]func() (context.Context, context.CancelFunc){
		"a caller who goes": func() (context.Context, context.CancelFunc) { return context.WithCancel(t.Context()) },
		"a deadline": func() (context.Context, context.CancelFunc) {
			return context.WithTimeout(t.Context(), 700*time.Millisecond)
		},
	} {
		ctx, cancel := limit()
		done := make(chan error, 1)
		go func() {
			_, err := rowsOf(ctx, s, slow)
			done <- err
		}()
		waitFor(t, name+": the statement does not begin", func() bool { return running(t, s) == 1 })
		if name == "a caller who goes" {
			cancel()
		}
		select {
		case err := <-done:
			told(t, err, kg.ErrUnavailable)
			if !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: the call goes on", name)
		}
		cancel()
		waitFor(t, name+": the server goes on", func() bool { return running(t, s) == 0 })
	}
	if rows, err := rowsOf(t.Context(), s, "RETURN 1"); err != nil || len(rows) != 1 {
		t.Errorf("afterwards: %v, %v", rows, err)
	}
}

func waitFor(t *testing.T, what string, happens func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !happens(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(what)
		}
	}
}

// A statement that is stopped by the server for its memory is not sent again.
func TestMemoryLimitsAreNotTriedAgain(t *testing.T) {
	s := opened(t, neo4jtest.Shared(t), storetest.Model())
	sent := 0
	s.Observe(func(string) { sent++ })
	defer s.Observe(nil)
	_, err := rowsOf(t.Context(), s, "UNWIND range(1, 100000000) AS i RETURN size(collect([i, i, toString(i)]))")
	told(t, err, kg.ErrTooLarge)
	if sent != 1 {
		t.Errorf("it was sent %d times", sent)
	}
}

func TestCodes(t *testing.T) {
	s := &Store{address: &address{server: "neo4j://host", database: "hub"}}
	for code, kind := range map[string]error{
		"Neo.ClientError.Security.Unauthorized":                  kg.ErrUnavailable,
		"Neo.ClientError.Security.CredentialsExpired":            kg.ErrUnavailable,
		"Neo.ClientError.Schema.ConstraintValidationFailed":      kg.ErrConflict,
		"Neo.ClientError.Transaction.InvalidBookmark":            kg.ErrBadBookmark,
		"Neo.TransientError.General.MemoryPoolOutOfMemoryError":  kg.ErrTooLarge,
		"Neo.TransientError.General.TransactionOutOfMemoryError": kg.ErrTooLarge,
		"Neo.TransientError.Transaction.DeadlockDetected":        kg.ErrUnavailable,
		"Neo.DatabaseError.Transaction.TransactionStartFailed":   kg.ErrUnavailable,
		"Neo.DatabaseError.General.IndexCorruptionDetected":      kg.ErrDamaged,
		"Neo.DatabaseError.General.UnknownError":                 kg.ErrUnavailable,
		"Neo.ClientError.Statement.SyntaxError":                  kg.ErrUnavailable,
		"nonsense":                                               kg.ErrUnavailable,
		"":                                                       kg.ErrUnavailable,
	} {
		cause := &neo4j.Neo4jError{Code: code, Msg: "secret text of the driver"}
		err := s.failure(t.Context(), fmt.Errorf("wrapped: %w", cause))
		told(t, err, kind, "secret", code)
		if !errors.Is(err, cause) {
			t.Errorf("%s: the log is not told the cause", code)
		}
	}
	for code, want := range map[string]bool{
		"Neo.TransientError.Transaction.DeadlockDetected": true, "Neo.TransientError.General.DatabaseUnavailable": true,
		"Neo.TransientError.General.MemoryPoolOutOfMemoryError": false, "Neo.ClientError.Statement.SyntaxError": false, "Neo.ClientError.Security.Unauthorized": false,
	} {
		if isRetryable(&neo4j.Neo4jError{Code: code}) != want {
			t.Errorf("%s is tried again: %t", code, !want)
		}
	}
}

func TestClosedStore(t *testing.T) {
	s := opened(t, neo4jtest.Shared(t), storetest.Model())
	if err := errors.Join(s.Close(t.Context()), s.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
	_, err := rowsOf(t.Context(), s, "RETURN 1")
	told(t, err, kg.ErrUnavailable)
}
