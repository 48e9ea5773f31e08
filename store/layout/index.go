package layout

import (
	"slices"

	"innograph/kg"
)

// Indexed reports whether an engine keeps an index on a property of a kind: one that
// is declared @index, is part of a natural key, or is localised text that is searched.
func Indexed(k *kg.Kind, p *kg.Property) bool {
	inKey := slices.ContainsFunc(k.Keys, func(key kg.Key) bool { return slices.Contains(key.Properties, p.Name) })
	return p.Index || inKey || p.Search > 0 && p.Type == kg.TypeLocalized
}

// Ordered reports whether that index has the nodes of the kind in the property's order.
func Ordered(k *kg.Kind, p *kg.Property) bool { return !p.List && !p.Long && Indexed(k, p) }
