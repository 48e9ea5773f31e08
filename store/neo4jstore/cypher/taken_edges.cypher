// Those of some numbers that are those of edges of RELATION.
UNWIND $numbers AS number
MATCH ()-[r:RELATION {_number: number}]->()
RETURN number
