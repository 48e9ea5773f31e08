-- Nodes by id without what their kind has declared: ?1 is a JSON array of ids.
SELECT n.number, n.id, n.kind, n.visibility, n.version, n.created, n.updated
FROM json_each(?1) w
CROSS JOIN node n ON n.id = w.value
