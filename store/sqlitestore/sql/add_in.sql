-- The rows of some edges in in_edge: ?1 is a JSON array of edge numbers. They go in
-- sorted, which saves as much as building the table last.
INSERT INTO in_edge (node, relation, sort, other, edge, level)
SELECT e.target, e.relation, e.sort, e.source, e.number, e.level
FROM json_each(?1) w
CROSS JOIN edge e ON e.number = w.value
ORDER BY 1, 2, 3, 4, 5
