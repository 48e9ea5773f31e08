-- ?1 is a JSON array of node numbers.
DELETE FROM node WHERE number IN (SELECT value FROM json_each(?1))
