package e2e

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A first start that is stopped or killed while it fills the store leaves it
// empty: half a hub would pass for one of somebody's own. The next start fills
// it whole.
func TestSeedBrokenOff(t *testing.T) {
	for _, c := range []struct {
		name   string
		signal os.Signal
	}{{"interrupted", syscall.SIGINT}, {"killed", syscall.SIGKILL}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := launch(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			for begun := time.Now(); !strings.Contains(s.output.String(), "filling it"); time.Sleep(10 * time.Millisecond) {
				if time.Since(begun) > patience {
					t.Fatalf("it does not begin:\n%s", s.output)
				}
			}
			time.Sleep(1500 * time.Millisecond) // within the writing
			if err := s.end(c.signal); err == nil {
				t.Error("it ended as if all were well")
			}
			if out := s.output.String(); strings.Contains(out, "Filled") || c.signal == syscall.SIGINT && !strings.Contains(out, "still empty") {
				t.Errorf("said:\n%s", out)
			}
			bare, err := start(dir, nil, "--seed", "none")
			if err != nil {
				t.Fatal(err)
			}
			if n := count(t, bare, "people"); n != 0 {
				t.Errorf("%d people are left", n)
			}
			if err := bare.end(syscall.SIGTERM); err != nil {
				t.Error(err)
			}
			if c.signal != syscall.SIGKILL {
				return
			}
			begun := time.Now()
			full, err := start(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("filled and serving after %v", time.Since(begun))
			if n := count(t, full, "achievements(filter: {convertible: {eq: true}})"); n != 4016 {
				t.Errorf("%d convertible achievements", n)
			}
			if err := full.end(syscall.SIGTERM); err != nil {
				t.Error(err)
			}
		})
	}
}

// count asks a server how long a list is.
func count(t *testing.T, s *server, list string) int {
	t.Helper()
	return query[struct{ Of struct{ TotalCount int } }](t, s.url, "{ of: "+list+" { totalCount } }", nil).Of.TotalCount
}
