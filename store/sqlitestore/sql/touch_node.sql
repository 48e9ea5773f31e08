UPDATE node SET version = ?2, updated = ?3 WHERE number = ?1
