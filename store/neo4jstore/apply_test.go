package neo4jstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/storetest"
)

func somePerson(key string, works int64) kg.NodeChange {
	return kg.NodeChange{ID: kg.ID("Person_" + key), Kind: "Person",
		Properties: map[string]kg.Value{"name": kg.Localized(map[string]string{"en": key}), "works": kg.Int(works)}}
}

// logged returns all entries of the log, having made sure that it has no gaps.
func logged(t *testing.T, s *Store) []kg.Change {
	t.Helper()
	var found []kg.Change
	err := s.read(t.Context(), "test", nil, func(run runner) (err error) {
		found, err = readChanges(t.Context(), run, kg.System, 0, 1_000_000)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range found {
		if c.Revision != kg.Revision(i+1) {
			t.Fatalf("entry %d has revision %d", i, c.Revision)
		}
	}
	return found
}

// Two programs write at once: nothing is lost, no number is given out twice, and the
// log has no gaps.
func TestWritersOfTwoPrograms(t *testing.T) {
	address := neo4jtest.Cleared(t)
	stores := []*Store{migrated(t, address, storetest.Model()), migrated(t, address, storetest.Model())}
	applied(t, stores[0], kg.Changeset{Nodes: []kg.NodeChange{somePerson("hub", 0)}})
	const writers, each = 3, 12
	var group sync.WaitGroup
	for i, s := range stores {
		for w := range writers {
			group.Go(func() {
				for n := range each {
					key := fmt.Sprintf("%d-%d-%d", i, w, n)
					cs := kg.Changeset{Nodes: []kg.NodeChange{somePerson(key, 1)},
						Edges: []kg.EdgeChange{{Relation: "KNOWS", From: "Person_hub", To: kg.ID("Person_" + key)}}}
					if _, err := s.Apply(t.Context(), &cs); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	group.Wait()
	const all = 2 * writers * each
	if n := len(logged(t, stores[1])); n != 1+all {
		t.Errorf("the log has %d entries; want %d", n, 1+all)
	}
	nodes, edges, version := map[int64]bool{}, map[int64]bool{}, int64(0)
	for _, r := range scanned(t, stores[0]) {
		if r.Edge != nil {
			edges[r.Edge.Number] = true
			continue
		}
		nodes[r.Node.Number] = true
		if r.Node.ID == "Person_hub" {
			version = r.Node.Version
		}
	}
	if len(nodes) != 1+all || len(edges) != all || version != 1+all || !nodes[1+all] || !edges[all] {
		t.Errorf("%d nodes, %d edges, the hub is of version %d; %d were written", len(nodes), len(edges), version, all)
	}
}

// commitMessage is COMMIT as Bolt sends it: a chunk of two bytes, and the end of a
// message.
var commitMessage = []byte{0, 2, 0xb0, 0x12, 0, 0}

// A cutter is a connection between a program and a server. It is cut when the program
// commits, before or after the server has been told.
type cutter struct {
	address string // of the server
	cut     atomic.Int32
	cuts    atomic.Int32
	deaf    atomic.Bool // it takes no further connections
}

// What is to be cut.
const (
	nothing int32 = iota
	beforeCommit
	afterCommit
)

// listen returns where the cutter is reached.
func (c *cutter) listen(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", c.address)
			if err != nil || c.deaf.Load() {
				_ = client.Close()
				continue
			}
			go func() {
				_, _ = io.Copy(client, server) // ends when either side does
				_ = client.Close()
			}()
			go c.forward(client, server)
		}
	}()
	return listener.Addr().String()
}

func (c *cutter) forward(client, server net.Conn) {
	defer client.Close()
	defer server.Close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			return
		}
		cut := nothing
		if bytes.HasSuffix(buffer[:n], commitMessage) {
			cut = c.cut.Swap(nothing)
		}
		if cut == beforeCommit {
			c.cuts.Add(1)
			return
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
		if cut == afterCommit {
			c.cuts.Add(1)
			_ = client.Close()
			time.Sleep(50 * time.Millisecond) // the server is at it
			return
		}
	}
}

// Where the connection is lost while something is committed, it is done once, and
// acknowledged.
func TestLostCommits(t *testing.T) {
	address := neo4jtest.Cleared(t)
	right := migrated(t, address, storetest.Model())
	c := &cutter{address: address.Host}
	through := address
	through.Scheme, through.Host = "bolt", c.listen(t)
	s := migrated(t, through, storetest.Model())
	const times = 40
	for i := range times {
		c.cut.Store([]int32{beforeCommit, afterCommit, nothing, afterCommit}[i%4])
		cs := kg.Changeset{Nodes: []kg.NodeChange{somePerson(fmt.Sprint(i), int64(i)), somePerson("counter", int64(i))}}
		if i%3 == 0 {
			cs.Key = fmt.Sprint("key ", i)
		}
		receipt, err := s.Apply(t.Context(), &cs)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		if receipt.Revision != kg.Revision(i+1) || receipt.Counts.NodesCreated != 1+map[bool]int{true: 1}[i == 0] {
			t.Errorf("%d: the receipt is of revision %d, %+v", i, receipt.Revision, receipt.Counts)
		}
	}
	if c.cuts.Load() != times*3/4 {
		t.Errorf("%d connections were cut", c.cuts.Load())
	}
	if n := len(logged(t, right)); n != times {
		t.Errorf("the log has %d entries", n)
	}
	for _, r := range scanned(t, right) {
		if r.Node.ID == "Person_counter" && r.Node.Version != times {
			t.Errorf("the counter is of version %d", r.Node.Version)
		}
	}
}

// Whoever is not told whether a change was made is told that much.
func TestDoubtIsTold(t *testing.T) {
	address := neo4jtest.Cleared(t)
	right := migrated(t, address, storetest.Model())
	c := &cutter{address: address.Host}
	through := address
	through.Scheme, through.Host = "bolt", c.listen(t)
	s := migrated(t, through, storetest.Model())
	ctx, cancel := context.WithCancel(t.Context())
	s.Observe(func(text string) {
		if text == insertChange { // the last statement; then comes the commit, which is not given up
			c.deaf.Store(true)
			c.cut.Store(afterCommit)
		}
	})
	cs := kg.Changeset{Key: "k", Nodes: []kg.NodeChange{somePerson("a", 1)}}
	_, err := s.Apply(ctx, &cs)
	cancel()
	told(t, err, kg.ErrUnavailable, address.Password)
	if err == nil || !strings.Contains(err.Error(), "not known") {
		t.Errorf("it says %v", err)
	}
	receipt, err := right.Apply(t.Context(), &cs)
	if err != nil || receipt.Revision != 1 || len(logged(t, right)) != 1 {
		t.Errorf("sent again under its key: %+v, %v", receipt, err)
	}
}

// Who waits for its turn to write may go away.
func TestTurnGivenUp(t *testing.T) {
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	s.writing <- struct{}{}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := s.Apply(ctx, &kg.Changeset{Nodes: []kg.NodeChange{somePerson("a", 1)}})
	told(t, err, kg.ErrUnavailable)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v", err)
	}
	<-s.writing
	applied(t, s, kg.Changeset{Nodes: []kg.NodeChange{somePerson("a", 1)}})
}

// What no usual server could hold in its memory is not sent to it.
func TestTooMuchAtOnce(t *testing.T) {
	generation := ""
	s := &Store{} // without a driver
	s.generation.Store(&generation)
	cs := &kg.Changeset{Nodes: make([]kg.NodeChange, mostItems+1)}
	for i := range cs.Nodes {
		cs.Nodes[i] = somePerson(fmt.Sprint(i), 1)
	}
	_, err := s.Apply(t.Context(), cs)
	told(t, err, kg.ErrTooLarge)
}
