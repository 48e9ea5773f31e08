package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/model"
	"innograph/store/sqlitestore"
	"innograph/store/storetest"
)

// A graph that moves to Neo4j and back is the same to the last digit, though the
// program is killed on the way there.
func TestMovingHouse(t *testing.T) {
	t.Run("made-up hub", func(t *testing.T) {
		dir := t.TempDir()
		s, err := start(dir, nil, "--seed", *size, "--store", "sqlite:here.db")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.end(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		moveThereAndBack(t, filepath.Join(dir, "here.db"))
	})
	if *size == "full" {
		t.Run("real records", func(t *testing.T) { moveThereAndBack(t, realRecords(t).all) })
	}
}

func moveThereAndBack(t *testing.T, path string) {
	t.Helper()
	address := neo4jtest.Cleared(t)
	here, there, back := "sqlite:"+path, "neo4j://"+address.User+"@"+address.Host, filepath.Join(t.TempDir(), "back.db")
	copying := func(from, to string) *exec.Cmd {
		cmd := exec.Command(binary, "copy", "--from", from, "--to", to)
		cmd.Env = append(os.Environ(), "INNOGRAPH_NEO4J_PASSWORD="+address.Password)
		return cmd
	}
	killed := copying(here, there)
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	waitForNodes(t, address)
	_ = killed.Process.Kill()
	if err := killed.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Errorf("the copy was not killed while it ran: %v", err)
	}
	for _, way := range [][2]string{{here, there}, {there, "sqlite:" + back}} {
		begun := time.Now()
		out, err := copying(way[0], way[1]).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "the same in both stores") {
			t.Fatalf("%v:\n%s", err, out)
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		t.Logf("%.1f s: %s", time.Since(begun).Seconds(), lines[len(lines)-1])
	}
	want, got := checksum(t, path), checksum(t, back)
	t.Logf("checksums %s and %s", want, got)
	if want != got {
		t.Error("what has come back differs")
	}
}

// waitForNodes waits until a database holds a part of a graph.
func waitForNodes(t *testing.T, address launcher.Address) {
	t.Helper()
	driver := neo4jtest.Driver(t, address)
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(5 * time.Millisecond) {
		found, err := neo4j.ExecuteQuery(t.Context(), driver, "MATCH (n:Person) RETURN count(n) > 0", nil, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatal(err)
		}
		if some, _ := found.Records[0].Values[0].(bool); some {
			return
		}
	}
	t.Fatalf("nothing is there after %v", patience)
}

// checksum is that of all a store in a file holds.
func checksum(t *testing.T, path string) string {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), path, model.Graph())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close(t.Context()) }()
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	sum, err := storetest.Checksum(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
