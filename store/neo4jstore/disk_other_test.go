//go:build !linux

package neo4jstore

import (
	"testing"

	"innograph/internal/neo4jtest/launcher"
)

func fillDisk(t *testing.T, _ *launcher.Server) {
	t.Skip("not run: another process is given a limit for its files on Linux alone")
}
