-- The line of parameters is repeated for more rows.
UPDATE node SET props = jsonb(v.column2), keys = jsonb(v.column3)
FROM (VALUES
(?, ?, ?)
) v
WHERE node.number = v.column1
