package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

// turnsOf opens the store as several programs do.
func turnsOf(t *testing.T, address launcher.Address, programs int) []*Store {
	t.Helper()
	stores := []*Store{migrated(t, address, storetest.Model())}
	for len(stores) < programs {
		stores = append(stores, migrated(t, address, storetest.Model()))
	}
	return stores
}

// One import at a time has its turn, however many want it, and nothing of that is
// seen in the graph.
func TestTakeTurn(t *testing.T) {
	address := neo4jtest.Cleared(t)
	stores := turnsOf(t, address, 6)
	var programs []storetest.TakeTurn
	for _, s := range stores {
		programs = append(programs, func(ctx context.Context, wait func()) (context.Context, func(), error) {
			return s.takeTurn(ctx, wait, turnLease, turnRenew, time.Millisecond)
		})
	}
	storetest.OneTurnAtATime(t, programs)
	if left := dump(t, stores[0]); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if _, _, err := opened(t, address, storetest.Model()).TakeTurn(t.Context(), nil); !errors.Is(err, kg.ErrUnavailable) {
		t.Errorf("a store that has not been migrated: %v", err)
	}
}

// The turn is kept for as long as it is held, comes back from a program that does not
// ask any more, and who has lost it is told so.
func TestTurnIsLentForATime(t *testing.T) {
	stores := turnsOf(t, neo4jtest.Cleared(t), 2)
	held, release, err := stores[0].takeTurn(t.Context(), nil, turnLease, time.Millisecond, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	until := func() string {
		rows, err := rowsOf(t.Context(), stores[1], "MATCH (m:InnographMeta {key: 'import'}) RETURN m.until")
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(rows)
	}
	first := until()
	waitFor(t, "it is not lent anew", func() bool { return until() != first })
	ctx, cancel := context.WithCancel(t.Context())
	if _, _, err := stores[1].TakeTurn(ctx, cancel); !errors.Is(err, context.Canceled) || held.Err() != nil {
		t.Errorf("whoever waits for one that is kept: %v; it is lost: %v", err, context.Cause(held))
	}

	write(t, stores[1], "MATCH (m:InnographMeta {key: 'import'}) SET m.holder = 'a program that has died', m.until = 0")
	_, other, err := stores[1].TakeTurn(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer other()
	select {
	case <-held.Done():
		told(t, context.Cause(held), kg.ErrUnavailable)
	case <-time.After(20 * time.Second):
		t.Error("whoever has lost the turn is not told")
	}
}
