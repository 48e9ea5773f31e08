UNWIND $nodes AS number
MATCH (n:Node {_number: number})
OPTIONAL MATCH (n)-[:HAS_IDENTIFIER]->(i:Identifier)
DETACH DELETE n, i
