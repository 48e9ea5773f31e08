// What the store says of itself. Under another generation nobody writes.
MATCH (m:InnographMeta {key: 'store'})
SET m += $facts
