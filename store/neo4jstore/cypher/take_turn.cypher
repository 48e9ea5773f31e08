// Takes the turn to import if it is free, or keeps it for longer. Whoever asks sets
// something first, so that all others who ask wait, and only then looks who has it. The
// server's clock counts.
MERGE (m:InnographMeta {key: 'import'})
SET m._lock = true
WITH m
WHERE m.holder = $holder OR $begin AND (m.holder IS NULL OR m.until <= timestamp())
SET m.holder = $holder, m.until = timestamp() + $lease
RETURN true AS taken
