package mapping

import (
	"innograph/ingest/rows"
)

// A Mapping says what the files of one or several sources mean.
type Mapping struct {
	Name    string // of its file
	Sources []*Source
	Ranks   map[string]int // precedence of sources of other mappings
	Lookups []*Lookup
	Files   []*File
}

// A Source is what records are taken from.
type Source struct {
	Pos
	Name       string
	Title      string
	Publisher  string
	URL        string
	Licence    string
	Retrieved  string // date text
	Synthetic  bool
	Precedence int
}

// A File is a file and what its rows mean.
type File struct {
	Pos
	Path    string
	Layout  rows.Layout
	Source  *Source
	Columns []ColumnUse // what is taken from its rows

	key    value // unique within the file; may be nil
	record value // names the row in assertions; may be nil
	block  block

	schemes map[string]bool // of identifiers that edges refer to; known after Check
}

// A ColumnUse is a column, or a path in JSON, that a mapping names.
type ColumnUse struct {
	Pos
	Path []string
}

// A block is what holds for a row, or for each element of a list in it.
type block struct {
	let   []field
	nodes []*node
	edges []*edge
	each  []*repeated
}

type repeated struct {
	in   value
	as   string
	when condition
	block
}

// A node is a rule that makes a node of a row.
type node struct {
	Pos
	as          string
	kinds       []kindCase // the first that fits
	when        condition
	identifiers []naming
	shared      bool
	record      value
	visibility  value
	method      method
	match       []*Match
	properties  []*property
}

type kindCase struct {
	Pos
	kind string
	when condition // nil: always
}

type naming struct {
	Pos
	scheme string
	value  value
}

// A method says how what a rule states was come by.
type method struct {
	name       string // a symbol of the enum RelationMethod
	confidence string
}

// A property is a rule that sets a property of a node or an edge.
type property struct {
	Pos
	name       string
	value      value
	currency   value      // of money
	texts      []textRule // of localised text
	confidence string     // of an edge's property that is concluded, not read
}

// A textRule gives texts in a language.
type textRule struct {
	Pos
	each     value // nil: one text
	as       string
	when     condition
	language value
	value    value
}

// A Match says with which nodes of another source a node may be one, by name.
type Match struct {
	Pos
	With       string   // the other source
	Among      string   // kind or role of the nodes
	Names      []string // properties of this record that hold names
	Against    []string // properties of the other's nodes that hold names
	Drop       []string // words that do not count at the end of a name
	Relation   string   // if set, both must have an edge to the same node
	Confidence string

	node string // the rule of this record that makes the other end of Relation
}

// An edge is a rule that makes an edge of a row.
type edge struct {
	Pos
	relation   string
	when       condition
	from, to   reference
	optional   bool
	shared     bool
	record     value
	visibility value
	method     method
	properties []*property
}

// A reference leads to a node: one of the same record, the holder of an
// identifier, or the only one of a name.
type reference struct {
	Pos
	node   string
	scheme string
	parts  []value
	kind   string // with fields: the holder of a natural key
	fields []field
	name   value
	among  string
	drop   []string
	// confidence of what is found by name
	confidence string
}

// The methods by which statements are come by.
const (
	Harvested = "HARVESTED"
	Declared  = "DECLARED"
	Inferred  = "INFERRED"
)
