-- The line of parameters is repeated for more rows.
UPDATE node SET kind = v.column2, visibility = v.column3, version = v.column4, created = v.column5, updated = v.column6,
  props = jsonb(v.column7), keys = jsonb(v.column8), provenance = jsonb(v.column9)
FROM (VALUES
(?, ?, ?, ?, ?, ?, ?, ?, ?)
) v
WHERE node.number = v.column1
