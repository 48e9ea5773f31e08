MATCH (m:InnographMeta {key: 'store'})
SET m += $facts
