INSERT INTO applied (key, digest, revision, counts) VALUES (?1, ?2, ?3, ?4)
