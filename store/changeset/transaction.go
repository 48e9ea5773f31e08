package changeset

import (
	"time"

	"innograph/kg"
)

// A Transaction is how an engine reads and writes for one changeset. All of it is
// one transaction that no other writer comes between, from Begin on.
//
// Methods that look for several things call found for each that is there, in any
// order, and are called with one at least, of which each may be named twice.
type Transaction interface {
	// Begin returns the last numbers given out. It is called first, and fails where
	// the store has meanwhile been brought to another model.
	Begin() (Numbers, error)

	// Applied returns what has been applied under a key, or nil.
	Applied(key string) (*Applied, error)

	// Nodes finds whole nodes.
	Nodes(ids []kg.ID, found func(*kg.Node)) error

	// Heads finds nodes, of which id, number, kind, visibility and version are
	// enough.
	Heads(ids []kg.ID, found func(*kg.Node)) error

	// Edges finds whole edges.
	Edges(ids []kg.ID, found func(*Edge)) error

	// EdgesAt finds the whole edges at nodes.
	EdgesAt(nodes []int64, found func(*Edge)) error

	// TakenNodes finds those of some numbers that are those of nodes.
	TakenNodes(numbers []int64, found func(number int64)) error

	// TakenEdges finds those of some numbers that are those of edges.
	TakenEdges(numbers []int64, found func(number int64)) error

	// Holders finds the nodes that hold identifiers.
	Holders(of []kg.Identifier, found func(of kg.Identifier, holder kg.ID)) error

	// Parties finds the ids that stand for parties of nodes: those of the party and,
	// as long as they are no node's, its former ones. Every node is a party of
	// itself.
	Parties(nodes []int64, found func(node int64, party kg.ID)) error

	// Crowded returns a node among several that edges of a relation start at, or
	// lead to, more than so many, or 0 when there is none.
	Crowded(r *kg.Relation, end kg.EdgeEnd, nodes []int64, most int) (int64, error)

	// Write writes what has changed. What is read afterwards includes it.
	Write(*Changes) error

	// Log appends an entry to the log and keeps its last numbers.
	Log(*Entry) error

	// Remember keeps what has been applied under a key.
	Remember(key string, a *Applied) error
}

// Numbers are the last ones given out.
type Numbers struct{ Node, Edge, Revision int64 }

// An Edge is a stored edge with the numbers of its ends.
type Edge struct {
	kg.Edge
	Source, Target int64
}

// Run carries out a changeset that has been checked, and says what it did, but
// for the bookmark. After a failure the transaction has to be undone.
func Run(m *kg.Model, tx Transaction, cs *kg.Changeset) (*kg.Receipt, error) {
	w := newWork(m, tx, cs)
	var err error
	if w.last, err = tx.Begin(); err != nil {
		return nil, err
	}
	if cs.Key == "" {
		err := w.run(cs)
		return w.receipt(), err
	}
	digest := cs.Digest()
	first, err := tx.Applied(cs.Key)
	switch {
	case err != nil:
		return nil, err
	case first != nil && first.Digest != digest:
		return nil, kg.Conflict("key", "another changeset was applied under the key %q; give this one a key of its own", cs.Key)
	case first != nil:
		return &first.Receipt, nil
	}
	if err := w.run(cs); err != nil {
		return nil, err
	}
	receipt := w.receipt()
	return receipt, tx.Remember(cs.Key, &Applied{digest, *receipt})
}

// An Applied is what is remembered of a changeset with a key: its digest, and what
// it did.
type Applied struct {
	Digest  string
	Receipt kg.Receipt // without bookmark
}

// timeOf returns the time of a changeset, as stores keep it.
func timeOf(cs *kg.Changeset) time.Time {
	at := cs.At
	if at.IsZero() {
		at = time.Now()
	}
	return at.UTC().Truncate(time.Microsecond)
}
