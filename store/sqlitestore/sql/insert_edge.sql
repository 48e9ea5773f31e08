INSERT INTO edge (number, id, relation, source, target, visibility, props, keys, provenance)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, jsonb(?7), jsonb(?8), jsonb(?9))
