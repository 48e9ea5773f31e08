-- The line of parameters is repeated for more rows.
UPDATE edge SET sort = v.column2, props = jsonb(v.column3), keys = jsonb(v.column4)
FROM (VALUES
(?, ?, ?, ?)
) v
WHERE edge.number = v.column1
