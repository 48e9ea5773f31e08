-- Whole edges at some nodes, a loop once: ?1 is a JSON array of node numbers.
SELECT e.number, e.id, e.relation, s.id, t.id, e.source, e.target, e.visibility, json(e.props), json(e.provenance)
FROM (
  SELECT a.edge AS edge FROM json_each(?1) w CROSS JOIN out_edge a ON a.node = w.value
  UNION
  SELECT a.edge FROM json_each(?1) w CROSS JOIN in_edge a ON a.node = w.value
) found
CROSS JOIN edge e ON e.number = found.edge
CROSS JOIN node s ON s.number = e.source
CROSS JOIN node t ON t.number = e.target
