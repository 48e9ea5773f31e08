package kg

import (
	"fmt"
	"slices"
	"strings"

	"innograph/kg/text"
)

// A Visibility says who may see a node or an edge.
type Visibility uint8

// The visibilities, each narrower than the one before. The zero value is
// public.
const (
	Public     Visibility = iota // everybody
	Registered                   // callers who are known
	Parties                      // callers who act for a party of it
)

// Visibilities are the symbols of the enum Visibility, in its order.
var Visibilities = []string{"PUBLIC", "REGISTERED", "PARTIES"}

// String returns the symbol of the enum Visibility.
func (v Visibility) String() string { return Visibilities[v] }

// ParseVisibility reads a symbol of the enum Visibility.
func ParseVisibility(s string) (Visibility, error) {
	if i := slices.Index(Visibilities, s); i >= 0 {
		return Visibility(i), nil
	}
	return Public, fmt.Errorf("%q is not a visibility: write PUBLIC, REGISTERED or PARTIES", text.Shorten(s, mostShown))
}

// A Viewer is the caller a Reader reads for: a level, and the nodes it acts for.
// What it may not see is absent: from pages, counts, filters, sorts, search,
// aggregates, paths and changes.
//
// A node is seen by its own level or, where that is Parties, by who acts for one
// of its parties. These are the node itself, of whatever kind, and the nodes at
// the party end of its edges whose relation has one, whatever the visibility of
// these edges and nodes. Parties are not transitive.
//
// An edge is seen when both its ends are and its own level is or, where that is
// Parties, when the viewer acts for a party of either end. Each of the three is
// asked apart: an edge between two nodes for parties alone needs a viewer who acts
// for a party of each.
type Viewer struct {
	level Visibility
	all   bool
	acts  string // ids, sorted, each once, joined by newlines; text keeps viewers comparable
}

// The viewers: an unknown caller, a known one, and the system itself, which
// sees all and is for import, copy, Scan and metrics alone.
var (
	Anyone = Viewer{level: Public}
	Member = Viewer{level: Registered}
	System = Viewer{level: Parties, all: true}
)

// ActingFor returns a known caller who acts for nodes, whether they are there or
// not: an id that is no node's stands for the node with that FormerID, or for
// nothing. Of no ids it is Member.
func ActingFor(ids ...ID) Viewer {
	sorted := make([]string, len(ids))
	for i, id := range ids {
		sorted[i] = string(id)
	}
	slices.Sort(sorted)
	return Viewer{level: Registered, acts: strings.Join(slices.Compact(sorted), "\n")}
}

// SeesAll reports whether nothing is hidden from the viewer.
func (v Viewer) SeesAll() bool { return v.all }

// Highest returns the narrowest visibility the viewer sees without being a
// party.
func (v Viewer) Highest() Visibility { return v.level }

// Acts returns the ids of the nodes the viewer acts for, sorted, each once.
func (v Viewer) Acts() []ID {
	if v.acts == "" {
		return nil
	}
	parts := strings.Split(v.acts, "\n")
	ids := make([]ID, len(parts))
	for i, p := range parts {
		ids[i] = ID(p)
	}
	return ids
}

// Sees reports whether the viewer may see a node or an edge of that visibility
// without being a party, the ends of an edge apart.
func (v Viewer) Sees(w Visibility) bool { return v.all || w <= v.level }
