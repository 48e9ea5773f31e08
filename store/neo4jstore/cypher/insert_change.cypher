// Appends to the log and keeps the last numbers.
MATCH (m:InnographMeta {key: 'store'})
SET m.node = $node, m.edge = $edge, m.revision = $revision
CREATE (c:InnographChange)
SET c = $change
