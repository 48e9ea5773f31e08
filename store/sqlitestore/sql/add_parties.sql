-- The parties that some edges make: ?1 is a JSON array of edge numbers.
INSERT INTO party (node, party, edge)
SELECT CASE r.party_end WHEN 1 THEN e.target ELSE e.source END, CASE r.party_end WHEN 1 THEN e.source ELSE e.target END, e.number
FROM json_each(?1) w
CROSS JOIN edge e ON e.number = w.value
CROSS JOIN relation r ON r.number = e.relation
WHERE r.party_end <> 0
ORDER BY 1, 2, 3
