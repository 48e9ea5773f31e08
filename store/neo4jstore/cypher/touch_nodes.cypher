UNWIND $nodes AS number
MATCH (n:Node {_number: number})
SET n.version = n.version + 1, n.updatedAt = $at, n._updatedAt = $micros
