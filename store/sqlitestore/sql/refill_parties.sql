-- The parties that all edges of a relation (?1) make.
INSERT INTO party (node, party, edge)
SELECT CASE r.party_end WHEN 1 THEN e.target ELSE e.source END, CASE r.party_end WHEN 1 THEN e.source ELSE e.target END, e.number
FROM relation r
CROSS JOIN edge e ON e.relation = r.number
WHERE r.number = ?1 AND r.party_end <> 0
ORDER BY 1, 2, 3
