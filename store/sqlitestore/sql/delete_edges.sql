-- ?1 is a JSON array of edge numbers.
DELETE FROM edge WHERE number IN (SELECT value FROM json_each(?1))
