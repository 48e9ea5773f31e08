UPDATE node SET kind = ?2, visibility = ?3, version = ?4, created = ?5, updated = ?6,
  props = jsonb(?7), keys = jsonb(?8), provenance = jsonb(?9)
WHERE number = ?1
