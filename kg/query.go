package kg

// A Query is a tree: a start and, below it, hops. One Read answers it whole.
type Query struct {
	Start  Start
	Select Selection
	Budget int // rows of all levels together; beyond it Read fails with ErrTooLarge. 0: no bound
}

// A Start says where a query begins; exactly one of IDs, Numbers, Identifiers,
// Edges, List and Search is set. By List and Search the root level has one
// parent. By the others it has one parent per entry, in that order, each with
// one row or, where nothing is there or may be seen, none.
type Start struct {
	IDs         []ID // one that is no node's leads to the node with that FormerID
	Numbers     []int64
	Identifiers []Identifier // one without Scheme is of any: rows in node order, each node once, at most MaxNamesakes
	Edges       []int64      // edge numbers; the rows have an Edge and no node
	List        *List
	Search      *Search

	EdgeProperties map[string][]string // with Edges: relation → properties; Edge.Values follows this order
	EdgeFacts      Facts               // with Edges
}

// A List is a page of the nodes of one or several kinds.
type List struct {
	Kinds  []string
	Filter Filter
	Order  []Order // then by node number
	Page   Page
	Total  bool
}

// MaxNamesakes bounds the nodes that an identifier without a scheme leads to.
const MaxNamesakes = 10

// A Selection says what is wanted of the nodes of a level beside id, number
// and kind.
type Selection struct {
	Properties map[string][]string // kind → properties; Row.Values follows this order
	Facts      Facts
	Hops       []Hop
}

// Facts is a set of what nodes and edges have beside properties.
type Facts uint8

// The facts. FactVersion stands for version, times and visibility together; of
// an edge it is the visibility alone.
const (
	FactVersion Facts = 1 << iota
	FactIdentifiers
	FactProvenance
)

// A Hop leads from each row of a level to the rows of the next.
type Hop struct {
	From []string // kinds of the level's nodes it applies to; empty: all
	Edge EdgeEnd  // when set, leads to that end of the row's edge and only Select counts

	Relations  []string // one; several, or none for all, only in neighbours
	Direction  Direction
	To         []string // kinds arrived at; empty: all
	Filter     Filter   // on the node arrived at
	EdgeFilter Filter   // on the edge
	On         string   // a day as 2006-01-02 on which a dated edge must hold; empty: any time
	Order      []Order  // then by node number, then by edge number; empty: see DefaultOrder
	Page       Page
	Total      bool // PageFacts.Total is wanted
	Counts     bool // PageFacts.Counts is wanted

	EdgeProperties map[string][]string // relation → properties; Edge.Values follows this order
	EdgeFacts      Facts
	Select         Selection
}

// An EdgeEnd is one end of an edge.
type EdgeEnd uint8

// The ends: none, the node an edge starts at, the node it leads to.
const (
	NoEnd EdgeEnd = iota
	FromEnd
	ToEnd
)

// DefaultOrder returns the order of a hop along relations that names none: by
// the relation's OrderBy, absent values last, where the hop follows a single
// relation; else by number. It is the only order whose page costs O(page).
func DefaultOrder(m *Model, relations []string) []Order {
	if len(relations) == 1 {
		if r := m.Relation(relations[0]); r != nil && r.OrderBy != "" {
			return []Order{{Property: r.OrderBy, Edge: true}}
		}
	}
	return nil
}

// An Order is one sort key. Absent values come last, whatever the direction,
// unless NullsFirst. A count is never absent.
type Order struct {
	Property   string   // a property or one of the Own names
	Count      *Related // instead of Property: how many edges of the node satisfy this, its Quantifier apart
	Edge       bool     // of the edge, not of the node
	Language   string   // for localised text, one of OrderLanguages
	Descending bool
	NullsFirst bool
}

// A Page bounds the rows of each parent.
type Page struct {
	Limit    int  // rows at most; 0: none are wanted, only totals
	Last     bool // the last Limit rows; they still come in the order asked for
	After    *Cursor
	Before   *Cursor
	Opposite bool // also the has-page flag of the other direction is wanted
	Keys     bool // Row.Key is wanted, for cursors
}

// A Result answers a Query.
type Result struct {
	Root *Level
}

// A Level holds the rows of one start or hop. The rows of parent i are
// Rows[Offsets[i]:Offsets[i+1]]; the parents are the rows of the level above.
type Level struct {
	Rows    []Row
	Offsets []int
	Pages   []PageFacts // one per parent
	Hops    []*Level    // as Selection.Hops
}

// A Row is one node as a level sees it, with the edge that led to it.
type Row struct {
	Number int64
	ID     ID
	Kind   *Kind
	Values []Value    // of Selection.Properties[Kind.Name]
	Node   *NodeFacts // when Selection.Facts asked for some
	Edge   *EdgeRow   // nil on a start that is not by edges, and after a hop to an edge's end
	Key    []Value    // sort keys as the store compares them, when Page.Keys
	Score  int64      // of a row found by Start.Search
}

// NodeFacts are what every node has beside its properties.
type NodeFacts struct {
	Version     int64
	CreatedAt   Value
	UpdatedAt   Value
	Visibility  Visibility
	Identifiers []Identifier
	Provenance  []Assertion
}

// An EdgeRow is an edge as a level sees it.
type EdgeRow struct {
	Number     int64
	ID         ID
	Relation   *Relation
	Out        bool // it was followed from its from node; true on a start by edges
	From, To   int64
	Values     []Value // of Hop.EdgeProperties[Relation.Name]
	Visibility Visibility
	Provenance []Assertion
}

// PageFacts say what lies around the rows of one parent. In the page's own
// direction (on, or back when Page.Last) the flag tells whether more rows than
// Limit lie between the cursors. In the other it is given when Page.Opposite,
// and tells whether rows lie at or beyond the cursor on that side: at or before
// After, at or after Before when Page.Last. With Limit 0 both are false.
type PageFacts struct {
	HasNext, HasPrevious bool
	Total                int64           // rows without paging, when asked for
	Counts               []RelationCount // the same rows by relation, when asked for
}

// A RelationCount is the number of edges of a relation in one direction.
// Counts come in the order of Model.Relations, Out before In, zeros left out. A
// hop in both directions meets a loop once, as Out.
type RelationCount struct {
	Relation  *Relation
	Direction Direction
	Count     int64
}
