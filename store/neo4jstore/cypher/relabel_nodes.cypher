// Nodes that have become of another kind.
UNWIND $rows AS w
MATCH (n:Node {_number: w.number})
REMOVE n:$(w.was)
SET n:$(w.labels)
