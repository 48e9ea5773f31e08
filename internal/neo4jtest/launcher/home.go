package launcher

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"
)

// settings are all that a server is told. It answers on one port to whoever
// knows the password; it reports to nobody, and does not lock a user out for
// wrong passwords, which tests try; small transaction logs start faster.
const settings = `server.bolt.listen_address=%[1]s
server.bolt.advertised_address=%[1]s
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=%[2]s
dbms.usage_report.enabled=false
dbms.security.auth_max_failed_attempts=0
db.tx_log.preallocate=false
server.memory.query_cache.per_db_cache_num_entries=20000
dbms.cypher.statistics_divergence_threshold=1.0
`

// A home is the folder of one server, with a lock that is held as long as the
// program that made it lives.
type home struct {
	path string
	lock *flock.Flock
}

const (
	homePrefix = "innograph-neo4j-"
	lockName   = "owner.lock"
)

func newHome(ctx context.Context, address, pageCache string) (*home, error) {
	sweep()
	path, err := os.MkdirTemp("", homePrefix)
	if err != nil {
		return nil, err
	}
	h := &home{path: path, lock: flock.New(filepath.Join(path, lockName))}
	_, err = h.lock.TryLockContext(ctx, 100*time.Millisecond)
	if err == nil {
		err = os.WriteFile(h.file("neo4j.conf"), fmt.Appendf(nil, settings, address, pageCache), 0o600)
	}
	if err != nil {
		return nil, errors.Join(err, h.remove())
	}
	return h, nil
}

func (h *home) file(name ...string) string {
	return filepath.Join(append([]string{h.path}, name...)...)
}

func (h *home) remove() error {
	_ = h.lock.Unlock() // first, since some systems do not remove what is open
	return os.RemoveAll(h.path)
}

// lastWords is the end of what the server has said, to explain why it failed.
func (h *home) lastWords() string {
	var words string
	for _, name := range []string{h.file("console.log"), h.file("logs", "neo4j.log")} {
		if text, err := os.ReadFile(name); err == nil && len(text) > 0 {
			words += lastLines(string(text), 20) + "\n"
		}
	}
	return words
}

// sweep removes the homes whose programs were killed. A young one may not have
// taken its lock yet.
func sweep() {
	homes, _ := filepath.Glob(filepath.Join(os.TempDir(), homePrefix+"*")) // it only refuses bad patterns
	for _, path := range homes {
		info, err := os.Stat(path)
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		h := &home{path: path, lock: flock.New(filepath.Join(path, lockName))}
		if free, err := h.lock.TryLock(); err == nil && free {
			_ = h.remove() // what is another user's stays
		}
	}
}

// freePort finds a port that nobody uses. It lies below those that systems hand
// out for outgoing connections, one of which could otherwise take it while the
// server starts, or between a kill and a restart.
func freePort(ctx context.Context) (int, error) {
	var listen net.ListenConfig
	for {
		port := 20000 + rand.IntN(12000)
		l, err := listen.Listen(ctx, "tcp", "127.0.0.1:"+strconv.Itoa(port))
		if err == nil {
			return port, l.Close()
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
	}
}
