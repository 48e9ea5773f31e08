// Whole edges of RELATION after a number, as load_edges has them, with the level.
MATCH (a:Node)-[r:RELATION]->(b:Node)
WHERE r._number > $after
WITH a, r, b ORDER BY r._number LIMIT $limit
RETURN type(r) AS relation, [name IN $names[type(r)] | r[name]] AS stored, a.id AS source, b.id AS target, r._level AS level
