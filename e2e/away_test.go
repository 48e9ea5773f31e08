package e2e

import (
	"io"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/wire"
)

// While the database is away requests are told to come again, and whoever watches over
// the server that it is alive but not ready; when the database is back, it answers
// again by itself.
func TestDatabaseAway(t *testing.T) {
	address := neo4jtest.Cleared(t)
	proxy := wire.Start(t, address.Host)
	env := append(os.Environ(), "INNOGRAPH_NEO4J_PASSWORD="+address.Password)
	s, err := start(t.TempDir(), env, "--seed", "none", "--store", "bolt://"+address.User+"@"+proxy.Host())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() }) // it has ended, unless the test failed
	people := operation{query: "{ people { totalCount } }"}
	good, _ := people.send(t, s.url)
	if !strings.HasPrefix(good, `{"data":{"people":{"totalCount":0}}`) {
		t.Fatal(good)
	}
	for range 2 {
		proxy.Cut()
		body, resp := people.exchange(t, s.url)
		if !strings.Contains(body, `"UNAVAILABLE"`) || resp.Header.Get("Retry-After") == "" {
			t.Errorf("a request: %s\n%v", body, resp.Header)
		}
		for _, secret := range []string{address.Password, proxy.Host(), "bolt", "Neo4j", "EOF", "connect"} {
			if strings.Contains(body, secret) {
				t.Errorf("the answer tells of %q: %s", secret, body)
			}
		}
		for path, want := range map[string]int{"/readyz": http.StatusServiceUnavailable, "/healthz": http.StatusOK} {
			if status := statusOf(t, s.url+path); status != want {
				t.Errorf("%s: %d", path, status)
			}
		}
		proxy.Mend()
		for begun := time.Now(); statusOf(t, s.url+"/readyz") != http.StatusOK; time.Sleep(20 * time.Millisecond) {
			if time.Since(begun) > patience {
				t.Fatalf("it is not ready again:\n%s", s.output)
			}
		}
		if body, _ := people.send(t, s.url); body != good {
			t.Errorf("afterwards: %s", body)
		}
	}
	if err := s.end(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	if strings.Contains(s.output.String(), address.Password) {
		t.Errorf("the log tells the password: %s", s.output)
	}
}

func statusOf(t *testing.T, url string) int {
	t.Helper()
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.Copy(io.Discard, resp.Body) // so that the connection serves again
	return resp.StatusCode
}
