// From here on nobody writes, until the migration has ended.
MATCH (m:InnographMeta {key: 'store'})
SET m.generation = '', m.model = $model, m.before = $before
