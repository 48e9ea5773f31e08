package neo4jstore

import (
	"context"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/store/storetest"
)

func TestContract(t *testing.T) {
	h := &hosts{t: t}
	h.add(neo4jtest.Cleared(t))
	storetest.Run(t, h.open, h.reopen)
}

// hosts lend databases to cases. Few cases have more than one store at a time, so
// there is one host more only when a case asks for it: an edition without fees
// keeps one graph a server.
type hosts struct {
	t    *testing.T // lives as long as the hosts
	list []*host
}

// alternately has two of three queries read in one statement, and one level by level:
// three, so that no half of the questions is always read in the same way.
func alternately() func(string) bool {
	var asked atomic.Int64
	return func(string) bool { return asked.Add(1)%3 != 0 }
}

// A host is a server whose database the case has to itself that has opened a store
// there, until it closes the store.
type host struct {
	address launcher.Address
	driver  neo4j.DriverWithContext
	model   *kg.Model // of its constraints and indexes, which stay from case to case
	store   *Store
}

func (h *hosts) add(address launcher.Address) *host {
	added := &host{address: address, driver: neo4jtest.Driver(h.t, address)}
	h.list = append(h.list, added)
	return added
}

// open opens an empty store, where there is a choice on a host whose constraints
// and indexes fit.
func (h *hosts) open(t *testing.T, model *kg.Model) kg.Store {
	t.Helper()
	lent := h.free(func(x *host) bool { return x.model == nil || reflect.DeepEqual(x.model, model) })
	if lent == nil {
		lent = h.free(func(*host) bool { return true })
	}
	if lent == nil {
		lent = h.add(neo4jtest.Start(h.t).Address)
	}
	if err := neo4jtest.Clear(context.Background(), lent.driver); err != nil {
		t.Fatal("empty the Neo4j database:", err)
	}
	return lent.opened(t, model)
}

// reopen closes a store and opens it again.
func (h *hosts) reopen(t *testing.T, s kg.Store, model *kg.Model) kg.Store {
	t.Helper()
	of := h.list[slices.IndexFunc(h.list, func(x *host) bool { return x.store == s })]
	if err := s.Close(context.Background()); err != nil {
		t.Fatalf("close: %v", err)
	}
	return of.opened(t, model)
}

func (h *host) opened(t *testing.T, model *kg.Model) *Store {
	h.model, h.store = model, opened(t, h.address, model)
	h.store.asked.instead = alternately()
	return h.store
}

func (h *hosts) free(fits func(*host) bool) *host {
	i := slices.IndexFunc(h.list, func(x *host) bool { return !x.taken() && fits(x) })
	if i < 0 {
		return nil
	}
	return h.list[i]
}

func (h *host) taken() bool {
	if h.store == nil || h.store.lifetime.Enter() != nil {
		return false
	}
	h.store.lifetime.Leave()
	return true
}
