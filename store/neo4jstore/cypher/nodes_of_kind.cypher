// Whole nodes of KIND after a number, as load_nodes has them.
MATCH (n:KIND)
WHERE n._number > $after
WITH n ORDER BY n._number LIMIT $limit
RETURN 'KIND' AS kind, [name IN $names['KIND'] | n[name]] AS stored, [(n)-[:HAS_IDENTIFIER]->(i:Identifier) | [i.scheme, i.value, i._value]] AS identifiers
