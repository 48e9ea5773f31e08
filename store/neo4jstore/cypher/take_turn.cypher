// Who sets something here has the turn until its transaction ends.
MERGE (m:InnographMeta {key: 'import'})
SET m._lock = true
