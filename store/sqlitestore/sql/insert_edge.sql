-- The line of parameters is repeated for more rows.
INSERT INTO edge (number, id, relation, source, target, visibility, level, sort, props, keys, provenance) VALUES
(?, ?, ?, ?, ?, ?, ?, ?, jsonb(?), jsonb(?), jsonb(?))
