-- Whole nodes after a number (?1) that may be seen at a level (?2; NULL: all), at
-- most ?3. All are worked out before the first comes.
WITH found AS MATERIALIZED (
SELECT n.number, n.id, n.kind, n.visibility, n.version, n.created, n.updated,
  json(n.props), json(l.props), json(n.provenance),
  (SELECT json_group_array(json_array(i.scheme, i.value)) FROM identifier i WHERE i.node = n.number)
FROM node n
LEFT JOIN node_long l ON l.number = n.number
WHERE n.number > ?1 AND (?2 IS NULL OR n.visibility <= ?2)
ORDER BY n.number
LIMIT ?3
)
SELECT * FROM found
