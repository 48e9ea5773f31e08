package query

import (
	"slices"

	"innograph/kg"
	"innograph/store/layout"
)

// walkedPerRow is how many nodes are looked at for each that is wanted: a filter that
// one in ten passes is found out about there.
const walkedPerRow = 10

// mostWalked is how many rows of a page this is done for.
const mostWalked = 1000

// Walk returns how many of a list's nodes are tried one after the other, in the order
// that an index has, before the list is read in whatever way the database takes for the
// better; 0: none. Databases go by the filter, and sort all that passes it, which is
// right when few do. Where a condition lets few pass for all that is known, or bounds
// the order itself, nothing is tried.
func Walk(l *kg.List, kinds []*kg.Kind) int {
	if l.Filter == nil || l.Page.Limit <= 0 || len(l.Order) > 1 {
		return 0
	}
	by := ""
	if len(l.Order) == 1 {
		if by = l.Order[0].Property; !hasOrder(&l.Order[0], l.Page.Last, kinds) {
			return 0
		}
	}
	if narrows(l.Filter, by, kinds) {
		return 0
	}
	return walkedPerRow * (min(l.Page.Limit, mostWalked) + 1)
}

// hasOrder reports whether indexes have the nodes of kinds in an order, so that the
// first are read without the others: those with a value come first, and where the
// values go the other way than the numbers, which are sorted then, few share one.
func hasOrder(by *kg.Order, back bool, kinds []*kg.Kind) bool {
	if by.NullsFirst != back {
		return false
	}
	found := false
	for _, k := range kinds {
		p := k.Property(by.Property)
		if p != nil && (!layout.Ordered(k, p) || by.Descending && hasFewValues(p)) {
			return false
		}
		found = found || p != nil
	}
	return found
}

// hasFewValues reports whether many nodes share a value of a property.
func hasFewValues(p *kg.Property) bool { return p.Type == kg.TypeBool || p.Type == kg.TypeEnum }

// narrows reports whether a filter looks for few nodes: for some values of what has
// many, or for a part of the order.
func narrows(f kg.Filter, by string, kinds []*kg.Kind) bool {
	switch f := f.(type) {
	case kg.And:
		return slices.ContainsFunc(f, func(f kg.Filter) bool { return narrows(f, by, kinds) })
	case kg.Or:
		return !slices.ContainsFunc(f, func(f kg.Filter) bool { return !narrows(f, by, kinds) })
	case kg.Compare:
		if f.Property == by && f.Op != kg.OpNe && f.Op != kg.OpContains {
			return true
		}
		return (f.Op == kg.OpEq || f.Op == kg.OpIn || f.Op == kg.OpStartsWith) && !slices.ContainsFunc(kinds, func(k *kg.Kind) bool {
			p := k.Property(f.Property)
			return p != nil && hasFewValues(p)
		})
	}
	return false
}
