package neo4jstore

import "sync/atomic"

// A Usage tells how a store uses its connections.
type Usage struct {
	Calls       int64 // under way: each has a connection, or waits for one
	Connections int64 // that there may be to a server
	Statements  int64 // sent so far
	Again       int64 // how often something was tried again so far
}

// Usage tells how the connections are used at this moment.
func (s *Store) Usage() Usage {
	return Usage{Calls: s.used.calls.Load(), Connections: mostConnections, Statements: s.used.statements.Load(), Again: s.used.again.Load()}
}

// used is what Usage tells.
type used struct{ calls, statements, again atomic.Int64 }
