package sqlitestore

import (
	"slices"

	"innograph/kg"
)

// byName finds the node of an identifier, and byAnyName, where one has no scheme,
// all that have its value in some. The schemes are few, and are met one by one.
const (
	byName = "CROSS JOIN identifier h ON h.scheme = json_extract(p.value, '$[0]') AND h.value = json_extract(p.value, '$[1]')" +
		" CROSS JOIN node n ON n.number = h.node"
	byAnyName = "CROSS JOIN node n ON n.number IN (" +
		"SELECT h.node FROM identifier h WHERE h.scheme = json_extract(p.value, '$[0]') AND h.value = json_extract(p.value, '$[1]')" +
		" UNION SELECT h.node FROM (WITH RECURSIVE scheme(name) AS (SELECT min(scheme) FROM identifier UNION ALL" +
		" SELECT (SELECT min(scheme) FROM identifier WHERE scheme > name) FROM scheme WHERE name IS NOT NULL)" +
		" SELECT name FROM scheme WHERE name IS NOT NULL) s" +
		" CROSS JOIN identifier h ON h.scheme = s.name AND h.value = json_extract(p.value, '$[1]') WHERE json_extract(p.value, '$[0]') = '')"
)

// named reads the nodes of identifiers.
func (r *reading) named(identifiers []kg.Identifier, selection *kg.Selection) (*kg.Level, error) {
	joined, order := byName, ""
	if slices.ContainsFunc(identifiers, func(id kg.Identifier) bool { return id.Scheme == "" }) {
		joined, order = byAnyName, " ORDER BY p.key, n.number"
	}
	return r.nodes(appendPairs(nil, identifiers), len(identifiers), selection, joined, order)
}
