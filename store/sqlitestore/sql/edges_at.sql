-- The numbers of the edges at some nodes: ?1 is a JSON array of node numbers.
SELECT a.edge FROM json_each(?1) w CROSS JOIN out_edge a ON a.node = w.value
UNION
SELECT a.edge FROM json_each(?1) w CROSS JOIN in_edge a ON a.node = w.value
