package e2e

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

const trialMapping = `innograph: mapping/1
source: {name: trial, title: Trial, precedence: 1}
files:
  - file: people.csv
    key: id
    nodes:
      - as: person
        kind: Person
        identifiers: {trial: id}
        properties: {name: {lang: en, column: name}}
      - as: institution
        kind: Institution
        shared: true
        identifiers: {trial-org: org}
        properties: {name: {lang: en, column: org}}
    edges:
      - {relation: AFFILIATED_WITH, from: person, to: institution}
`

const totalsOperation = `{ people { totalCount } institutions { totalCount } people1: people(filter: {organisations: {none: {}}}) { totalCount } }`

type totals struct {
	People, Institutions struct{ TotalCount int }
	Loose                struct{ TotalCount int } `json:"people1"`
}

// An import that is killed has written whole batches alone, and the same command
// goes on to what an undisturbed one gives.
func TestKilledImport(t *testing.T) {
	const people, institutions = 40_000, 100
	dir := t.TempDir()
	var rows strings.Builder
	rows.WriteString("id,name,org\n")
	for i := range people {
		fmt.Fprintf(&rows, "p%d,Person %d,Institute %d\n", i, i, i%institutions)
	}
	for name, content := range map[string]string{"people.csv": rows.String(), "trial.yaml": trialMapping} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	url := "sqlite:" + filepath.Join(dir, "hub.db")
	s, err := start(dir, nil, "--seed", "none", "--store", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	command := func() *exec.Cmd {
		return exec.Command(binary, "import", "--mapping", filepath.Join(dir, "trial.yaml"), "--store", url, dir)
	}
	kills := 0
	for range 3 {
		before := query[totals](t, s.url, totalsOperation, nil)
		cmd := command()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		deadline := time.Now().Add(patience)
		for query[totals](t, s.url, totalsOperation, nil) == before && time.Now().Before(deadline) {
			time.Sleep(5 * time.Millisecond)
		}
		_ = cmd.Process.Kill()
		if err := cmd.Wait(); err != nil && err.Error() == "signal: killed" {
			kills++
		}
		now := query[totals](t, s.url, totalsOperation, nil)
		t.Logf("after a kill: %d people at %d institutions", now.People.TotalCount, now.Institutions.TotalCount)
		if now.Loose.TotalCount != 0 {
			t.Errorf("%d people without their institution", now.Loose.TotalCount)
		}
		if now.People.TotalCount == people {
			break
		}
	}
	if kills == 0 {
		t.Error("no import was killed while it ran")
	}
	for _, want := range []string{`\b40000 .*\bpeople\.csv`, `\b40000 +0 +0 +40000 +0 +people\.csv`} {
		out, err := command().CombinedOutput()
		if err != nil || !regexp.MustCompile(want).Match(out) {
			t.Errorf("%v, without %s:\n%s", err, want, out)
		}
	}
	end := query[totals](t, s.url, totalsOperation, nil)
	if end.People.TotalCount != people || end.Institutions.TotalCount != institutions || end.Loose.TotalCount != 0 {
		t.Errorf("%+v", end)
	}
	killedCopy(t, url, "sqlite:"+filepath.Join(dir, "copy.db"), people+institutions+1) // and their source
}

// killedCopy kills a copy while it writes, and sees the same command go on to a
// whole one.
func killedCopy(t *testing.T, from, to string, nodes int) {
	t.Helper()
	command := func() *exec.Cmd { return exec.Command(binary, "copy", "--from", from, "--to", to) }
	log := strings.TrimPrefix(to, "sqlite:") + "-wal"
	cmd := command()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(5 * time.Millisecond) {
		if info, err := os.Stat(log); err == nil && info.Size() > 2<<20 {
			break // some batches are written
		}
	}
	_ = cmd.Process.Kill()
	if err := cmd.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Errorf("the copy was not killed while it ran: %v", err)
	}
	out, err := command().CombinedOutput()
	if err != nil || !strings.Contains(string(out), fmt.Sprintf("%d  nodes and ", nodes)) || !strings.Contains(string(out), "the same in both stores") {
		t.Errorf("%v:\n%s", err, out)
	}
}

// A server that is asked to stop while requests come in answers each that it has
// taken.
func TestStopUnderLoad(t *testing.T) {
	dir := t.TempDir()
	for round := range 5 {
		s, err := start(dir, nil, "--seed", "none")
		if err != nil {
			t.Fatal(err)
		}
		var answered atomic.Int64
		var wg sync.WaitGroup
		stop := make(chan struct{})
		for range 8 {
			wg.Go(func() { s.load(t, stop, &answered) })
		}
		time.Sleep(100 * time.Millisecond)
		began := time.Now()
		if err := s.end(syscall.SIGTERM); err != nil {
			t.Errorf("round %d: %v\n%s", round, err, s.output)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("round %d: ended after %v", round, took)
		}
		close(stop)
		wg.Wait()
		if answered.Load() == 0 {
			t.Errorf("round %d: nothing was answered", round)
		}
		t.Logf("round %d: %d answered", round, answered.Load())
	}
}

// load sends requests, each on a connection of its own, until the server takes
// no more connections.
func (s *server) load(t *testing.T, stop chan struct{}, answered *atomic.Int64) {
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	for {
		select {
		case <-stop:
			return
		default:
		}
		resp, err := c.Get(s.url + "/graphql?query={people{totalCount}}")
		if err != nil {
			// A connection that was waiting to be taken is reset by the system.
			if !strings.Contains(err.Error(), "connection refused") && !strings.Contains(err.Error(), "connection reset") {
				t.Errorf("a request was broken off: %v", err)
			}
			return
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("status %s", resp.Status)
		}
		answered.Add(1)
	}
}
