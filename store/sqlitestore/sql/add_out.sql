-- The rows of some edges in out_edge: ?1 is a JSON array of edge numbers. They go in
-- sorted, which saves as much as building the table last.
INSERT INTO out_edge (node, relation, sort, other, edge, level)
SELECT e.source, e.relation, e.sort, e.target, e.number, e.level
FROM json_each(?1) w
CROSS JOIN edge e ON e.number = w.value
ORDER BY 1, 2, 3, 4, 5
