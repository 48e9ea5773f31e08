INSERT INTO node_long (number, props) VALUES (?1, jsonb(?2))
ON CONFLICT DO UPDATE SET props = excluded.props
