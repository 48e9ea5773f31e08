UNWIND $rows AS w
CREATE (n:$(w.labels))
SET n = w.row
