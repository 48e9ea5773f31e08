DELETE FROM identifier WHERE scheme = ?1 AND value = ?2
