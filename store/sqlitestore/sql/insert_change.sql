INSERT INTO change (revision, at, actor, bulk, counts) VALUES (?1, ?2, ?3, ?4, ?5)
