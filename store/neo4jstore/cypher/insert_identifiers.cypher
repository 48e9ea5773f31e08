UNWIND $rows AS w
MATCH (n:Node {_number: w.node})
CREATE (n)-[:HAS_IDENTIFIER]->(i:Identifier)
SET i = w.row
