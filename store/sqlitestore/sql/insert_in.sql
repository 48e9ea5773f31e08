INSERT INTO in_edge (node, relation, sort, other, edge, visibility) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
