package storetest

import (
	"cmp"
	"slices"

	"innograph/kg"
)

func (v *view) expand(f *kg.Frontier) (*kg.Adjacency, error) {
	if err := checkFrontier(v.graph.model, f); err != nil {
		return nil, err
	}
	found := &kg.Adjacency{Offsets: []int{0}}
	for _, number := range f.Nodes {
		for _, neighbour := range v.neighboursOf(number, f) {
			if f.Limit > 0 && len(found.Edges) == f.Limit {
				found.Truncated = true
				break
			}
			found.Edges = append(found.Edges, neighbour)
		}
		found.Offsets = append(found.Offsets, len(found.Edges))
	}
	return found, nil
}

func (v *view) neighboursOf(number int64, f *kg.Frontier) []kg.Neighbour {
	n := v.node(number)
	if n == nil {
		return nil
	}
	var neighbours []kg.Neighbour
	for _, met := range v.follow(n, f.Relations, f.Direction, f.On) {
		neighbours = append(neighbours, kg.Neighbour{
			Node: met.node.Number, Edge: met.edge.Number, Out: met.out,
			Kind:     v.graph.model.Kind(met.node.Kind).Index(),
			Relation: v.graph.model.Relation(met.edge.Relation).Index(),
		})
	}
	slices.SortFunc(neighbours, func(a, b kg.Neighbour) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Edge, b.Edge))
	})
	return neighbours
}
