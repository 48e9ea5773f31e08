-- The line of parameters is repeated for more rows.
UPDATE edge SET visibility = v.column2, sort = v.column3, props = jsonb(v.column4), keys = jsonb(v.column5), provenance = jsonb(v.column6)
FROM (VALUES
(?, ?, ?, ?, ?, ?)
) v
WHERE edge.number = v.column1
