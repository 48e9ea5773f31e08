// Whole nodes after a number, as load_nodes has them. VISIBLE is what the viewer sees.
MATCH (n:Node)
WHERE n._number > $after AND VISIBLE
WITH n ORDER BY n._number LIMIT $limit
WITH n, [label IN labels(n) WHERE $names[label] IS NOT NULL][0] AS kind
RETURN kind, [name IN $names[kind] | n[name]] AS stored, [(n)-[:HAS_IDENTIFIER]->(i:Identifier) | [i.scheme, i.value, i._value]] AS identifiers,
  n._number AS number
