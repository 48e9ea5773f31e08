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
		count, _ := v.counts(f.Related, n)
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

// counts returns how many edges satisfy a filter, and how many there are.
func (v *view) counts(f kg.Related, n *kg.Node) (satisfying, all int64) {
	for _, met := range v.follow(n, []string{f.Relation}, f.Direction, f.On) {
		if len(f.To) > 0 && !slices.Contains(f.To, met.node.Kind) {
			continue
		}
		all++
		if v.nodeHolds(f.Node, met.node) && v.edgeHolds(f.Edge, met.edge) {
			satisfying++
		}
	}
	return satisfying, all
}

func (v *view) related(f kg.Related, n *kg.Node) bool {
	satisfying, all := v.counts(f, n)
	switch f.Quantifier {
	case kg.Some:
		return satisfying > 0
	case kg.All:
		return satisfying == all
	case kg.None:
		return satisfying == 0
	default:
		return satisfying == 1
	}
}
