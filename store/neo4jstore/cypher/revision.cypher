// How far the store has come.
MATCH (m:InnographMeta {key: 'store'})
RETURN m.revision AS revision
