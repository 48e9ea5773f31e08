UNWIND $rows AS w
MATCH (a:Node {_number: w.row._from})
MATCH (b:Node {_number: w.row._to})
CREATE (a)-[r:$(w.relation)]->(b)
SET r = w.row
