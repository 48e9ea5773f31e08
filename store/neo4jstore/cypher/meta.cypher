// What the store says of itself.
MATCH (m:InnographMeta {key: 'store'})
RETURN m.layout AS layout, m.model AS model, m.before AS before, m.generation AS generation,
  m.collation AS collation, m.words AS words, m.labels AS labels
