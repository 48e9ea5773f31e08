package mapping

import "innograph/kg"

// A Record is what a row means.
type Record struct {
	Line  int
	Raw   string
	Key   string // of the row within its file; empty when the file has none
	Nodes []*Node
	Edges []*Edge
	Flaws []string
}

// A Node is a node as a record states it.
type Node struct {
	Rule        Pos // of the rule that makes it
	Kind        *kg.Kind
	Identifiers []kg.Identifier // by which it is found; the first makes the id of a new one
	Properties  map[string]kg.Value
	Declared    []string // properties the rule sets where it has a value for them
	Shared      bool     // other rows may state it too
	Record      string   // of the source, for the assertion
	Visibility  *kg.Visibility
	Method      string
	Confidence  string
	Match       []*Match
	Within      []int // for each of Match: index in Record.Nodes of the node both must be linked to, or -1
}

// An Edge is an edge as a record states it.
type Edge struct {
	Rule       Pos
	Relation   *kg.Relation
	From, To   End
	Properties map[string]kg.Value
	Declared   []string
	Concluded  map[string]string // confidence of properties that are concluded, not read
	Optional   bool              // left out when an end is unknown
	Shared     bool
	Record     string
	Visibility *kg.Visibility
	Method     string
	Confidence string
}

// An End is a node an edge refers to: by Node where that is not negative, else
// by Identifier, or where that is empty by Name.
type End struct {
	Node       int
	Identifier kg.Identifier
	Name       *Name
}

// A Name is a name by which a node is to be found.
type Name struct {
	Text       string
	Key        string // what is compared
	Among      string // kind or role
	Drop       []string
	Confidence string
}
