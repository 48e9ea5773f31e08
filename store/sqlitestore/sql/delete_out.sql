DELETE FROM out_edge WHERE node = ?1 AND relation = ?2 AND sort = ?3 AND other = ?4 AND edge = ?5
