-- Whole nodes by id: ?1 is a JSON array of ids.
SELECT n.number, n.id, n.kind, n.visibility, n.version, n.created, n.updated,
  json(n.props), json(l.props), json(n.provenance),
  (SELECT json_group_array(json_array(i.scheme, i.value)) FROM identifier i WHERE i.node = n.number)
FROM json_each(?1) w
CROSS JOIN node n ON n.id = w.value
LEFT JOIN node_long l ON l.number = n.number
