// Whole nodes by id: $names has what is stored of the nodes of each kind.
UNWIND $ids AS id
MATCH (n:Node {id: id})
WITH n, [label IN labels(n) WHERE $names[label] IS NOT NULL][0] AS kind
RETURN kind, [name IN $names[kind] | n[name]] AS stored, [(n)-[:HAS_IDENTIFIER]->(i:Identifier) | [i.scheme, i.value, i._value]] AS identifiers
