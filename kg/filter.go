package kg

import (
	"slices"
	"strings"
)

// A Filter is a two-valued condition on a node or an edge: And, Or, Not,
// Compare, KindIn, Related or Counted. A nil Filter holds for everything.
type Filter interface{ isFilter() }

// And holds when every condition holds; of none, it holds.
type And []Filter

// Or holds when at least one condition holds; of none, it does not.
type Or []Filter

// Not is the plain complement.
type Not struct{ Filter Filter }

// KindIn holds for nodes of these kinds.
type KindIn []string

// Compare holds when a property stands in relation Op to the operands. Where
// the property is absent it is false, whatever the operation, save IsNull.
type Compare struct {
	Property string // a property, or one of the Own names
	Op       Op
	Values   []Value // one operand; any number for OpIn and OpHasAny; none for OpIsNull
}

// Related holds when the edges of a relation, with the nodes they lead to,
// satisfy Node and Edge in the quantity asked for. Edges and nodes the viewer
// may not see, and edges that do not hold on On, are absent.
type Related struct {
	Relation   string
	Direction  Direction
	To         []string // kinds arrived at; empty: all
	Quantifier Quantifier
	Node, Edge Filter
	On         string // a day as 2006-01-02; empty: any time
}

// Counted holds when the number of edges that satisfy Related, its Quantifier
// apart, stands in relation Op to Number. Op is one of OpEq, OpNe, OpLt, OpLte,
// OpGt and OpGte.
type Counted struct {
	Related Related
	Op      Op
	Number  int64
}

func (And) isFilter()     {}
func (Or) isFilter()      {}
func (Not) isFilter()     {}
func (KindIn) isFilter()  {}
func (Compare) isFilter() {}
func (Related) isFilter() {}
func (Counted) isFilter() {}

// A Quantifier says how many edges must satisfy a Related filter.
type Quantifier uint8

// The quantifiers. All of no edges holds; Single is exactly one.
const (
	Some Quantifier = iota
	All
	None
	Single
)

// The facts every node has beside its properties, usable as Compare.Property
// and Order.Property under these names. Version is not compared.
const (
	OwnID         = "id"
	OwnCreatedAt  = "createdAt"
	OwnUpdatedAt  = "updatedAt"
	OwnVisibility = "visibility"
)

// Own returns the property that describes a node's own fact, or nil. Edges
// have OwnID and OwnVisibility alone.
func Own(name string) *Property {
	for i := range ownProperties {
		if ownProperties[i].Name == name {
			return &ownProperties[i]
		}
	}
	return nil
}

var ownProperties = []Property{
	{Name: OwnID, Type: TypeID, Required: true},
	{Name: OwnCreatedAt, Type: TypeDateTime, Required: true},
	{Name: OwnUpdatedAt, Type: TypeDateTime, Required: true},
	{Name: OwnVisibility, Type: TypeEnum, Enum: "Visibility", Required: true},
}

// An Op is a comparison.
type Op uint8

// The comparisons. Lt and its kin apply to what has an order, which lists and long
// or localised texts have not; StartsWith and Contains to text, case-sensitive; Has
// and HasAny to lists.
const (
	OpEq Op = iota
	OpNe
	OpIn
	OpLt
	OpLte
	OpGt
	OpGte
	OpStartsWith
	OpContains
	OpIsNull
	OpHas
	OpHasAny
)

// Holds reports whether the comparison holds for v. This is the meaning every
// engine compiles to:
//
//   - absent v: false, except OpIsNull; OpNe is "present and not equal";
//   - localised text: some language satisfies it, OpNe that none equals;
//   - dates: OpEq is the same text; OpLt and OpGt hold when they hold for every
//     day both may mean; OpLte and OpGte are those or the same text;
//   - money: only amounts of the operand's currency are compared, in OpNe too.
func (c Compare) Holds(v Value) bool {
	if v.IsNull() || v.typ == TypeList && len(v.list) == 0 {
		return c.Op == OpIsNull
	}
	switch c.Op {
	case OpIsNull:
		return false
	case OpIn:
		return slices.ContainsFunc(c.Values, func(w Value) bool { return Compare{Op: OpEq, Values: []Value{w}}.Holds(v) })
	case OpHas, OpHasAny:
		return slices.ContainsFunc(v.list, func(e Value) bool { return slices.ContainsFunc(c.Values, e.Equal) })
	case OpNe:
		w := c.Values[0]
		return (v.typ != TypeMoney || v.text == w.text) && !Compare{Op: OpEq, Values: c.Values}.Holds(v)
	}
	if v.typ == TypeLocalized {
		for i := 1; i < len(v.list); i += 2 {
			if c.Holds(v.list[i]) {
				return true
			}
		}
		return false
	}
	return c.holdsFor(v, c.Values[0])
}

func (c Compare) holdsFor(v, w Value) bool {
	if v.typ == TypeMoney && v.text != w.text {
		return false
	}
	switch c.Op {
	case OpStartsWith:
		return strings.HasPrefix(v.text, w.text)
	case OpContains:
		return strings.Contains(v.text, w.text)
	case OpLte:
		return v.Equal(w) || Compare{Op: OpLt}.holdsFor(v, w)
	case OpGte:
		return v.Equal(w) || Compare{Op: OpGt}.holdsFor(v, w)
	case OpLt:
		if v.typ == TypeDate {
			return LastDay(v) < FirstDay(w)
		}
		return v.Compare(w) < 0
	case OpGt:
		if v.typ == TypeDate {
			return FirstDay(v) > LastDay(w)
		}
		return v.Compare(w) > 0
	default:
		return v.Equal(w)
	}
}
