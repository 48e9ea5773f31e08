-- The line of parameters is repeated for more rows.
UPDATE node SET place = v.column2
FROM (VALUES
(?, ?)
) v
WHERE node.number = v.column1
