-- Takes the rows of some edges out of out_edge: ?1 is a JSON array of edge numbers.
DELETE FROM out_edge WHERE (node, relation, sort, other, edge) IN (
  SELECT e.source, e.relation, e.sort, e.target, e.number
  FROM json_each(?1) w
  CROSS JOIN edge e ON e.number = w.value
)
