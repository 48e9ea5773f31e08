-- Entries of the log after a revision (?1), at most ?2: all of them where ?3 is
-- NULL, otherwise those of which something may be seen at that level. All are
-- worked out before the first comes.
WITH found AS MATERIALIZED (
SELECT c.revision, c.at, c.actor, c.bulk, c.counts,
  (SELECT json_group_array(json_array(i.action, i.kind, i.relation, i.id, i.source, i.target, i.version))
   FROM (SELECT * FROM change_item i
         WHERE i.revision = c.revision AND (?3 IS NULL OR i.visibility <= ?3)
         ORDER BY i.position) i)
FROM change c
WHERE c.revision > ?1
  AND (?3 IS NULL OR c.bulk OR EXISTS (SELECT 1 FROM change_item i WHERE i.revision = c.revision AND i.visibility <= ?3))
ORDER BY c.revision
LIMIT ?2
)
SELECT * FROM found
