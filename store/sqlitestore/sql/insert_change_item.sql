-- The line of parameters is repeated for more rows.
INSERT INTO change_item (revision, position, visibility, action, kind, relation, id, source, target, version) VALUES
(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
