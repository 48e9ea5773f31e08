-- Nodes of which some start more edges of a relation than allowed: ?1 is a JSON
-- array of node numbers, ?2 the relation, ?3 the maximum.
SELECT w.value
FROM json_each(?1) w
WHERE (SELECT count(*) FROM (SELECT 1 FROM out_edge a WHERE a.node = w.value AND a.relation = ?2 LIMIT ?3 + 1)) > ?3
LIMIT 1
