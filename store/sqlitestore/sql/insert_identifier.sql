-- The line of parameters is repeated for more rows.
INSERT INTO identifier (scheme, value, node) VALUES
(?, ?, ?)
