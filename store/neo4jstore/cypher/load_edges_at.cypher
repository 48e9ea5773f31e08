// Whole edges at some nodes: $names has what is stored of the edges of each relation.
UNWIND $nodes AS number
MATCH (n:Node {_number: number})-[r]-(:Node)
WITH DISTINCT r
RETURN type(r) AS relation, [name IN $names[type(r)] | r[name]] AS stored, startNode(r).id AS source, endNode(r).id AS target
