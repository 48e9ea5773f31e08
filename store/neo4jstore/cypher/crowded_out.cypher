// A node at which more edges of RELATION start than allowed.
UNWIND $nodes AS number
MATCH (n:Node {_number: number})
WHERE COUNT { (n)-[:RELATION]->() } > $most
RETURN number
LIMIT 1
