UNWIND $rows AS w
MATCH (n:Node {_number: w.row._number})
SET n = w.row
