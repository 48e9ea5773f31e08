UPDATE edge SET visibility = ?2, sort = ?3, props = jsonb(?4), keys = jsonb(?5), provenance = jsonb(?6) WHERE number = ?1
