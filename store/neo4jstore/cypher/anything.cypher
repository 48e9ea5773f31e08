// Whether there is anything in the database.
MATCH (n)
RETURN true AS anything
LIMIT 1
