SELECT digest, revision, counts FROM applied WHERE key = ?1
