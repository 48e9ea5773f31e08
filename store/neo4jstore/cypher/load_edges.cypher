// Whole edges of RELATION by id: $names has what is stored of the edges of each.
UNWIND $ids AS id
MATCH (a:Node)-[r:RELATION {id: id}]->(b:Node)
RETURN type(r) AS relation, [name IN $names[type(r)] | r[name]] AS stored, a.id AS source, b.id AS target
