-- Nodes by id without what their kind has declared: ?1 is a JSON array of ids.
SELECT json_group_array(json_array(n.number, n.id, n.kind, n.visibility, n.version))
FROM json_each(?1) w
CROSS JOIN node n ON n.id = w.value
