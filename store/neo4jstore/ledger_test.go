package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"innograph/kg"
)

// patience is how long a caller waits for an answer, and pauseBefore before it sends
// again what has failed.
const (
	patience    = 30 * time.Second
	pauseBefore = 20 * time.Millisecond
)

// A ledger is what writers have sent and what they were told, to be held against what
// the store has in the end.
type ledger struct {
	secret string // that no message may have

	lock         sync.Mutex
	acknowledged map[string]acknowledgement // by key
	abandoned    map[string]bool            // keys of what has failed and was not sent again
	failures     int
	doubts       int // failures of which nobody knew whether something was written
}

// An acknowledgement is a receipt, and when the call that got it was begun and ended.
type acknowledgement struct {
	receipt      *kg.Receipt
	begun, ended time.Time
}

func newLedger(secret string) *ledger {
	return &ledger{secret: secret, acknowledged: map[string]acknowledgement{}, abandoned: map[string]bool{}}
}

// begin writes what all further writes refer to.
func (l *ledger) begin(t *testing.T, s *Store) {
	t.Helper()
	applied(t, s, kg.Changeset{Nodes: []kg.NodeChange{somePerson("hub", 0)}})
}

// tokenOf is the node that a writer makes anew with each of its writes: were one
// carried out twice, another number would be gone.
func tokenOf(writer int) string { return fmt.Sprint("token-", writer) }

// entryOf is the n-th write of a writer.
func entryOf(writer, n int) *kg.Changeset {
	key := fmt.Sprintf("%d-%d", writer, n)
	token, own := somePerson(tokenOf(writer), int64(n)), somePerson(key, int64(n))
	token.Properties["orcid"], own.Properties["orcid"] = kg.Text(tokenOf(writer)), kg.Text(key)
	return &kg.Changeset{Key: key, Actor: key, DeleteNodes: []kg.ID{token.ID}, Nodes: []kg.NodeChange{token, own},
		Edges: []kg.EdgeChange{{Relation: "KNOWS", From: "Person_hub", To: own.ID}, {Relation: "KNOWS", From: token.ID, To: "Person_hub"}}}
}

// write applies a changeset, and sends it again while the store is not available; an
// impatient caller does not.
func (l *ledger) write(t *testing.T, s *Store, cs *kg.Changeset, impatient bool) {
	for {
		begun := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		receipt, err := s.Apply(ctx, cs)
		cancel()
		if err == nil {
			l.lock.Lock()
			l.acknowledged[cs.Key] = acknowledgement{receipt, begun, time.Now()}
			l.lock.Unlock()
			return
		}
		told(t, err, kg.ErrUnavailable, l.secret)
		l.lock.Lock()
		l.failures++
		if strings.Contains(err.Error(), "not known") {
			l.doubts++
		}
		if impatient {
			l.abandoned[cs.Key] = true
		}
		l.lock.Unlock()
		if impatient || t.Context().Err() != nil || !errors.Is(err, kg.ErrUnavailable) {
			return
		}
		time.Sleep(pauseBefore)
	}
}

// writeAll lets several writers write so many each, of which every third is sent once.
func (l *ledger) writeAll(t *testing.T, s *Store, writers, each int) {
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for n := range each {
				l.write(t, s, entryOf(w, n), (w+n)%3 == 2)
			}
		})
	}
	group.Wait()
}

// count tells how many were acknowledged.
func (l *ledger) count() int {
	l.lock.Lock()
	defer l.lock.Unlock()
	return len(l.acknowledged)
}

// check holds the store to the ledger: what was acknowledged is there once, what was
// abandoned once or not at all, and the log, the records, the counters, the
// identifiers and the indexes agree.
func (l *ledger) check(t *testing.T, s *Store) {
	t.Helper()
	written := l.checkLog(t, s)
	tokens := map[kg.ID]int64{}
	for _, key := range written { // in the order of the log
		var writer, n int
		if _, err := fmt.Sscanf(key, "%d-%d", &writer, &n); err != nil {
			t.Fatal(err)
		}
		tokens[kg.ID("Person_"+tokenOf(writer))] = int64(n)
	}
	l.checkRecords(t, s, written, tokens)
	checkCounters(t, s, len(written))
	checkFound(t, s, written, tokens)
	checkSchema(t, s)
	t.Logf("%d acknowledged and there once; of %d abandoned ones %d are there whole; callers were told of %d failures, %d of them with doubt",
		len(l.acknowledged), len(l.abandoned), len(written)-len(l.acknowledged), l.failures, l.doubts)
}

// checkLog returns the keys of what the log says was written, in its order.
func (l *ledger) checkLog(t *testing.T, s *Store) []string {
	t.Helper()
	var written []string
	seen := map[string]bool{}
	for i, c := range logged(t, s)[1:] {
		key := c.Actor
		ack, told := l.acknowledged[key]
		switch {
		case seen[key]:
			t.Errorf("%s was carried out twice", key)
		case told && ack.receipt.Revision != c.Revision:
			t.Errorf("%s is of revision %d; the receipt says %d", key, c.Revision, ack.receipt.Revision)
		case told && ack.receipt.Counts != c.Counts:
			t.Errorf("%s has changed %+v; the receipt says %+v", key, c.Counts, ack.receipt.Counts)
		case !told && !l.abandoned[key]:
			t.Errorf("entry %d, %q, is nobody's", i+2, key)
		}
		seen[key] = true
		written = append(written, key)
	}
	for key := range l.acknowledged {
		if !seen[key] {
			t.Errorf("%s was acknowledged, and is lost", key)
		}
	}
	return written
}

func (l *ledger) checkRecords(t *testing.T, s *Store, written []string, tokens map[kg.ID]int64) {
	t.Helper()
	want := map[kg.ID]int64{"Person_hub": 0}
	maps.Copy(want, tokens)
	for _, key := range written {
		var writer, n int
		_, _ = fmt.Sscanf(key, "%d-%d", &writer, &n) // check has read it
		want[kg.ID("Person_"+key)] = int64(n)
	}
	ends := map[kg.ID]int{}
	numbers := map[int64]bool{}
	for _, r := range scanned(t, s) {
		if r.Edge != nil {
			if numbers[-r.Edge.Number] {
				t.Errorf("two edges have the number %d", r.Edge.Number)
			}
			numbers[-r.Edge.Number] = true
			other := r.Edge.To
			if other == "Person_hub" {
				other = r.Edge.From
			}
			ends[other]++
			continue
		}
		n := r.Node
		works, expected := want[n.ID]
		if numbers[n.Number] || !expected || n.Properties["works"].Int() != works {
			t.Errorf("there is %s, number %d, with %v works; want %d", n.ID, n.Number, n.Properties["works"], works)
		}
		numbers[n.Number] = true
		delete(want, n.ID)
		if n.ID == "Person_hub" && n.Version != int64(1+len(written)) {
			t.Errorf("the hub is of version %d after %d writes", n.Version, len(written))
		}
	}
	for id := range want {
		t.Errorf("%s is not there", id)
	}
	for id, n := range ends {
		if n != 1 {
			t.Errorf("%s has %d edges", id, n)
		}
	}
	if len(ends) != len(written)+len(tokens) {
		t.Errorf("%d edges for %d writes of %d writers", len(ends), len(written), len(tokens))
	}
}

// checkCounters holds the last numbers, and what is remembered of keys, to how much
// was written.
func checkCounters(t *testing.T, s *Store, written int) {
	t.Helper()
	for text, want := range map[string]string{
		"MATCH (m:InnographMeta) RETURN m.node, m.edge, m.revision":                           fmt.Sprint(1+2*written, 2*written, 1+written),
		"MATCH (a:InnographApplied) RETURN count(DISTINCT a.key), count(a)":                   fmt.Sprint(written, written),
		"MATCH (c:InnographChange) RETURN count(c), min(c.revision), max(c.revision)":         fmt.Sprint(1+written, 1, 1+written),
		"MATCH (n:Node) WHERE NOT n:Person OR n.id IS NULL RETURN count(n)":                   "0",
		"MATCH (i:Identifier) WHERE COUNT { (i)<-[:HAS_IDENTIFIER]-() } <> 1 RETURN count(i)": "0",
	} {
		rows, err := rowsOf(t.Context(), s, text)
		if err != nil || len(rows) != 1 {
			t.Fatalf("%s: %v, %v", text, rows, err)
		}
		if got := fmt.Sprint(rows[0]...); got != want {
			t.Errorf("%s: %s; want %s", text, got, want)
		}
	}
}

// checkFound reads through the indexes: by identifier, and the edges at the hub.
func checkFound(t *testing.T, s *Store, written []string, tokens map[kg.ID]int64) {
	t.Helper()
	for batch := range slices.Chunk(written, 100) {
		q := &kg.Query{}
		for _, key := range batch {
			q.Start.Identifiers = append(q.Start.Identifiers, kg.Identifier{Scheme: "orcid", Value: key})
		}
		result, err := s.Reader(kg.System).Read(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range result.Root.Rows {
			if row.ID != kg.ID("Person_"+batch[i]) {
				t.Fatalf("by identifier %s is %s", batch[i], row.ID)
			}
		}
		if len(result.Root.Rows) != len(batch) {
			t.Errorf("by identifier %d of %d are found", len(result.Root.Rows), len(batch))
		}
	}
	found, err := s.Reader(kg.System).Expand(t.Context(), &kg.Frontier{Nodes: []int64{1}, Direction: kg.Both})
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Edges) != len(written)+len(tokens) {
		t.Errorf("at the hub %d edges are found; want %d", len(found.Edges), len(written)+len(tokens))
	}
}

// checkSchema holds the database to having all constraints and indexes, and to their
// serving.
func checkSchema(t *testing.T, s *Store) {
	t.Helper()
	m, err := newMigration(s)
	if err == nil {
		err = m.look(t.Context())
	}
	if err != nil || !m.settled() {
		t.Errorf("the store has to be migrated again: %v", err)
	}
	rows, err := rowsOf(t.Context(), s, "SHOW INDEXES YIELD name, state, populationPercent WHERE state <> 'ONLINE' RETURN name, state")
	if err != nil || len(rows) > 0 {
		t.Errorf("indexes do not serve: %v, %v", rows, err)
	}
	constraints, err := rowsOf(t.Context(), s, "SHOW CONSTRAINTS YIELD name, ownedIndex WHERE name STARTS WITH 'innograph_' AND ownedIndex = name RETURN name")
	if want := slices.DeleteFunc(s.catalog.wantedSchema(), func(i schemaItem) bool { return !i.constrains }); err != nil || len(constraints) != len(want) {
		t.Errorf("there are the constraints %v, %v; want %d", constraints, err, len(want))
	}
}
