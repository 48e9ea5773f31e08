-- The rows of all edges of a relation (?1) in in_edge.
INSERT INTO in_edge (node, relation, sort, other, edge, level)
SELECT e.target, e.relation, e.sort, e.source, e.number, e.level
FROM edge e
WHERE e.relation = ?1
ORDER BY 1, 2, 3, 4, 5
