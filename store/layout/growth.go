package layout

import (
	"slices"

	"innograph/kg"
)

// PlacedOtherwise reports whether some property of a kind is now long, or no longer.
func (k *Kind) PlacedOtherwise(now *Kind) bool {
	return slices.ContainsFunc(k.Properties, func(p Property) bool {
		return find(now.Properties, func(q *Property) bool { return q.Name == p.Name }).Long != p.Long
	})
}

// WeighedOtherwise reports whether other properties of a kind are now searched, or by
// other weights.
func (k *Kind) WeighedOtherwise(now *Kind) bool {
	weigh := func(k *Kind) []Property {
		return slices.DeleteFunc(slices.Clone(k.Properties), func(p Property) bool { return p.Search == 0 })
	}
	return !slices.EqualFunc(weigh(k), weigh(now), func(a, b Property) bool { return a.Name == b.Name && a.Search == b.Search })
}

// KeyedOtherwise reports whether a kind now has other natural keys.
func (k *Kind) KeyedOtherwise(now *Kind) bool {
	return !slices.EqualFunc(k.Keys, now.Keys, func(a, b Key) bool { return a.Scheme == b.Scheme && slices.Equal(a.Properties, b.Properties) })
}

// KeyIdentifiers returns the identifiers that the natural keys of a stored kind have
// made for a node.
func (k *Kind) KeyIdentifiers(n *kg.Node) []kg.Identifier {
	var ids []kg.Identifier
	for _, key := range k.Keys {
		parts := make([]string, 0, len(key.Properties))
		for _, name := range key.Properties {
			if v, ok := n.Properties[name]; ok {
				parts = append(parts, v.String())
			}
		}
		if len(parts) == len(key.Properties) {
			ids = append(ids, kg.Identifier{Scheme: key.Scheme, Value: kg.KeyValue(parts...)})
		}
	}
	return ids
}
