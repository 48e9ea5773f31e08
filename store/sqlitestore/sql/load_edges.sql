-- Whole edges by id: ?1 is a JSON array of ids.
SELECT e.number, e.id, e.relation, s.id, t.id, e.source, e.target, e.visibility, json(e.props), json(e.provenance)
FROM json_each(?1) w
CROSS JOIN edge e ON e.id = w.value
CROSS JOIN node s ON s.number = e.source
CROSS JOIN node t ON t.number = e.target
