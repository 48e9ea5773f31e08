-- The line of parameters is repeated for more rows.
INSERT INTO node_long (number, props) VALUES
(?, jsonb(?))
ON CONFLICT DO UPDATE SET props = excluded.props
