-- The rows of all edges of a relation (?1) in out_edge.
INSERT INTO out_edge (node, relation, sort, other, edge, level)
SELECT e.source, e.relation, e.sort, e.target, e.number, e.level
FROM edge e
WHERE e.relation = ?1
ORDER BY 1, 2, 3, 4, 5
