package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"innograph/kg"
)

func againChapter() chapter {
	return chapter{name: "again", load: loadPair, scenarios: []scenario{
		{"a changeset with a key is applied once", appliedOnce},
		{"what has changed since does not matter", appliedBefore},
		{"another changeset needs another key", anotherUnderKey},
		{"a changeset that fails leaves its key free", failedKeyFree},
		{"one that changes nothing is remembered too", nothingRemembered},
		{"without a key everything is applied anew", withoutKey},
		{"a key must fit", wrongKeys},
		{"of those sent at once under one key one is applied", onceAtOnce},
		{"keys are remembered after reopening", keysReopened},
	}}
}

// keyed returns a changeset that makes a person, whose note tells one from another.
func keyed(key, note string) kg.Changeset {
	cs := nodesOf(person("c", "note", kg.Text(note)))
	cs.Key = key
	return cs
}

// resend sends a changeset again, at a later time, and makes sure that nothing is
// done.
func (s *subject) resend(cs kg.Changeset, first *kg.Receipt) {
	s.t.Helper()
	before := s.checksum()
	receipt := s.must(cs)
	if receipt.Revision != first.Revision || receipt.Counts != first.Counts {
		s.t.Errorf("sent again, the receipt is revision %d, %+v; the first was %d, %+v", receipt.Revision, receipt.Counts, first.Revision, first.Counts)
	}
	if s.checksum() != before {
		s.t.Errorf("sent again, it has changed the store")
	}
}

func appliedOnce(t *testing.T, s *subject) {
	first := s.must(keyed("k", "one"))
	for range 2 {
		s.resend(keyed("k", "one"), first)
	}
	if got := len(s.changes(kg.System, first.Revision-1, 10)); got != 1 {
		t.Errorf("the log has %d entries of it", got)
	}
	if n := s.node(personID("c")); n.Version != 1 {
		t.Errorf("the node is of version %d", n.Version)
	}
}

// The preconditions no longer hold, the node is gone, others have written.
func appliedBefore(_ *testing.T, s *subject) {
	cs := keyed("k", "one")
	cs.Expect = []kg.Precondition{{ID: personID("c")}}
	first := s.must(cs)
	s.must(nodesOf(person("c", "note", kg.Text("two"))))
	s.resend(cs, first)
	s.must(kg.Changeset{DeleteNodes: []kg.ID{personID("c")}})
	s.resend(cs, first)
}

func anotherUnderKey(_ *testing.T, s *subject) {
	s.must(keyed("k", "one"))
	s.refuse(keyed("k", "two"), kg.ErrConflict)
	s.must(keyed("K", "two"))
	s.must(keyed("k ", "three"))
}

func failedKeyFree(_ *testing.T, s *subject) {
	cs := keyed("k", "one")
	cs.Expect = []kg.Precondition{{ID: personID("c"), Version: 7}}
	s.refuse(cs, kg.ErrConflict)
	s.must(keyed("k", "one"))
}

func nothingRemembered(t *testing.T, s *subject) {
	s.must(keyed("", "one"))
	first := s.must(keyed("k", "one"))
	if first.Counts.Changed() {
		t.Errorf("%+v has been changed", first.Counts)
	}
	s.must(nodesOf(person("c", "note", kg.Text("two"))))
	s.resend(keyed("k", "one"), first)
	if got := s.node(personID("c")).Properties["note"]; !got.Equal(kg.Text("two")) {
		t.Errorf("the note is %v", got)
	}
}

func withoutKey(t *testing.T, s *subject) {
	s.must(keyed("", "one"))
	s.must(keyed("", "two"))
	s.must(keyed("", "one"))
	if n := s.node(personID("c")); n.Version != 3 {
		t.Errorf("the node is of version %d", n.Version)
	}
}

func wrongKeys(t *testing.T, s *subject) {
	for _, key := range []string{strings.Repeat("x", kg.MaxActor+1), "\xff", "a\x00b"} {
		if told := s.refuse(keyed(key, "one"), kg.ErrInvalid); told.Subject != "key" {
			t.Errorf("key %.20q: the error tells of %q", key, told.Subject)
		}
	}
	for _, key := range []string{strings.Repeat("钥", kg.MaxActor/len("钥")), "'; DROP", `"\`} {
		s.resend(keyed(key, "one"), s.must(keyed(key, "one")))
	}
}

func onceAtOnce(t *testing.T, s *subject) {
	const senders = 8
	receipts, errs := make([]*kg.Receipt, senders), make([]error, senders)
	var group sync.WaitGroup
	for i := range senders {
		group.Go(func() {
			cs := keyed("k", "one")
			receipts[i], errs[i] = s.store.Apply(context.Background(), &cs)
		})
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, r := range receipts {
		if r.Revision != receipts[0].Revision || r.Counts != receipts[0].Counts {
			t.Errorf("one is told of revision %d, %+v and another of %d, %+v", receipts[0].Revision, receipts[0].Counts, r.Revision, r.Counts)
		}
	}
	found, err := s.store.Reader(kg.System).Changes(t.Context(), receipts[0].Revision-1, 10)
	if err != nil || len(found) != 1 {
		t.Errorf("the log has %d entries, %v", len(found), err)
	}
}

func keysReopened(t *testing.T, s *subject) {
	first := make([]*kg.Receipt, 3)
	send := func(i int) kg.Changeset {
		cs := nodesOf(person(fmt.Sprintf("n%d", i)))
		cs.Key = fmt.Sprintf("key %d", i)
		return cs
	}
	for i := range first {
		first[i] = s.must(send(i))
	}
	s.again(t, s.model)
	s.migrate(t)
	for i := range first {
		s.resend(send(i), first[i])
	}
}
