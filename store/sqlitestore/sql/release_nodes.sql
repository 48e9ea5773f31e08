-- Frees the identifiers of nodes: ?1 is a JSON array of their numbers.
DELETE FROM identifier WHERE node IN (SELECT value FROM json_each(?1))
