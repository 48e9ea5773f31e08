package neo4jstore

import (
	"context"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/wire"
	"innograph/store/storetest"
)

// What is under way is told, and what was sent, until it has ended in whatever way.
func TestUsage(t *testing.T) {
	address := neo4jtest.Shared(t)
	proxy := wire.Start(t, address.Host)
	address.Scheme, address.Host = "bolt", proxy.Host()
	s := opened(t, address, storetest.Model())
	before := s.Usage()
	err := s.read(t.Context(), "test", nil, func(run runner) error {
		if now := s.Usage(); now.Calls != 1 || now.Connections < 1 {
			t.Errorf("under way: %+v", now)
		}
		return run(t.Context(), "RETURN 1", nil, nil)
	})
	after := s.Usage()
	if err != nil || after.Calls != 0 || after.Statements != before.Statements+1 || after.Again != before.Again {
		t.Errorf("%v, %+v", err, after)
	}
	proxy.Cut()
	if err := s.Ping(context.Background()); err == nil {
		t.Error("a database that is gone answers")
	}
	proxy.Mend()
	if gone := s.Usage(); gone.Calls != 0 || gone.Again == after.Again {
		t.Errorf("of a database that is gone: %+v", gone)
	}
}
