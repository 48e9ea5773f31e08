package kg

import (
	"strings"
	"time"
	"unicode/utf8"
)

// A Changeset says what a store shall hold afterwards. It is declarative, so
// that a store may run it again.
//
// Deletes come first, edges before nodes (a node takes its edges along), then
// nodes, then edges. Preconditions are checked against the state before all of
// it; maxima, identifiers and natural keys hold for the state after it, so that
// two nodes may exchange a key. To delete what is not there is no failure. No
// node or edge stands twice in Nodes or Edges.
//
// Numbers count up by one from 1, in the order of Nodes and of Edges, are never
// used again, and a changeset that fails uses none. An edge that is created,
// updated or deleted moves version and time of its from node on, which is
// neither counted nor logged as a change of that node; a node moves on at most
// once a changeset.
//
// A changeset with a Key is applied once: whoever sends it again, not knowing
// whether it arrived, gets the first receipt, whatever has become of the store
// since, and nothing is done. Under the key of another, by Digest, it is an
// ErrConflict. One that fails leaves its key free.
type Changeset struct {
	Expect      []Precondition
	DeleteEdges []ID
	DeleteNodes []ID
	Nodes       []NodeChange
	Edges       []EdgeChange
	At          time.Time // time of the change; zero: now
	Actor       string    // who changes, for the log; at most MaxActor bytes
	Bulk        bool      // one log entry with counts, no items
	Key         string    // names the changeset for who may have to send it again; at most MaxActor bytes; empty: it has none
}

// MaxActor is how many bytes the name of an actor may have, and a key.
const MaxActor = 256

// Check refuses, with ErrInvalid, what no log could hold. Every Apply begins
// with it.
func (cs *Changeset) Check() error {
	fits := func(s string) bool { return len(s) <= MaxActor && utf8.ValidString(s) && !strings.Contains(s, "\x00") }
	if !fits(cs.Actor) {
		return Invalid("actor", "an actor has at most %d bytes of UTF-8 without U+0000", MaxActor)
	}
	if !fits(cs.Key) {
		return Invalid("key", "the key of a changeset has at most %d bytes of UTF-8 without U+0000", MaxActor)
	}
	return nil
}

// Copy adds what makes a record of another store again, under the same number and, of
// a node, with the same version and times.
func (cs *Changeset) Copy(r Record) {
	if n := r.Node; n != nil {
		cs.Nodes = append(cs.Nodes, NodeChange{
			ID: n.ID, Kind: n.Kind, Properties: n.Properties, Visibility: &n.Visibility,
			Identifiers: n.Identifiers, Provenance: n.Provenance,
			Copy: &NodeCopy{Number: n.Number, Version: n.Version, CreatedAt: n.CreatedAt, UpdatedAt: n.UpdatedAt},
		})
		return
	}
	e := r.Edge
	cs.Edges = append(cs.Edges, EdgeChange{
		Relation: e.Relation, From: e.From, To: e.To, Properties: e.Properties, Visibility: &e.Visibility,
		Provenance: e.Provenance, Number: e.Number,
	})
}

// A Precondition is what a node must be for a changeset to apply; otherwise
// Apply fails with ErrConflict.
type Precondition struct {
	ID      ID
	Version int64 // 0: the node must not exist
	Edges   *int  // how many edges it has, whichever way they run; nil: not asked
}

// A NodeChange creates a node or changes one.
type NodeChange struct {
	ID          ID
	Kind        string           // may differ from the present one: what the new kind cannot hold is removed and counted
	Properties  map[string]Value // Null clears; what is not named stays
	Visibility  *Visibility      // nil: stays; of a new node, public
	Identifiers []Identifier     // added to those it has
	Provenance  []Assertion      // replaces the list; nil: stays
	Copy        *NodeCopy        // when a node of another store is carried over
}

// A NodeCopy carries what a store would assign itself. It is an ErrConflict
// when the number is another node's, or the node there has another.
type NodeCopy struct {
	Number    int64 // up to MaxNumber; 0: the store assigns the next
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// An EdgeChange creates an edge or changes the one of the same relation, ends
// and key values.
type EdgeChange struct {
	Relation   string
	From, To   ID
	Properties map[string]Value // Null clears; what is not named stays
	Visibility *Visibility      // nil: stays; of a new edge, public
	Provenance []Assertion      // replaces the list; nil: stays
	Number     int64            // kept by copy, which moves no node on; 0: the store assigns the next
}

// A Receipt says what Apply did.
type Receipt struct {
	Revision Revision // of the log entry; that of the newest when nothing changed
	Bookmark Bookmark
	Counts   Counts
}

// Counts are numbers of nodes and edges by outcome. EdgesDeleted includes those
// that went with a deleted node and with a change of kind. RemovedProperties
// and RemovedEdges tell what changes of kind cost; such edges count in both.
type Counts struct {
	NodesCreated      int `json:"nodesCreated,omitempty"`
	NodesUpdated      int `json:"nodesUpdated,omitempty"`
	NodesUnchanged    int `json:"nodesUnchanged,omitempty"`
	NodesDeleted      int `json:"nodesDeleted,omitempty"`
	EdgesCreated      int `json:"edgesCreated,omitempty"`
	EdgesUpdated      int `json:"edgesUpdated,omitempty"`
	EdgesUnchanged    int `json:"edgesUnchanged,omitempty"`
	EdgesDeleted      int `json:"edgesDeleted,omitempty"`
	RemovedProperties int `json:"removedProperties,omitempty"`
	RemovedEdges      int `json:"removedEdges,omitempty"`
}

// Changed reports whether anything was created, updated or deleted.
func (c Counts) Changed() bool {
	return c.NodesCreated+c.NodesUpdated+c.NodesDeleted+c.EdgesCreated+c.EdgesUpdated+c.EdgesDeleted > 0
}
