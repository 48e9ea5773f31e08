package kg

// An AggregateQuery asks for figures over the nodes of a list or a search, or
// over the edges of a hop, for each of some nodes. What of a List, Search or Hop
// concerns pages, order, totals and selections is not looked at. Properties,
// kinds and relations are those of the nodes a Hop arrives at, save with Edge.
type AggregateQuery struct {
	List    *List   // exactly one of List, Search and Hop is set
	Search  *Search //
	Hop     *Hop    // with Parents; one to an edge's end, Hop.Edge, is none
	Parents []int64 // numbers of the nodes a Hop leaves from, whatever Hop.From says; each has its own buckets

	By       []GroupKey // none to MaxGroupKeys; of none a parent has one bucket
	Measures []Measure
	Limit    int // buckets at most, all parents together; beyond it Aggregate fails with ErrTooLarge. 0: no bound
}

// MaxGroupKeys is the most keys a query groups by.
const MaxGroupKeys = 2

// A GroupKey tells what makes a group; exactly one of Property, Relation and Kind is
// set. What has several values, a list or a relation to many, is in a group for each
// different one, once; what has none is in the group of Null. Two keys of several
// values each make a group for every pair.
type GroupKey struct {
	Property string // a property that is not Long, or one of the Own names
	Edge     bool   // of the edge, in a Hop
	Unit     Unit   // of a date or a time: a part of the calendar instead of the value
	Language string // of localised text: the text a reader of that language sees; needed there

	Relation *Related // the nodes that the edges lead to which satisfy this, its Quantifier apart
	Kind     bool     // the kind of the node
}

// A Measure asks for statistics of a property over each group. Integers,
// decimals and money have all of them, dates and times all but a sum. What a
// list holds and every other type has counts alone: Count and Distinct.
type Measure struct {
	Property string // a property, or one of the Own names
	Edge     bool   // of the edge, in a Hop
}

// A Bucket is a group with its figures. Buckets come by parent, then by Count,
// the largest first, then by keys: Null last, else by Value.Compare, nodes by
// number.
type Bucket struct {
	Parent     int           // index in Parents; 0 of a List or Search
	Keys       []GroupValue  // as By
	Count      int64         // nodes of a list, edges of a hop; never 0 save of a query without By
	Statistics [][]Statistic // as Measures: one statistic, or of money one per currency, by currency; none where no value is
}

// A GroupValue is what the members of a group have in common.
type GroupValue struct {
	Value  Value // Null: they have none. Of a Unit text; of a Relation the node's id, of a Kind its name
	Number int64 // of a Relation, the node's number; 0 where there is none
}

// A Statistic describes the present values of a property in a group; each element
// of a list counts for itself. Min, Max and Median, by nearest rank, are values of
// the property in its order, Null where it has none. Sum is the exact total as
// decimal text, of money with all digits of its currency; "" where the type has
// none.
type Statistic struct {
	Currency         string // of money; the others tell of its amounts alone
	Count            int64
	Distinct         int64
	Sum              string
	Min, Max, Median Value
}
