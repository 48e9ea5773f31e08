UPDATE edge SET props = jsonb(?2), keys = jsonb(?3) WHERE number = ?1
