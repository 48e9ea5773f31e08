INSERT INTO change_item (revision, position, visibility, action, kind, relation, id, source, target, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
