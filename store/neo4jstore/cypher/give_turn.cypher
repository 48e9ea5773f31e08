// Gives the turn to import back.
MATCH (m:InnographMeta {key: 'import'})
SET m._lock = true
WITH m
WHERE m.holder = $holder
REMOVE m.holder, m.until
