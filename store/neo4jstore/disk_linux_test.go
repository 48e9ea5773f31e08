package neo4jstore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// fillDisk lets the server write no more to its log of transactions than what it has,
// and a little. What it cannot log is not acknowledged; it is written when there is
// room again.
func fillDisk(t *testing.T, server *launcher.Server) {
	s := migrated(t, server.Address, storetest.Model())
	l := newLedger(server.Address.Password)
	l.begin(t, s)
	const writers = 3
	each := sample(t, "writes", 60, 300) / writers
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.writeAll(t, s, writers, each)
	}()
	waitFor(t, "nothing is written", func() bool { return l.count() >= each/2 })
	limit := unix.Rlimit{Cur: logSize(t, server.PID()) + 10_000, Max: unix.RLIM_INFINITY}
	if err := unix.Prlimit(server.PID(), unix.RLIMIT_FSIZE, &limit, nil); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the disk is never full", func() bool {
		l.lock.Lock()
		defer l.lock.Unlock()
		return l.failures > 0
	})
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	waitFor(t, "nobody is told why", func() bool { // the database stops itself in a moment
		err := s.Ping(ctx)
		if err != nil {
			told(t, err, kg.ErrUnavailable, l.secret)
		}
		return err != nil && strings.Contains(err.Error(), givenOut)
	})
	before := l.count()
	if err := server.Restart(t.Context()); err != nil { // a database that could not log does not go on by itself
		t.Fatal(err)
	}
	<-done
	l.check(t, s)
	t.Logf("%d were acknowledged before", before)
}

// logSize is how large the server's log of transactions is.
func logSize(t *testing.T, pid int) uint64 {
	t.Helper()
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	if err != nil {
		t.Fatal(err)
	}
	largest := int64(0)
	for _, file := range files {
		if name, err := os.Readlink(file); err != nil || !strings.Contains(name, "neo4j/neostore.transaction.db") {
			continue
		}
		if info, err := os.Stat(file); err == nil {
			largest = max(largest, info.Size())
		}
	}
	if largest == 0 {
		t.Fatal("the server has no log of transactions")
	}
	return uint64(largest)
}
