// Whole edges of RELATION after a number, as load_edges has them. VISIBLE is what the
// viewer sees.
MATCH (a:Node)-[r:RELATION]->(b:Node)
WHERE r._number > $after AND VISIBLE
WITH a, r, b ORDER BY r._number LIMIT $limit
RETURN type(r) AS relation, [name IN $names[type(r)] | r[name]] AS stored, a.id AS source, b.id AS target, r._number AS number
