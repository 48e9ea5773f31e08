-- Whole edges of a relation (?1) after a number (?2), at most ?3.
SELECT e.number, e.id, e.relation, s.id, t.id, e.source, e.target, e.visibility, json(e.props), json(e.provenance)
FROM edge e
CROSS JOIN node s ON s.number = e.source
CROSS JOIN node t ON t.number = e.target
WHERE e.relation = ?1 AND e.number > ?2
ORDER BY e.number
LIMIT ?3
