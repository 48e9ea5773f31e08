package query

import (
	"slices"

	"innograph/kg"
)

// A SortKey is a sort key of nodes and, in hops, edges, resolved.
type SortKey struct {
	By     kg.Order
	Of     *Subject // whose property it is; nil of a count
	Places []Place  // where that stands; none where no row has it
	Type   kg.Type  // of the value compared; TypeNull where no row has one
}

// NewSortKey resolves a sort key. edges is nil where there are none to sort by, and
// nodes where no nodes are arrived at.
func NewSortKey(m *kg.Model, by kg.Order, nodes, edges *Subject) (*SortKey, error) {
	if by.Count != nil {
		if nodes == nil || by.Edge {
			return nil, kg.Invalid("order", "edges are counted at nodes alone")
		}
		return &SortKey{By: by, Type: kg.TypeInt}, nil
	}
	k := &SortKey{By: by, Of: nodes}
	if by.Edge {
		k.Of = edges
	}
	if k.Of == nil {
		return nil, kg.Invalid("order", "%s: a list of nodes has no edges to sort by", by.Property)
	}
	var err error
	if k.Places, err = Places(m, k.Of, by.Property); err != nil {
		return nil, err
	}
	if err := checkLanguage(m, by, k.Of); err != nil {
		return nil, err
	}
	if len(k.Places) == 0 {
		return k, nil
	}
	k.Type = operandType(k.Places[0].Property)
	for _, p := range k.Places {
		switch p := p.Property; {
		case p.List:
			return nil, kg.Invalid("order", "%s is a list, which has no order", by.Property)
		case p.Long:
			return nil, kg.Invalid("order", "%s is long text, which is not sorted", by.Property)
		case operandType(p) != k.Type:
			return nil, kg.Invalid("order", "%s is a %s in some kinds and a %s in others; sort within one kind", by.Property, k.Type, p.Type)
		}
	}
	return k, nil
}

// checkLanguage refuses an order of localised text in a language that has no sort
// keys. What some kind declares as localised is taken to be.
func checkLanguage(m *kg.Model, by kg.Order, of *Subject) error {
	localized := func(p *kg.Property) bool { return p != nil && p.Type == kg.TypeLocalized }
	found := slices.ContainsFunc(of.Relations, func(r *kg.Relation) bool { return localized(r.Property(by.Property)) })
	if !by.Edge {
		found = slices.ContainsFunc(m.Kinds, func(k kg.Kind) bool { return localized(k.Property(by.Property)) })
	}
	if found && !slices.Contains(kg.OrderLanguages, by.Language) {
		return kg.Invalid("order", "%s cannot be sorted in language %q; use one of %v", by.Property, by.Language, kg.OrderLanguages)
	}
	return nil
}

// Nullable reports whether some rows may have no value of the key.
func (k *SortKey) Nullable() bool {
	return k.By.Count == nil && (len(k.Places) != 1 || !k.Places[0].Own)
}

// CheckCursor refuses a cursor whose keys are not of the types of an order.
func CheckCursor(c *kg.Cursor, types []kg.Type) error {
	if len(c.Key) != len(types) {
		return badCursor()
	}
	for i, t := range types {
		if v := c.Key[i]; !v.IsNull() && v.Type() != t {
			return badCursor()
		}
	}
	return nil
}

func badCursor() error {
	return &kg.Error{Kind: kg.ErrBadCursor, Subject: "cursor", Reason: "it belongs to another order; start again without it"}
}

// CheckScore refuses a cursor that is not of a search, whose rows come by score.
func CheckScore(c *kg.Cursor) error {
	if len(c.Key) != 1 || c.Key[0].Type() != kg.TypeInt {
		return badCursor()
	}
	return nil
}
