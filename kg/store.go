package kg

import (
	"context"
	"fmt"
	"time"
)

// A Store keeps one graph. Every method is safe for concurrent use.
type Store interface {
	// Reader returns a reader that sees what v may see, no older than the
	// writes that returned the bookmarks, which may be another process's. Its
	// calls fail with ErrBadBookmark when one was not given out by this store.
	Reader(v Viewer, after ...Bookmark) Reader

	// Apply carries out a changeset whole or not at all. It fails with
	// ErrInvalid, ErrNotFound, ErrConflict, ErrTooLarge, ErrUnavailable or
	// ErrDamaged and has then changed nothing.
	Apply(ctx context.Context, cs *Changeset) (*Receipt, error)

	// Migrate brings the store's layout and indexes up to this program's. It
	// refuses a store of a newer program with ErrInvalid, and may be repeated.
	Migrate(ctx context.Context) error

	// Ping reports whether the store answers.
	Ping(ctx context.Context) error

	// Close waits for what is under way, up to ctx's deadline, and frees the
	// store.
	Close(ctx context.Context) error
}

// A Reader reads one consistent state per call, as its viewer may see it.
type Reader interface {
	// Read answers a query: levels in the order of the query's tree, rows in
	// the order asked for. Beyond q.Budget it fails with ErrTooLarge.
	Read(ctx context.Context, q *Query) (*Result, error)

	// Expand returns the edges at many nodes at once, those of each node
	// ordered by neighbour's number and then edge number.
	Expand(ctx context.Context, f *Frontier) (*Adjacency, error)

	// Aggregate answers each of several queries for figures, from one state. One
	// with more buckets than its limit fails with ErrTooLarge, before the store
	// has worked out much more than these.
	Aggregate(ctx context.Context, qs []AggregateQuery) ([][]Bucket, error)

	// Changes returns up to limit changes after a revision, oldest first, and
	// fails with ErrExpired when some of them are no longer kept.
	Changes(ctx context.Context, after Revision, limit int) ([]Change, error)

	// Scan calls fn with every node and then every edge, in number order,
	// from a mark on. It stops at fn's first error and returns it.
	Scan(ctx context.Context, after ScanMark, fn func(Record) error) error
}

// A Bookmark names a state of a store that a reader can wait for.
type Bookmark string

// Foreign returns the ErrBadBookmark of a store that has not given b out.
func (b Bookmark) Foreign() error {
	return &Error{Kind: ErrBadBookmark, Subject: "bookmark", Reason: fmt.Sprintf("%q was not given out by this store; read without it", string(b))}
}

// A Revision numbers the applied changesets, from 1, without gaps.
type Revision int64

// A Frontier is a set of nodes to expand.
type Frontier struct {
	Nodes     []int64
	Relations []string // empty: all
	Direction Direction
	On        string // a day as 2006-01-02; empty: any time
	Limit     int    // edges at most, all nodes together; 0: no bound
}

// An Adjacency answers a Frontier: the edges at node i are
// Edges[Offsets[i]:Offsets[i+1]]. When Truncated the edges of a node may be cut
// off and those of later nodes left out.
type Adjacency struct {
	Offsets   []int
	Edges     []Neighbour
	Truncated bool
}

// A Neighbour is an edge as seen from one of its ends. A loop appears once.
type Neighbour struct {
	Node     int64 // the other end
	Edge     int64
	Kind     int // index of the other end's kind in Model.Kinds
	Relation int // index in Model.Relations
	Out      bool
}

// A Change is one entry of the change log. Items list deletions, then nodes,
// then edges. An item is seen by who could see what it is about after the
// change, or, of a deletion, before it. A viewer that does not see all gets
// Counts of the items it sees alone, and of an entry without any nothing at
// all; of a Bulk entry it learns only that there was one.
type Change struct {
	Revision Revision
	At       time.Time
	Actor    string
	Bulk     bool // a batch too large to list; Items is empty and Counts tells how much
	Items    []ChangeItem
	Counts   Counts
}

// A ChangeItem is one node or edge that a changeset touched.
type ChangeItem struct {
	Action   Action
	Kind     string // kind of the node, or empty
	Relation string // relation of the edge, or empty
	ID       ID
	From, To ID    // ends of the edge
	Version  int64 // of the node after the change; 0 for edges and for what is deleted
}

// An Action is what happened to a node or an edge.
type Action string

// The actions.
const (
	Created Action = "CREATED"
	Updated Action = "UPDATED"
	Deleted Action = "DELETED"
)
