UNWIND $numbers AS number
MATCH ()-[r:RELATION {_number: number}]->()
DELETE r
