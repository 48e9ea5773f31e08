-- The line of parameters is repeated for more rows.
UPDATE edge SET visibility = v.column2, level = v.column3, sort = v.column4,
  props = jsonb(v.column5), keys = jsonb(v.column6), provenance = jsonb(v.column7)
FROM (VALUES
(?, ?, ?, ?, ?, ?, ?)
) v
WHERE edge.number = v.column1
