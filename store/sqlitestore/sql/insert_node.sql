-- The line of parameters is repeated for more rows.
INSERT INTO node (number, id, kind, visibility, version, created, updated, place, props, keys, provenance) VALUES
(?, ?, ?, ?, ?, ?, ?, ?, jsonb(?), jsonb(?), jsonb(?))
