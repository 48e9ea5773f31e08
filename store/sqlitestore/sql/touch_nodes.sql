-- Moves nodes on: ?1 is a JSON array of their numbers, ?2 the time.
UPDATE node SET version = version + 1, updated = ?2 WHERE number IN (SELECT value FROM json_each(?1))
