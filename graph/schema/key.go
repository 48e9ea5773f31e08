package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// collectKeys reads the natural keys: each type its own, then every kind those
// of its roles as well.
func (c *compiler) collectKeys() {
	own := map[*node][]kg.Key{}
	for _, n := range c.nodes {
		for _, use := range n.def.Directives.ForNames("key") {
			if k := c.key(n, use); k != nil {
				own[n] = append(own[n], *k)
			}
		}
	}
	for _, n := range c.nodes {
		for _, r := range n.roles {
			n.keys = append(n.keys, own[r]...)
		}
		n.keys = append(n.keys, own[n]...)
	}
}

// key reads one key, or refuses it.
func (c *compiler) key(n *node, use *ast.Directive) *kg.Key {
	fields := givenTexts(use, "fields")
	if len(fields) == 0 {
		c.refuse(use.Position, "%s: a key needs at least one field", n.name())
		return nil
	}
	for _, name := range fields {
		f := n.property(name)
		if f == nil {
			c.refuse(use.Position, "%s: the key names no property %s; declare it or correct the name", n.name(), name)
			return nil
		}
		if !keyable(f.property) {
			c.refuse(use.Position, "%s: the property %s cannot be part of a key; a key holds single short values", n.name(), name)
			return nil
		}
	}
	scheme := givenText(use, "scheme")
	if scheme == "" {
		scheme = n.name() + "." + fields[0]
		for _, name := range fields[1:] {
			scheme += "+" + name
		}
	}
	return &kg.Key{Scheme: scheme, Properties: slices.Clone(fields), Field: joined(fields)}
}

// keyable reports whether a property may be part of a key, of a node or an edge.
func keyable(p *kg.Property) bool {
	return !p.List && !p.Long && p.Type != kg.TypeLocalized && p.Type != kg.TypeMoney
}
