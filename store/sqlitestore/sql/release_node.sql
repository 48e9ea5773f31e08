DELETE FROM identifier WHERE node = ?1
