package kg

import (
	"fmt"
	"slices"
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
	return Public, fmt.Errorf("%q is not a visibility: write PUBLIC, REGISTERED or PARTIES", shorten(s))
}

// A Viewer is the caller a Reader reads for. What it may not see is absent:
// from pages, counts, filters, sorts, paths and changes. An edge is seen when
// its own level and both its ends are.
type Viewer struct {
	level Visibility
	all   bool
}

// The viewers: an unknown caller, a known one, and the system itself, which
// sees all and is for import, copy, Scan and metrics alone.
var (
	Anyone = Viewer{level: Public}
	Member = Viewer{level: Registered}
	System = Viewer{level: Parties, all: true}
)

// SeesAll reports whether nothing is hidden from the viewer.
func (v Viewer) SeesAll() bool { return v.all }

// Highest returns the narrowest visibility the viewer sees without being a
// party.
func (v Viewer) Highest() Visibility { return v.level }

// Sees reports whether the viewer may see a node or an edge of that visibility,
// the ends of an edge apart.
func (v Viewer) Sees(w Visibility) bool { return v.all || w <= v.level }
