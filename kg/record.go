package kg

import "time"

// A Node is a stored node, whole.
type Node struct {
	ID          ID
	Number      int64
	Kind        string
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
	Visibility  Visibility
	Identifiers []Identifier // sorted by scheme, then value
	Provenance  []Assertion
	Properties  map[string]Value // present ones
}

// An Edge is a stored edge, whole.
type Edge struct {
	ID         ID
	Number     int64
	Relation   string
	From, To   ID
	Visibility Visibility
	Provenance []Assertion
	Properties map[string]Value // present ones
}

// An Assertion says where a node or an edge, or some of its properties, come
// from.
type Assertion struct {
	Source         string   `json:"source"`                   // id of a Source node, or the name of a mapping
	SourceRecordID string   `json:"sourceRecordId,omitempty"` // the record in that source
	Method         string   `json:"method"`                   // a symbol of the enum RelationMethod
	Confidence     string   `json:"confidence,omitempty"`     // decimal text from 0 to 1
	Validated      bool     `json:"validated,omitempty"`
	ValidatedOn    string   `json:"validatedOn,omitempty"` // date text
	Properties     []string `json:"properties,omitempty"`  // those this assertion won, sorted
}

// A Record is a node or an edge; exactly one is set.
type Record struct {
	Node *Node
	Edge *Edge
}

// A ScanMark is a place in a Scan; the zero value is its start.
type ScanMark struct {
	Nodes bool  // all nodes are done
	After int64 // number of the last node, or of the last edge when Nodes
}
