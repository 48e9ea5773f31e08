package rules

import "innograph/kg"

// A provision is what the rules about rewards and empowerments need to know of
// one: the least share it demands, in millionths, and when it is in force.
type provision struct {
	least    int64 // 0: none
	from, to day
}

// provisionOf reads a node; it is false for other kinds.
func provisionOf(n *kg.Node) (provision, bool) {
	if n.Kind != "Provision" {
		return provision{}, false
	}
	p := n.Properties
	return provision{p["minShare"].Int(), dayOf(p["inForceFrom"], always), dayOf(p["inForceTo"], never)}, true
}

// holds reports whether a provision may have been in force on a date of any
// precision; of an unknown date it may.
func (p provision) holds(on kg.Value) bool {
	return on.IsNull() || lastDayOf(on) >= p.from && dayOf(on, always) < p.to
}
