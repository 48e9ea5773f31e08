-- Whole edges after a number (?1) that may be seen at a level (?2; NULL: all), at
-- most ?3. All are worked out before the first comes.
WITH found (number, id, relation, source_id, target_id, source, target, visibility, props, provenance) AS MATERIALIZED (
SELECT e.number, e.id, e.relation, s.id, t.id, e.source, e.target, e.visibility, json(e.props), json(e.provenance)
FROM edge e
CROSS JOIN node s ON s.number = e.source
CROSS JOIN node t ON t.number = e.target
WHERE e.number > ?1 AND (?2 IS NULL OR e.level <= ?2)
ORDER BY e.number
LIMIT ?3
)
SELECT * FROM found
