package storetest

import (
	"fmt"
	"slices"

	"innograph/kg"
)

func (v *view) nodeHolds(f kg.Filter, n *kg.Node) bool {
	switch f := f.(type) {
	case nil:
		return true
	case kg.And:
		return !slices.ContainsFunc(f, func(g kg.Filter) bool { return !v.nodeHolds(g, n) })
	case kg.Or:
		return slices.ContainsFunc(f, func(g kg.Filter) bool { return v.nodeHolds(g, n) })
	case kg.Not:
		return !v.nodeHolds(f.Filter, n)
	case kg.KindIn:
		return slices.Contains(f, n.Kind)
	case kg.Compare:
		return f.Holds(nodeValue(n, f.Property))
	case kg.Related:
		return v.related(f, n)
	case kg.Counted:
		count := int64(len(v.satisfying(f.Related, n)))
		return kg.Compare{Op: f.Op, Values: []kg.Value{kg.Int(f.Number)}}.Holds(kg.Int(count))
	default:
		panic(fmt.Sprintf("no such filter: %T", f))
	}
}

func (v *view) edgeHolds(f kg.Filter, e *kg.Edge) bool {
	switch f := f.(type) {
	case nil:
		return true
	case kg.And:
		return !slices.ContainsFunc(f, func(g kg.Filter) bool { return !v.edgeHolds(g, e) })
	case kg.Or:
		return slices.ContainsFunc(f, func(g kg.Filter) bool { return v.edgeHolds(g, e) })
	case kg.Not:
		return !v.edgeHolds(f.Filter, e)
	case kg.Compare:
		return f.Holds(edgeValue(e, f.Property))
	default:
		panic(fmt.Sprintf("no such filter of edges: %T", f))
	}
}

// reached returns the edges a related filter looks at, with the nodes they lead
// to.
func (v *view) reached(f kg.Related, n *kg.Node) []hit {
	hits := v.follow(n, []string{f.Relation}, f.Direction, f.On)
	return slices.DeleteFunc(hits, func(h hit) bool { return len(f.To) > 0 && !slices.Contains(f.To, h.node.Kind) })
}

// satisfying returns those that satisfy the filter's conditions.
func (v *view) satisfying(f kg.Related, n *kg.Node) []hit {
	return slices.DeleteFunc(v.reached(f, n), func(h hit) bool { return !v.nodeHolds(f.Node, h.node) || !v.edgeHolds(f.Edge, h.edge) })
}

func (v *view) related(f kg.Related, n *kg.Node) bool {
	satisfying := len(v.satisfying(f, n))
	switch f.Quantifier {
	case kg.Some:
		return satisfying > 0
	case kg.All:
		return satisfying == len(v.reached(f, n))
	case kg.None:
		return satisfying == 0
	default:
		return satisfying == 1
	}
}
