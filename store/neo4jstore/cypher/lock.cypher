// The counters. Whoever writes has to set something here first, so that all others
// who write wait, and only then looks how far the store has come.
MATCH (m:InnographMeta {key: 'store'})
SET m._lock = true
WITH m
RETURN m.node AS node, m.edge AS edge, m.revision AS revision, m.generation AS generation
