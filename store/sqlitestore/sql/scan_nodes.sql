-- Whole nodes. Which ones, and in what order, is added.
SELECT n.number, n.id, n.kind, n.visibility, n.version, n.created, n.updated,
  json(n.props), json(l.props), json(n.provenance),
  (SELECT json_group_array(json_array(i.scheme, i.value)) FROM identifier i WHERE i.node = n.number)
FROM node n
LEFT JOIN node_long l ON l.number = n.number
