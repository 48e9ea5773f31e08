package plain

import (
	"cmp"
	"context"
	"slices"

	"innograph/kg"
)

// A Resolution is the type of that name.
type Resolution struct {
	Scheme        *string
	Value, Status string
	Node          Node
	Nodes         []Node
}

// Resolve is a root field.
func (q Query) Resolve(_ context.Context, identifiers []map[string]any) ([]Resolution, error) {
	if len(identifiers) > 100 {
		return nil, coded("BAD_USER_INPUT", "%d names", len(identifiers))
	}
	list := []Resolution{}
	for _, in := range identifiers {
		r := Resolution{Value: in["value"].(string), Status: "MISSING", Nodes: []Node{}}
		scheme, hasScheme := in["scheme"].(string)
		if r.Value == "" || hasScheme && scheme == "" {
			return nil, coded("BAD_USER_INPUT", "an empty name")
		}
		var found []*kg.Node
		for _, n := range q.World.nodes {
			if !hasScheme && string(n.ID) == r.Value || slices.ContainsFunc(n.Identifiers, func(id kg.Identifier) bool {
				return id.Value == r.Value && (!hasScheme || id.Scheme == scheme)
			}) {
				found = append(found, n)
			}
		}
		if hasScheme {
			r.Scheme = &scheme
		}
		slices.SortFunc(found, func(a, b *kg.Node) int { return cmp.Compare(a.Number, b.Number) })
		for _, n := range found {
			r.Nodes = append(r.Nodes, q.World.wrap(n, ""))
		}
		switch len(found) {
		case 0:
		case 1:
			r.Status, r.Node = "FOUND", r.Nodes[0]
		default:
			r.Status = "AMBIGUOUS"
		}
		list = append(list, r)
	}
	return list, nil
}
