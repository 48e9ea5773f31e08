-- Takes the rows of some edges out of in_edge: ?1 is a JSON array of edge numbers.
DELETE FROM in_edge WHERE (node, relation, sort, other, edge) IN (
  SELECT e.target, e.relation, e.sort, e.source, e.number
  FROM json_each(?1) w
  CROSS JOIN edge e ON e.number = w.value
)
