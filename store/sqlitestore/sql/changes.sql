-- Entries of the log after a revision (?1), at most ?2: all of them where ?3 is
-- NULL, otherwise those of which something may be seen at that level, or by who acts
-- for one of the ids in the JSON array ?4. All are worked out before the first comes.
WITH seen AS NOT MATERIALIZED (
SELECT i.*
FROM change_item i
WHERE ?3 IS NULL OR i.visibility <= ?3 OR i.visibility >= 2 AND (
  SELECT count(*) > 0 AND ((max(p.ends & 1) + max(p.ends & 2)) & (i.visibility - 2)) = i.visibility - 2
  FROM change_party p
  WHERE p.revision = i.revision AND p.position = i.position AND p.party IN (SELECT value FROM json_each(?4)))
),
found AS MATERIALIZED (
SELECT c.revision, c.at, c.actor, c.bulk, c.counts,
  (SELECT json_group_array(json_array(i.action, i.kind, i.relation, i.id, i.source, i.target, i.version))
   FROM (SELECT * FROM seen i WHERE i.revision = c.revision ORDER BY i.position) i)
FROM change c
WHERE c.revision > ?1
  AND (?3 IS NULL OR c.bulk OR EXISTS (SELECT 1 FROM seen i WHERE i.revision = c.revision))
ORDER BY c.revision
LIMIT ?2
)
SELECT * FROM found
