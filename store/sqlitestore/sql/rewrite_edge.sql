UPDATE edge SET sort = ?2, props = jsonb(?3), keys = jsonb(?4) WHERE number = ?1
