package layout

import "innograph/kg"

// The levels of edges tell who sees them. Those below ForParties are the narrowest
// visibility of the edge and its ends. From there on an edge is for parties: of
// either end where the edge alone is for them, else of each end that is, OfSource
// and OfTarget being added. The level of a node is its visibility.
const (
	ForParties = int(kg.Parties)
	OfSource   = 1
	OfTarget   = 2
)

// EdgeLevel returns the level of an edge.
func EdgeLevel(edge, source, target kg.Visibility) int {
	level := int(max(edge, source, target))
	if level < ForParties {
		return level
	}
	if source == kg.Parties {
		level += OfSource
	}
	if target == kg.Parties {
		level += OfTarget
	}
	return level
}
