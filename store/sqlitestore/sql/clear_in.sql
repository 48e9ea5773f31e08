DELETE FROM in_edge WHERE relation = ?1
