package neo4jstore

import (
	"context"
	"crypto/tls"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"innograph/kg"
)

// userAgent is how the server's lists of connections name this program.
const userAgent = "innograph"

const (
	// connectTimeout is how long a server may take to accept a connection, where
	// no deadline is nearer.
	connectTimeout = 5 * time.Second
	// acquireTimeout is how long a call waits for a connection while all are busy.
	acquireTimeout = 10 * time.Second
	// mostConnections is how many connections to a server there may be.
	mostConnections = 100
	// idleBeforeCheck is how long a connection has been idle when it is tried out
	// before it is used: less than firewalls and restarts take to make it useless.
	idleBeforeCheck = 10 * time.Second
)

// connect makes a driver, which opens connections when they are needed.
func connect(a *address) (neo4j.DriverWithContext, error) {
	token := neo4j.BasicAuth(a.user, a.password, "")
	switch {
	case a.token != "":
		token = neo4j.BearerAuth(a.token)
	case a.user == "":
		token = neo4j.NoAuth()
	}
	return neo4j.NewDriverWithContext(a.server, token, func(c *config.Config) {
		c.UserAgent = userAgent
		c.TelemetryDisabled = true
		c.SocketConnectTimeout = connectTimeout
		c.MaxConnectionPoolSize = mostConnections
		c.ConnectionAcquisitionTimeout = acquireTimeout
		c.ConnectionLivenessCheckTimeout = idleBeforeCheck
		c.TlsConfig = &tls.Config{MinVersion: tls.VersionTLS12}
		c.NotificationsMinSeverity = notifications.DisabledLevel // hints for whoever writes a statement
	})
}

// leastVersion is the oldest server whose Cypher knows all that statements use.
const leastVersion = "5.26"

// inspect finds out whether the server answers, lets this program in, has the
// database and is new enough.
func (s *Store) inspect(ctx context.Context) error {
	var version string
	err := s.read(ctx, "Open", nil, func(run runner) error {
		return run(ctx, "CALL dbms.components() YIELD name, versions WITH name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version", nil,
			func(row []any) error {
				version, _ = row[0].(string)
				return nil
			})
	})
	if err != nil {
		return err
	}
	if !atLeast(version, leastVersion) {
		return kg.Invalid(s.name(), "the server is Neo4j %s; %s or a later one is needed", version, leastVersion)
	}
	return nil
}

// atLeast compares versions such as 5.26.19 and 2026.05.0 by their first two
// numbers.
func atLeast(version, least string) bool {
	numbers := func(text string) (major, minor int) {
		parts := strings.SplitN(text, ".", 3)
		major, _ = strconv.Atoi(parts[0]) // 0 where there is none, which is too old
		if len(parts) > 1 {
			minor, _ = strconv.Atoi(strings.TrimRight(parts[1], "-abcdefghijklmnopqrstuvwxyz"))
		}
		return major, minor
	}
	major, minor := numbers(version)
	leastMajor, leastMinor := numbers(least)
	return major > leastMajor || major == leastMajor && minor >= leastMinor
}
