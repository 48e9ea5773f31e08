package engine

import "slices"

// MaxNodes is the largest price of a request: one for each node that its pages
// may hold, and what else is charged below.
const MaxNodes = 20_000

// What is charged beside nodes, in nodes. Each bounds work that the size of a
// page does not.
const (
	// PriceScan is charged for an order other than the default, for a filter
	// and for totals, each, for every list: all edges at its parent are looked
	// at.
	PriceScan = 5
	// PriceRelated is charged for a condition on a relation, for every list that
	// has it. Within another such condition it is multiplied by that one's.
	PriceRelated = 10
	// PriceRoot multiplies PriceRelated for a list at the root, since all nodes
	// of its kinds are asked. Three levels of conditions take 10 seconds there
	// over 8,000 projects, two a tenth of one: this refuses three.
	PriceRoot = 20
	// PriceSearch is charged for a search: what 25,000 nodes are found by, with
	// their number, takes a tenth of a second.
	PriceSearch = 100
	// PriceLong is charged for a long text, for every node or edge: what 200 of
	// them take may be read at once, 50 MiB.
	PriceLong = 100
)

// price returns what is charged for the list of one parent, beside its nodes.
func (ls *listing) price(a *listed) int {
	price := a.related
	if a.filter != nil || a.edgeFilter != nil {
		price += PriceScan
	}
	if a.sorted {
		price += PriceScan
	}
	if ls.total || ls.counts {
		price += PriceScan
	}
	return price
}

// atRoot prices the conditions on relations for a list at the root.
func (a *listed) atRoot() {
	a.root = true
	a.related *= PriceRoot
	a.asked *= PriceRoot
}

// each returns what is charged for one statement of figures over the list of
// one parent: a total, the conditions of its filter and those of its keys.
func (a *listed) each(keys int) int {
	if a.root {
		keys *= PriceRoot
	}
	price := PriceScan + a.asked + keys
	if a.found {
		price += PriceSearch
	}
	return price
}

// longest returns the number of long texts that one row of these owners may have;
// of any for none.
func (w *wanted) longest(owners []string) int {
	most := 0
	for owner, slots := range w.slots {
		if owners != nil && !slices.Contains(owners, owner) {
			continue
		}
		n := 0
		for _, s := range slots {
			if s.property.Long {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// count adds to the price, without running over.
func (r *request) count(n int) {
	r.nodes = min(r.nodes+n, ceiling)
}

// ceiling bounds prices far beyond MaxNodes and far below overflow.
const ceiling = 1 << 40

// times multiplies prices, without running over.
func times(a, b int) int {
	if b != 0 && a > ceiling/b {
		return ceiling
	}
	return a * b
}

// priced refuses a root field that asks for too much.
func (r *request) priced() error {
	if r.nodes <= MaxNodes {
		return nil
	}
	err := exceeds(MaxNodes, r.nodes, "ask for smaller pages or fewer levels, or for less in filters, orders and totals below them",
		"%s is priced at %d nodes, more than the %d allowed", r.plan.field.Alias, r.nodes, MaxNodes)
	err.code = CodeTooComplex
	return err
}
