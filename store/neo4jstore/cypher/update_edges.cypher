UNWIND $rows AS w
MATCH ()-[r:RELATION {_number: w.row._number}]->()
SET r = w.row
