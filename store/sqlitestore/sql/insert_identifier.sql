INSERT INTO identifier (scheme, value, node) VALUES (?1, ?2, ?3)
