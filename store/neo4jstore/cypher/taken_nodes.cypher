// Those of some numbers that are those of nodes.
UNWIND $numbers AS number
MATCH (n:Node {_number: number})
RETURN number
