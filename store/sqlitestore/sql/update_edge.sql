UPDATE edge SET visibility = ?2, props = jsonb(?3), keys = jsonb(?4), provenance = jsonb(?5) WHERE number = ?1
