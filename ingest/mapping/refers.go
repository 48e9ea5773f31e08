package mapping

// Refers reports whether rows of the file depend on anything beyond
// themselves: nodes referred to by identifier or name, or matched by name.
func (f *File) Refers() bool {
	return f.block.any(func(b *block) bool {
		for _, n := range b.nodes {
			if len(n.match) > 0 {
				return true
			}
		}
		for _, e := range b.edges {
			if e.from.node == "" || e.to.node == "" {
				return true
			}
		}
		return false
	})
}

// RefersTo reports whether an edge of the file refers to a node by an
// identifier of a scheme.
func (f *File) RefersTo(scheme string) bool { return f.schemes[scheme] }

// any reports whether something holds for the block or one within it.
func (b *block) any(holds func(*block) bool) bool {
	if holds(b) {
		return true
	}
	for _, r := range b.each {
		if r.any(holds) {
			return true
		}
	}
	return false
}
