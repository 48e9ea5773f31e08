package neo4jstore

import (
	"context"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// patience is how long who wants a turn waits before it is said that another has it.
const patience = 500 * time.Millisecond

// TakeTurn waits until no other program imports into the database at a URL, and keeps
// others waiting until release is called. wait is called if another has the turn. The
// turn is a lock in the database, which ends with the connection of who has it.
func TakeTurn(ctx context.Context, url string, wait func()) (release func(), err error) {
	a, err := parseAddress(url)
	if err != nil {
		return nil, err
	}
	s := &Store{address: a}
	if s.driver, err = connect(a); err != nil {
		return nil, s.failure(ctx, err)
	}
	var tx neo4j.ExplicitTransaction
	taken := make(chan struct{})
	go func() {
		defer close(taken)
		tx, err = s.turn(ctx)
	}()
	select {
	case <-taken:
	case <-time.After(patience):
		wait()
		<-taken
	}
	if err != nil {
		err = s.failure(ctx, err)
		_ = s.driver.Close(context.WithoutCancel(ctx)) // the first failure is told
		return nil, err
	}
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
		defer cancel()
		_ = tx.Rollback(ctx) // to close the connection does it as well
		_ = s.driver.Close(ctx)
	}, nil
}

// turn takes the turn, which lasts as long as the transaction.
func (s *Store) turn(ctx context.Context) (neo4j.ExplicitTransaction, error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.address.database})
	tx, err := session.BeginTransaction(ctx, neo4j.WithTxMetadata(map[string]any{"app": userAgent, "call": "TakeTurn"}))
	if err == nil {
		var result neo4j.ResultWithContext
		if result, err = tx.Run(ctx, takeTurn, nil); err == nil {
			_, err = result.Consume(ctx)
		}
	}
	if err != nil {
		s.closing(ctx, session)
		return nil, err
	}
	return tx, nil
}
