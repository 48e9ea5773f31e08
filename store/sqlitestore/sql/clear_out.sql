DELETE FROM out_edge WHERE relation = ?1
