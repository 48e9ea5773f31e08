// Package limit bounds what a request may ask for before anything costly looks
// at it. Validation is quadratic in fields that repeat, and a fragment that
// spreads another twice doubles what it stands for; so the text is bounded
// before it is parsed (Text), and the parsed document before it is validated
// (Document). Both take time that grows with the text alone, whatever it says.
package limit

import "fmt"

// Limits are the most a request may hold.
type Limits struct {
	Bytes      int // of the document's text
	Tokens     int // of the document, comments included
	Name       int // bytes of a name
	Operations int
	Fragments  int
	Variables  int // variable definitions, all operations together
	RootFields int // of an operation, fragments expanded
	Depth      int // of fields in fields
	Fields     int // of all operations together, fragments expanded
	Selection  int // fields of one selection set, fragments expanded
	Repeats    int // fields that merge with an earlier one of the same name
	Aliases    int
	Directives int
	ValueDepth int // of lists and objects in a literal or in a variable
	Entries    int // values in the variables, all levels together
}

// Default holds at least twice what the largest operations need that the project
// itself sends: the presets, and the introspection of GraphiQL. A document at
// these limits is validated in a few milliseconds.
var Default = Limits{
	Bytes:      16 << 10,
	Tokens:     1000,
	Name:       128,
	Operations: 10,
	Fragments:  20,
	Variables:  30,
	RootFields: 20,
	Depth:      32,
	Fields:     500,
	Selection:  100,
	Repeats:    60,
	Aliases:    30,
	Directives: 20,
	ValueDepth: 20,
	Entries:    1000,
}

// An Error refuses a request that passes a limit.
type Error struct {
	Measure string // what was measured, such as "depth"
	Limit   int
	Actual  int
	Remedy  string

	message string
}

// Error says what there is too much of, and what to do.
func (e *Error) Error() string { return e.message + "; " + e.Remedy }

// A measure is one thing that is bounded: its name, how it reads with a number,
// and what to do about too much of it.
type measure struct{ name, phrase, remedy string }

// The measures. %d is the actual number.
var (
	bytesOfText = measure{"bytes", "the document has %d bytes", "pass long values as variables, or split the request"}
	tokens      = measure{"tokens", "the document has %d tokens", "pass values as variables, or split the request"}
	nameLength  = measure{"nameLength", "a name has %d bytes", "use a shorter name"}
	operations  = measure{"operations", "the document has %d operations", "send those that are to run"}
	fragments   = measure{"fragments", "the document has %d fragments", "use fewer, or split the request"}
	variables   = measure{"variables", "the document declares %d variables", "use fewer, or split the request"}
	rootFields  = measure{"rootFields", "the operation has %d root fields", "split the request"}
	depth       = measure{"depth", "fields nest %d deep", "ask for fewer levels, and for the rest by id"}
	fields      = measure{"fields", "the document asks for %d fields, fragments expanded", "ask for fewer, or split the request"}
	selection   = measure{"selection", "a selection has %d fields, fragments expanded", "ask for fewer, or split the request"}
	repeats     = measure{"repeats", "%d fields repeat one of the same selection", "ask for each field once"}
	aliases     = measure{"aliases", "the document has %d aliases", "use fewer, or split the request"}
	directives  = measure{"directives", "the document has %d directives", "use fewer"}
	valueDepth  = measure{"valueDepth", "a value nests %d deep", "write a flatter condition"}
	entries     = measure{"values", "the variables hold %d values", "send fewer, or split the request"}
)

// within returns an Error when there is more than the limit.
func (m measure) within(limit, actual int) error {
	if actual <= limit {
		return nil
	}
	return &Error{
		Measure: m.name, Limit: limit, Actual: actual, Remedy: m.remedy,
		message: fmt.Sprintf(m.phrase+", more than the %d allowed", actual, limit),
	}
}
