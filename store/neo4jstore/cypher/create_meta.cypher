MERGE (m:InnographMeta {key: 'store'})
ON CREATE SET m.node = 0, m.edge = 0, m.revision = 0, m.layout = $layout, m.model = $model, m.before = [], m.generation = ''
